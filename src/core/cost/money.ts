declare const microUsdBrand: unique symbol;
/** Millionths of a US dollar: an integer, never negative. */
export type MicroUsd = number & { readonly [microUsdBrand]: true };

/** @throws Error when the amount is not a whole number of micro-dollars that can be summed exactly. */
export function microUsd(amount: number): MicroUsd {
	if (!Number.isSafeInteger(amount) || amount < 0) throw new Error(`Not an amount in micro-dollars: ${amount}.`);
	return amount as MicroUsd;
}

/** Rounds to the nearest micro-dollar. */
export function microUsdOfDollars(dollars: number): MicroUsd {
	return microUsd(Math.round(dollars * 1_000_000));
}

export const noMoney: MicroUsd = microUsd(0);

export function sumOf(amounts: Iterable<MicroUsd>): MicroUsd {
	let sum = 0;
	for (const amount of amounts) sum += amount;
	return microUsd(sum);
}

/** `$3.21`; amounts under a cent keep two significant digits: `$0.0042`. */
export function formatMoney(amount: MicroUsd): string {
	const dollars = amount / 1_000_000;
	if (amount === 0 || dollars >= 0.01) return `$${dollars.toFixed(2)}`;
	// Rounded first: 999 millionths are a tenth of a cent, and one digit shorter than they look.
	const rounded = Number(dollars.toPrecision(2));
	const digits = rounded >= 0.01 ? 2 : Math.min(6, 1 - Math.floor(Math.log10(rounded)));
	return `$${rounded.toFixed(digits)}`;
}

/** For what may be below nothing, such as what a cache has saved; micro-dollars. */
export function signedMoney(amount: number): string {
	return amount < 0 ? `-${formatMoney(microUsd(-amount))}` : formatMoney(microUsd(amount));
}
