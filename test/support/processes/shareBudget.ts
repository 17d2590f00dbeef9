// Usage: node shareBudget.mjs JSON. Says "ready", waits for a line, then makes calls, many at once, for as long as the budget
// that it shares allows any; some are aborted while they wait for room, most are refused at the door and tried again.
import { once } from 'node:events';
import { writeSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { isAppError } from '../../../src/base/errors.js';
import { newCallId } from '../../../src/base/ids.js';
import { microUsd, noMoney } from '../../../src/core/cost/money.js';
import { openBudgetMachine, type BudgetMachineOptions } from '../budgetMachine.js';
import { aCall, anEnd } from '../calls.js';
import { seededRandom } from '../seededRandom.js';

export interface SharedSpending extends BudgetMachineOptions {
	readonly url: string;
	readonly callsAtOnce: number;
	/** The most that each can cost; micro-dollars. */
	readonly heldMicroUsd: number;
	readonly seed: number;
}

const spending = JSON.parse(process.argv[2] ?? '') as SharedSpending;
const { heldMicroUsd } = spending;
const random = seededRandom(spending.seed);
const machine = await openBudgetMachine(spending);
const { shared, gate, ledger, owner } = machine;
await shared.connect(spending.url);
writeSync(1, 'ready\n');
await once(process.stdin, 'data');
await Promise.all(Array.from({ length: spending.callsAtOnce }, spendWhileAllowed));
await machine.close();
process.stdin.destroy();

async function spendWhileAllowed(): Promise<void> {
	for (let held = await heldCall(); held !== undefined; held = await heldCall()) {
		if (random() < 0.7) {
			await delay(random() * 60);
			gate.settle(held.id, held.run, anEnd({ cost: noMoney, outcome: 'failed' }));
			continue;
		}
		for (let piece = 1; piece <= 3; piece++) {
			await delay(10 + random() * 60);
			ledger.received(held.id, piece * 20_000);
		}
		const cost = microUsd(Math.round(heldMicroUsd * (0.2 + 0.8 * random())));
		gate.settle(held.id, held.run, anEnd({ cost }));
	}
}

/** @returns undefined when the budget allows no more */
async function heldCall(): Promise<ReturnType<typeof aCall> | undefined> {
	for (;;) {
		const call = aCall({
			...{ id: newCallId(), owner, heldMicroUsd: microUsd(heldMicroUsd), startedAt: Date.now() },
			estimatedInputTokens: heldMicroUsd / 10,
		});
		const stop = new AbortController();
		const timer = random() < 0.3 ? setTimeout(() => stop.abort(), random() * 400) : undefined;
		try {
			await gate.hold(call, stop.signal);
			return call;
		} catch (error) {
			if (isAppError(error) && error.code === 'budget-exceeded') return undefined;
			if (!stop.signal.aborted) throw error;
		} finally {
			clearTimeout(timer);
		}
	}
}
