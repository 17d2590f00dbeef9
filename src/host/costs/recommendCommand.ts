import * as vscode from 'vscode';
import { z } from 'zod';
import { providerOf } from '../../adapters/llm/providers.js';
import { AppError } from '../../base/errors.js';
import { formatMoney } from '../../core/cost/money.js';
import type { RankedModel } from '../../core/cost/recommendationReasons.js';
import { modelQualities, type CatalogueModel, type ModelQuality } from '../../core/models/catalogueModel.js';
import { formatModelId, parseModelId } from '../../core/models/modelId.js';
import { modelRoles, modelStages, type ModelRole, type ModelStageId } from '../../core/pipeline/stages.js';
import type { RecommendationAnswer } from '../../services/cost/recommendationService.js';
import type { NovelProject } from '../../services/novelProject.js';
import { folderArgument, parseArgument } from '../arguments.js';
import type { Keys } from '../keys.js';
import type { Novels } from '../novels.js';
import { setModel } from '../setModel.js';
import { withCancellableProgress } from '../cancellableProgress.js';
import { qualityTitle, reasonSentences } from './reasonSentences.js';

const tokens = z.strictObject({ input: z.int().min(0), output: z.int().min(0) });
const recommendArgument = z.strictObject({
	folder: folderArgument,
	stage: z.enum([...modelRoles, ...(Object.keys(modelStages) as ModelStageId[])]),
	quality: z.enum(modelQualities),
	tokens: tokens.optional(),
	/** Whether the recommended model is set for the role. */
	apply: z.boolean().default(false),
});

/** Ids of models that can be called now: there is a key for them, or a server on this machine has them. */
type Usable = (model: CatalogueModel) => boolean;

/** Which model to take for what, with reasons; one step sets it. */
export class RecommendCommand {
	readonly #novels: Novels;
	readonly #keys: Keys;

	constructor(novels: Novels, keys: Keys) {
		this.#novels = novels;
		this.#keys = keys;
	}

	/** @returns the answer to an argument, or by hand the model that was set; undefined when none was */
	async run(argument: unknown): Promise<RecommendationAnswer | string | undefined> {
		const given = parseArgument('recommendModel', recommendArgument, argument);
		const project = await this.#novels.choose(given?.folder);
		if (project === undefined) return undefined;
		if (given === undefined) return await this.ask(project);
		const { stage, quality, apply } = given;
		const signal = AbortSignal.timeout(30_000);
		// What is set has to be there.
		const among = apply ? { among: await this.#usable(project, signal) } : {};
		const wish = { stage, quality, ...among, ...(given.tokens === undefined ? {} : { tokens: given.tokens }) };
		const answer = await project.recommendations.recommend(wish, signal);
		const [best] = answer.ranked;
		if (apply && best === undefined) throw noModel();
		if (apply && best !== undefined) await setModel(project.folder, roleOf(stage), best.model.id);
		return answer;
	}

	/** For one novel, with questions. @returns the model that was set; undefined when none was */
	async ask(project: NovelProject): Promise<string | undefined> {
		const role = await pickRole(project, this.#novels.hostFor(project.folder).settings().models);
		const quality = role && (await pickQuality());
		if (role === undefined || quality === undefined) return undefined;
		const [answer, usable] = await withCancellableProgress(vscode.l10n.t('Comparing models…'), async (signal) => {
			const isUsable = await this.#usable(project, signal);
			const isLocal = ({ id }: CatalogueModel): boolean => !this.#needsKey(project, parseModelId(id).provider);
			const among: Usable = (model) => isUsable(model) || !isLocal(model);
			return [await project.recommendations.recommend({ stage: role, quality, among }, signal), isUsable] as const;
		});
		const picked = await pickModel(answer, usable);
		if (picked === undefined) return undefined;
		await setModel(project.folder, role, picked.id);
		if (usable(picked)) return picked.id;
		await vscode.commands.executeCommand('prometheusNovel.setApiKey');
		return (await this.#keys.get(parseModelId(picked.id).provider)) === undefined ? undefined : picked.id;
	}

	/** A local model that is not installed would win every comparison. */
	async #usable({ models, recommendations }: NovelProject, signal: AbortSignal): Promise<Usable> {
		const reachable = new Set(
			(await models.reachable(AbortSignal.any([signal, AbortSignal.timeout(10_000)]))).models.map(({ id }) =>
				formatModelId(id),
			),
		);
		const keyed = new Map<string, boolean>();
		for (const { id } of recommendations.catalogue()) {
			const { provider } = parseModelId(id);
			if (!keyed.has(provider)) keyed.set(provider, (await this.#keys.get(provider)) !== undefined);
		}
		return ({ id }) => reachable.has(id) || keyed.get(parseModelId(id).provider) === true;
	}

	#needsKey({ folder }: NovelProject, provider: string): boolean {
		try {
			return providerOf(provider, this.#novels.hostFor(folder).settings().providers).needsKey;
		} catch {
			return true;
		}
	}
}

function roleOf(stage: ModelRole | ModelStageId): ModelRole {
	return modelRoles.find((role) => role === stage) ?? modelStages[stage as ModelStageId].role;
}

async function pickRole(
	{ costs }: NovelProject,
	models: Readonly<Record<ModelRole, string>>,
): Promise<ModelRole | undefined> {
	const spent = new Map(costs.costBreakdown('role').map((row) => [row.key, row.spent]));
	const titles = {
		plan: vscode.l10n.t('Planning the book and its scenes'),
		draft: vscode.l10n.t('Drafting the prose'),
		check: vscode.l10n.t('Reading finished chapters'),
	};
	const items = modelRoles.map((role) => ({
		label: titles[role],
		description: `${models[role]} · ${vscode.l10n.t('{0} so far', formatMoney(spent.get(role) ?? (0 as never)))}`,
		role,
	}));
	return (await vscode.window.showQuickPick(items, { title: vscode.l10n.t('A model for what?') }))?.role;
}

async function pickQuality(): Promise<ModelQuality | undefined> {
	const details = {
		low: vscode.l10n.t('Small and fast: for checks, and for trying things out'),
		medium: vscode.l10n.t('Balanced: good prose at a moderate price'),
		high: vscode.l10n.t('The best there is, and the dearest'),
	};
	const items = modelQualities.map((quality) => ({
		label: qualityTitle(quality),
		detail: details[quality],
		quality,
	}));
	return (await vscode.window.showQuickPick(items, { title: vscode.l10n.t('Of which quality at least?') }))?.quality;
}

async function pickModel({ ranked }: RecommendationAnswer, usable: Usable): Promise<CatalogueModel | undefined> {
	if (ranked.length === 0) throw noModel();
	const sorted = [...ranked.filter(({ model }) => usable(model)), ...ranked.filter(({ model }) => !usable(model))];
	const items = sorted.map((one, at) => itemOf(one, usable, at === 0));
	const picked = await vscode.window.showQuickPick(items, {
		title: vscode.l10n.t('Which one? The first is recommended.'),
		matchOnDescription: true,
		matchOnDetail: true,
		ignoreFocusOut: true,
	});
	return picked?.model;
}

function itemOf({ model, cost, reasons }: RankedModel, usable: Usable, isFirst: boolean) {
	const icon = isFirst ? '$(star-full)' : '$(circle-outline)';
	const price = vscode.l10n.t('{0} a call', formatMoney(cost));
	return {
		label: `${icon} ${model.title}`,
		description: `${model.id} · ${price}${usable(model) ? '' : ` · ${vscode.l10n.t('needs a key')}`}`,
		detail: reasonSentences(reasons),
		model,
	};
}

function noModel(): AppError {
	return new AppError(
		'no-model',
		vscode.l10n.t(
			'No model of that quality fits what is left of the budget. Raise the budget with the command "Prometheus Novel: Set Budget", or ask for a lower quality.',
		),
	);
}
