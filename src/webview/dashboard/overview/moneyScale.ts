/** What stands on the bar of money, in micro-dollars. */
export interface MoneyAmounts {
	readonly limit: number;
	readonly spent: number;
	readonly held: number;
	/** To finish the book from here. */
	readonly forecast?: { readonly p50: number; readonly p90: number };
}

/** Places on the bar, in percent of its length. */
export interface MoneyScale {
	readonly spent: number;
	readonly held: number;
	readonly limit: number;
	/** Where spending would come to; `isBeyond` when it ends past the bar. */
	readonly forecast?: { readonly from: number; readonly to: number; readonly isBeyond: boolean };
}

/** A bar that shows more than this many limits would show the limit too small. */
const mostLimits = 2;
/** Room after the last amount. */
const margin = 1.02;

/** One scale for what is spent, what is left and what is to come: from nothing to the limit, or to where it would go. */
export function moneyScale({ limit, spent, held, forecast }: MoneyAmounts): MoneyScale {
	const committed = spent + held;
	const wanted = committed + (forecast?.p90 ?? 0);
	const most = Math.max(limit, committed, 1);
	const end = wanted > most ? Math.min(wanted, Math.max(committed, limit * mostLimits, 1)) * margin : most;
	const place = (amount: number): number => Math.min(100, (amount / end) * 100);
	return {
		spent: place(spent),
		held: place(committed) - place(spent),
		limit: place(limit),
		...(forecast === undefined
			? {}
			: {
					forecast: {
						from: place(committed + forecast.p50),
						to: place(wanted),
						isBeyond: wanted > end,
					},
				}),
	};
}
