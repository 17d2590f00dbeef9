import assert from 'node:assert/strict';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { openDatabase } from '../../src/adapters/sqlite/database.js';
import { SqliteLedger } from '../../src/adapters/sqlite/sqliteLedger.js';
import { systemProcess } from '../../src/adapters/system/systemProcess.js';
import { systemClock } from '../../src/base/clock.js';
import { settleAbandonedCalls } from '../../src/services/cost/abandonedCalls.js';
import { outputPriceOnly } from '../support/outputPrice.js';
import { bundleScript, startScript, type ScriptProcess } from '../support/processes/scriptProcess.js';
import { seededRandom } from '../support/seededRandom.js';
import { temporaryFolder } from '../unit/adapters/files/temporaryFolder.js';

interface Tally {
	readonly made: number;
	readonly aborted: number;
	readonly denied: number;
}

/** Ten calls at their worst. */
const limit = 10_000;

describe('The gate to money', function () {
	this.timeout(120_000);
	const folder = temporaryFolder();

	for (const seed of [1, 2, 3])
		it(`lets 64 calls of four processes, some of them killed, spend what there is and never more (seed ${seed})`, async () => {
			const path = join(folder(), 'novel.db');
			const script = await bundleScript('callThroughGate', folder());
			const random = seededRandom(seed);
			const start = (number: number): ScriptProcess =>
				startScript(script, path, String(limit), '16', String(seed * 100 + number));
			const begun = [1, 2, 3, 4].map(start);
			for (const { lines } of begun) assert.equal((await lines.next()).value, 'ready');
			const { database } = await openDatabase(path);
			const ledger = new SqliteLedger(database);
			const sampling = { now: true, highest: 0, samples: 0 };
			const sampled = sample(ledger, sampling);
			for (const { child } of begun) child.stdin?.write('go\n');
			// Two die while their calls are out, and another window goes on.
			const [first, second, ...rest] = begun;
			for (const dying of [first, second]) {
				await setTimeout(15 + random() * 25);
				dying?.child.kill('SIGKILL');
				await dying?.ended;
			}
			const last = start(5);
			await last.lines.next();
			last.child.stdin?.write('go\n');
			const tallies = await Promise.all([...rest, last].map(tallyOf));
			sampling.now = false;
			await sampled;
			const processes = systemProcess(systemClock);
			await settleAbandonedCalls({ ledger, prices: outputPriceOnly, clock: systemClock, processes });
			const { spent, held } = ledger.totals();
			database.close();

			assert.equal(held, 0);
			assert.ok(sampling.samples > 20, `${sampling.samples} samples`);
			assert.ok(sampling.highest <= limit, `${sampling.highest} of ${limit} were committed at once`);
			// Which of them, is for the machine to say: one that is quick may have all its calls before the money is gone.
			assert.ok(
				tallies.some(({ denied }) => denied > 0),
				'the budget was never used up',
			);
			assert.ok(spent >= limit * 0.9 && spent <= limit, `${spent} of ${limit} were spent`);
		});
});

async function sample(
	ledger: SqliteLedger,
	state: { readonly now: boolean; highest: number; samples: number },
): Promise<void> {
	while (state.now) {
		const { spent, held } = ledger.totals();
		state.highest = Math.max(state.highest, spent + held);
		state.samples++;
		await new Promise((resolve) => setImmediate(resolve));
	}
}

async function tallyOf({ lines, ended }: ScriptProcess): Promise<Tally> {
	const tally = JSON.parse((await lines.next()).value as string) as Tally;
	await ended;
	return tally;
}
