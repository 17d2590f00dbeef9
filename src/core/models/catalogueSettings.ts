import * as l10n from '@vscode/l10n';
import { AppError } from '../../base/errors.js';
import { catalogueModels } from './catalogue.js';
import { modelQualities, type CatalogueModel, type ModelQuality } from './catalogueModel.js';
import { formatModelId, parseModelId } from './modelId.js';

/** The setting `prometheusNovel.models.catalogue`: what is known of models, or null for none, by `provider/model`. */
export type CatalogueOverrides = Readonly<Record<string, unknown>>;

type Fields = Readonly<Record<string, unknown>>;

/** What the settings change of one model; everything that a recommendation needs, for one that is not listed. */
type CatalogueChange = Partial<Omit<CatalogueModel, 'id'>>;

const keys = ['title', 'contextWindow', 'maxOutputTokens', 'quality', 'since', 'reasoning'] as const;
const wanted = ['quality', 'contextWindow', 'maxOutputTokens'] as const;

/**
 * The models to choose from: the built-in list with the changes of the settings.
 * @throws AppError `bad-catalogue` with what is wrong and the form that is wanted
 */
export function catalogueOf(overrides: CatalogueOverrides): readonly CatalogueModel[] {
	const models = new Map(catalogueModels.map((model) => [model.id, model]));
	for (const [name, value] of Object.entries(overrides)) {
		const id = idOf(name);
		const change = changeIn(name, value);
		if (change === null) models.delete(id);
		else models.set(id, { ...unknownModel(id), ...models.get(id), ...change });
	}
	return [...models.values()];
}

function unknownModel(id: string): CatalogueModel {
	return { id, title: id, contextWindow: 0, maxOutputTokens: 0, quality: 'low', since: '' };
}

function idOf(name: string): string {
	try {
		return formatModelId(parseModelId(name));
	} catch {
		throw badCatalogue(name, l10n.t('it is not named as provider/model'));
	}
}

function changeIn(name: string, value: unknown): CatalogueChange | null {
	if (value === null) return null;
	if (typeof value !== 'object' || Array.isArray(value))
		throw badCatalogue(name, l10n.t('it is {0}', JSON.stringify(value)));
	const fields = value as Fields;
	const other = Object.keys(fields).find((key) => !keys.some((known) => known === key));
	if (other !== undefined) throw badCatalogue(name, l10n.t('there is no "{0}"', other));
	const id = idOf(name);
	const missing = catalogueModels.some((model) => model.id === id)
		? undefined
		: wanted.find((key) => fields[key] === undefined);
	if (missing !== undefined) throw badCatalogue(name, l10n.t('"{0}" is missing', missing));
	for (const key of keys) {
		if (fields[key] !== undefined && !isUsable(key, fields[key]))
			throw badCatalogue(name, l10n.t('"{0}" is {1}', key, JSON.stringify(fields[key])));
	}
	return Object.fromEntries(Object.entries(fields).filter(([, field]) => field !== undefined));
}

function isUsable(key: (typeof keys)[number], value: unknown): boolean {
	switch (key) {
		case 'title':
			return typeof value === 'string' && value.trim() !== '';
		case 'contextWindow':
		case 'maxOutputTokens':
			return Number.isSafeInteger(value) && (value as number) > 0;
		case 'quality':
			return modelQualities.includes(value as ModelQuality);
		case 'since':
			return typeof value === 'string' && isDay(value);
		case 'reasoning':
			return typeof value === 'boolean';
	}
}

function isDay(text: string): boolean {
	const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
	return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

function badCatalogue(name: string, problem: string): AppError {
	return new AppError(
		'bad-catalogue',
		l10n.t(
			'The model "{0}" in the setting prometheusNovel.models.catalogue cannot be used: {1}. Write { "quality": "high", "contextWindow": 200000, "maxOutputTokens": 64000 } with "low", "medium" or "high" and whole numbers of tokens, and "title", "since" as 2026-11-25 and "reasoning" where you like; or null to take it out.',
			name,
			problem,
		),
	);
}
