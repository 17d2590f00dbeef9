import { isAppError } from '../../base/errors.js';

const firstStepMs = 100;
const longestStepMs = 5_000;
/** What a server refused it will refuse again, until somebody changes something. */
const afterRefusalMs = 30_000;

/**
 * Milliseconds to wait before the next try to reach a server. Exponential, from half of the step to all of it at random,
 * so that not all machines come at once.
 * @param failures in a row, this one included
 * @param random uniform in [0, 1)
 */
export function reconnectDelay(error: unknown, failures: number, random: number): number {
	if (isAppError(error) && error.code === 'redis-refused') return afterRefusalMs;
	const step = Math.min(longestStepMs, firstStepMs * 2 ** (failures - 1));
	return Math.round(step * (0.5 + random / 2));
}
