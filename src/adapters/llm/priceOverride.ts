import { AppError } from '../../base/errors.js';
import type { PriceOverride } from '../../core/cost/priceTable.js';

/** The setting `prometheusNovel.prices`: US dollars per million tokens by model, or `free`. Checked when it is used. */
export type PriceOverrides = Readonly<Record<string, unknown>>;

const highestPrice = 10_000;

/** @throws AppError `bad-price` with the form that is wanted. */
export function parsePriceOverride(model: string, value: unknown): PriceOverride | 'free' {
	if (value === 'free') return 'free';
	const prices = typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
	const { input, output, cacheRead, cacheWrite } = prices;
	if (!isPrice(input) || !isPrice(output) || !isOptionalPrice(cacheRead) || !isOptionalPrice(cacheWrite))
		throw badPrice(model);
	return {
		input,
		output,
		...(cacheRead === undefined ? {} : { cacheRead }),
		...(cacheWrite === undefined ? {} : { cacheWrite }),
	};
}

function isPrice(value: unknown): value is number {
	return typeof value === 'number' && Number.isFinite(value) && value >= 0 && value <= highestPrice;
}

function isOptionalPrice(value: unknown): value is number | undefined {
	return value === undefined || isPrice(value);
}

function badPrice(model: string): AppError {
	return new AppError(
		'bad-price',
		`The price of "${model}" in the setting prometheusNovel.prices cannot be used. Write { "input": 2.5, "output": 10 } in US dollars per million tokens, each from 0 to 10,000, with "cacheRead" and "cacheWrite" where they differ, or "free".`,
	);
}
