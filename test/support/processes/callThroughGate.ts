// Usage: node callThroughGate.mjs DATABASE LIMIT CALLS SEED. Says "ready", waits for a line, then makes all its calls at
// once, each as often as a real run would try it, and says how many were made and how many were not covered.
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { openDatabase } from '../../../src/adapters/sqlite/database.js';
import { SqliteLedger } from '../../../src/adapters/sqlite/sqliteLedger.js';
import { systemProcess } from '../../../src/adapters/system/systemProcess.js';
import { CancellationError, isAppError } from '../../../src/base/errors.js';
import { systemClock } from '../../../src/base/clock.js';
import type { RunId } from '../../../src/base/ids.js';
import type { LanguageModel, ModelRequest } from '../../../src/core/models/languageModel.js';
import { ModelFault } from '../../../src/core/models/modelFault.js';
import { settleAbandonedCalls } from '../../../src/services/cost/abandonedCalls.js';
import { MeteredModel } from '../../../src/services/cost/meteredModel.js';
import { aMeter } from '../meter.js';
import { outputPriceOnly } from '../outputPrice.js';
import { seededRandom } from '../seededRandom.js';
import { wordCounter } from '../wordCounter.js';

const [path = '', limit = '', calls = '', seed = ''] = process.argv.slice(2);
const { database } = await openDatabase(path);
const processes = systemProcess(systemClock);
const prices = outputPriceOnly;
const ledger = new SqliteLedger(database);
const sweep = async (): Promise<void> =>
	void (await settleAbandonedCalls({ ledger, prices, clock: systemClock, processes }));
await sweep();
const meter = aMeter({
	database,
	prices,
	tokens: wordCounter,
	clock: systemClock,
	owner: processes.owner,
	novelBudget: () => Number(limit),
	sweep,
});
const metered = new MeteredModel(meter);
const random = seededRandom(Number(seed));

/** Breaks off one time in five, and never says less than a third of what it may. */
const model: LanguageModel = {
	id: { provider: 'openai', model: 'gpt-5-mini' },
	stream: async function* ({ maxOutputTokens }, signal) {
		const tokens = Math.ceil(maxOutputTokens * (1 / 3 + (random() * 2) / 3));
		yield { kind: 'text', text: 'word '.repeat(Math.floor(tokens / 2)) };
		await setTimeout(5 + random() * 40, undefined, { signal });
		if (random() < 0.2) throw new ModelFault('network', 'The connection broke.', { wasSent: true });
		yield { kind: 'text', text: 'word '.repeat(Math.ceil(tokens / 2)) };
		const usage = { cacheReadTokens: 0, cacheWriteTokens: 0, cacheWriteHourTokens: 0, reasoningTokens: 0 };
		yield { kind: 'finish', reason: 'stop', usage: { ...usage, inputTokens: 10, outputTokens: tokens } };
	},
};
const request: ModelRequest = {
	purpose: { stage: 'scene_drafting', brief: {} },
	system: 'Write.',
	context: '',
	task: 'A scene.',
	soFar: '',
	maxOutputTokens: 1_000,
};

const tally = { made: 0, aborted: 0, denied: 0 };
async function attempt(attemptNumber: number): Promise<'again' | undefined> {
	const abort = new AbortController();
	const context = { run: 'run' as RunId, node: 'node', role: 'draft', attempt: attemptNumber };
	if (random() < 0.1) void setTimeout(10).then(() => abort.abort(new CancellationError()));
	try {
		for await (const part of metered.stream(model, request, context, abort.signal)) void part;
		tally.made++;
	} catch (error) {
		if (error instanceof ModelFault && attemptNumber < 4) return 'again';
		if (isAppError(error) && error.code === 'budget-exceeded') tally.denied++;
		else tally.aborted++;
	}
	return undefined;
}

async function call(): Promise<void> {
	for (let number = 1; (await attempt(number)) === 'again'; number++);
}

process.stdout.write('ready\n');
await once(process.stdin, 'data');
await Promise.all(Array.from({ length: Number(calls) }, call));
database.close();
process.stdout.write(`${JSON.stringify(tally)}\n`, () => process.exit());
