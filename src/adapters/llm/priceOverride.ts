import * as l10n from '@vscode/l10n';
import { AppError } from '../../base/errors.js';
import type { PriceOverride, PriceTier, TokenPrices } from '../../core/cost/priceTable.js';

/** The setting `prometheusNovel.prices`: US dollars per million tokens by model, or `free`. Checked when it is used. */
export type PriceOverrides = Readonly<Record<string, unknown>>;

type Fields = Readonly<Record<string, unknown>>;

const highestPrice = 10_000;
const priceKeys = ['input', 'output', 'cacheRead', 'cacheWrite', 'cacheWriteHour'] as const;

/** @throws AppError `bad-price` with what is wrong and the form that is wanted. */
export function parsePriceOverride(model: string, value: unknown): PriceOverride | 'free' {
	if (value === 'free') return 'free';
	if (!isObject(value)) throw badPrice(model, l10n.t('it is {0}', shown(value)));
	refuseOthers(model, '', value, [...priceKeys, 'tiers', 'batch']);
	const prices = pricesIn(model, '', value);
	const { tiers, batch } = value;
	return {
		...prices,
		...(tiers === undefined ? {} : { tiers: tiersIn(model, prices, tiers) }),
		...(batch === undefined ? {} : { batch: batchIn(model, batch) }),
	};
}

function pricesIn(model: string, where: string, fields: Fields): TokenPrices {
	const prices: { -readonly [Key in keyof TokenPrices]?: TokenPrices[Key] } = {};
	for (const key of priceKeys) {
		const price = fields[key];
		if (price === undefined) continue;
		if (typeof price !== 'number' || !(price >= 0 && price <= highestPrice))
			throw badPrice(model, l10n.t('"{0}{1}" is {2}', where, key, shown(price)));
		prices[key] = price;
	}
	const { input, output } = prices;
	if (input === undefined || output === undefined)
		throw badPrice(model, l10n.t('"{0}{1}" is missing', where, input === undefined ? 'input' : 'output'));
	return { ...prices, input, output };
}

/** A hold is priced as the longest call, so that a shorter one must not be dearer. */
function tiersIn(model: string, base: TokenPrices, value: unknown): readonly PriceTier[] {
	if (!Array.isArray(value)) throw badPrice(model, l10n.t('"tiers" is {0} rather than a list', shown(value)));
	const tiers: PriceTier[] = [];
	for (const [index, item] of (value as readonly unknown[]).entries()) {
		const where = `tiers[${index}].`;
		if (!isObject(item)) throw badPrice(model, l10n.t('"tiers[{0}]" is {1}', index, shown(item)));
		refuseOthers(model, where, item, [...priceKeys, 'above']);
		const { above } = item;
		if (!Number.isSafeInteger(above) || (above as number) < 1)
			throw badPrice(model, l10n.t('"{0}above" is {1} rather than a number of tokens', where, shown(above)));
		const tier = { ...pricesIn(model, where, item), above: above as number };
		const before = tiers.at(-1);
		if (before !== undefined && tier.above <= before.above)
			throw badPrice(model, l10n.t('"{0}above" is not more than that of the tier before it', where));
		if (tier.input < (before ?? base).input || tier.output < (before ?? base).output)
			throw badPrice(model, l10n.t('"tiers[{0}]" costs less than what comes before it', index));
		tiers.push(tier);
	}
	return tiers;
}

function batchIn(model: string, value: unknown): number {
	if (typeof value === 'number' && value >= 0 && value <= 1) return value;
	throw badPrice(model, l10n.t('"batch" is {0} rather than a share of the price from 0 to 1', shown(value)));
}

/** A misspelt price would be one that is not charged. */
function refuseOthers(model: string, where: string, fields: Fields, known: readonly string[]): void {
	const other = Object.keys(fields).find((key) => !known.includes(key));
	if (other !== undefined) throw badPrice(model, l10n.t('there is no "{0}{1}"', where, other));
}

function isObject(value: unknown): value is Fields {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function shown(value: unknown): string {
	if (typeof value === 'number') return String(value);
	return JSON.stringify(value) ?? 'missing';
}

function badPrice(model: string, problem: string): AppError {
	return new AppError(
		'bad-price',
		l10n.t(
			'The price of "{0}" in the setting prometheusNovel.prices cannot be used: {1}. Write { "input": 2.5, "output": 10 } in US dollars per million tokens, each from 0 to 10,000, with "cacheRead", "cacheWrite" and "cacheWriteHour" where they differ, "tiers": [{ "above": 200000, "input": 5, "output": 15 }] in rising order for long prompts and "batch": 0.5 for batches at half the price; or "free".',
			model,
			problem,
		),
	);
}
