import type { MicroUsd } from '../../core/cost/money.js';

/** For models, which read one unit more safely than two: US dollars, exact to the micro-dollar. */
export function dollars(amount: MicroUsd): number {
	return amount / 1_000_000;
}
