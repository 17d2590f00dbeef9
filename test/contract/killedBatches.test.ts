import assert from 'node:assert/strict';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { startAimock, type Aimock } from '../support/aimock.js';
import { startAnthropicBatchProvider } from '../support/anthropicBatchProvider.js';
import { startBatchProvider, type BatchProvider, type ProviderBatch } from '../support/batchProvider.js';
import { runCommand, startCommand, type CommandResult } from '../support/commandLine.js';
import { novelist } from '../support/novel/novelist.js';
import { copyShortSample } from '../support/novel/sampleProject.js';
import { until } from '../support/until.js';
import { temporaryFolder } from '../unit/adapters/files/temporaryFolder.js';

interface Case {
	readonly provider: 'openai' | 'anthropic';
	readonly model: string;
	readonly start: (elsewhere: string) => Promise<BatchProvider>;
	readonly submission: string;
	readonly results: (batch: ProviderBatch | undefined) => string;
}

const cases: readonly Case[] = [
	{
		provider: 'openai',
		model: 'gpt-4o',
		start: startBatchProvider,
		submission: 'POST /batches',
		results: (batch) => `GET /files/${batch?.files.output}/content`,
	},
	{
		provider: 'anthropic',
		model: 'claude-sonnet-4-5',
		start: startAnthropicBatchProvider,
		submission: 'POST /messages/batches',
		results: (batch) => `GET /messages/batches/${batch?.id}/results`,
	},
];

interface Audit {
	readonly lane: string;
	readonly state: string;
	readonly cost: number;
}

for (const { provider: name, model, start, submission, results } of cases)
	describe(`batches of ${name} whose process is killed`, () => {
		const folder = temporaryFolder();
		let aimock: Aimock;
		let provider: BatchProvider;
		beforeEach(async () => {
			await copyShortSample(folder());
			aimock = await startAimock({ handler: novelist });
			provider = await start(aimock.baseUrls[name]);
		});
		afterEach(() => Promise.all([aimock.close(), provider.close()]));

		const command = (...words: readonly string[]): Parameters<typeof startCommand> => [
			[
				...[...words, '--novel', folder(), '--json', '--model', `${name}/${model}`],
				...['--base-url', `${name}=${provider.url}`, '--price', `${name}/${model}=2,10,0.2,2.5,batch=0.5`],
			],
			{ [`${name.toUpperCase()}_API_KEY`]: 'a key' },
		];
		const draft = command.bind(undefined, 'generate', '--chapters', '1', '--audits', 'batch');
		const batch = async (...words: readonly string[]): Promise<Record<string, Record<string, unknown>>> => {
			const { stdout, stderr } = await runCommand(...command('batch', ...words));
			assert.equal(stderr, '');
			return JSON.parse(stdout) as Record<string, Record<string, unknown>>;
		};
		const submissions = (): number => provider.log.filter((line) => line === submission).length;

		/** Ended by a signal as soon as the provider has been asked for something. */
		async function killedAt(request: string, words: Parameters<typeof startCommand>): Promise<CommandResult> {
			const before = provider.log.filter((line) => line === request).length;
			const { child, result } = startCommand(...words);
			await until(request, () => provider.log.filter((line) => line === request).length > before);
			child.kill('SIGKILL');
			return await result;
		}

		function database<T>(work: (opened: DatabaseSync) => T): T {
			const opened = new DatabaseSync(join(folder(), '.prometheus', 'novel.db'));
			try {
				return work(opened);
			} finally {
				opened.close();
			}
		}

		const audits = (): readonly Audit[] =>
			database((opened) =>
				opened
					.prepare("SELECT lane, state, cost_micro_usd AS cost FROM call WHERE stage = 'continuity_audit' ORDER BY id")
					.all()
					.map((row) => ({ ...row }) as unknown as Audit),
			);

		it('after the provider has taken them are found by the next one, and sent once', async () => {
			provider.trouble(submission, 'stall');
			const { signal } = await killedAt(submission, draft());
			await until('the provider has taken the batch', () => provider.batches.length === 1);
			provider.end('completed', () => '{"findings":[]}');
			const { collected } = await batch();
			const [audit, ...more] = audits();
			assert.deepEqual(
				{ signal, chapters: collected?.['chapters'], submissions: submissions(), audit, more },
				{
					signal: 'SIGKILL',
					chapters: [1],
					submissions: 1,
					audit: { lane: 'batch', state: 'reported', cost: collected?.['cost'] },
					more: [],
				},
			);
		});

		it('before the provider has taken them are open again once that is certain, and sent once', async () => {
			provider.trouble(submission, 'silence');
			await killedAt(submission, draft());
			const soon = await batch();
			database((opened) => opened.exec('UPDATE batch SET created_at = created_at - 120000'));
			const later = await batch('--submit');
			const batches = provider.batches.length;
			provider.end('completed', () => '{"findings":[]}');
			const { collected } = await batch();
			assert.deepEqual(
				{
					soon: soon['collected']?.['out'],
					submitted: later['submitted']?.['chapters'],
					batches,
					collected: collected?.['chapters'],
					audits: audits().map(({ lane, state }) => [lane, state]),
				},
				{ soon: 1, submitted: [1], batches: 1, collected: [1], audits: [['batch', 'reported']] },
			);
		});

		it('while it takes in what came back are taken in by the next one, and paid for once', async () => {
			await runCommand(...draft());
			provider.end('completed', () => '{"findings":[]}');
			const reading = results(provider.batches[0]);
			provider.trouble(reading, 'stall');
			const { signal } = await killedAt(reading, command('batch'));
			const { collected } = await batch();
			const again = await batch();
			assert.deepEqual(
				{ signal, chapters: collected?.['chapters'], again: again['collected']?.['chapters'], audits: audits() },
				{
					signal: 'SIGKILL',
					chapters: [1],
					again: [],
					audits: [{ lane: 'batch', state: 'reported', cost: collected?.['cost'] }],
				},
			);
		});
	});
