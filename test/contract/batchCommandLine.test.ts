import assert from 'node:assert/strict';
import { startAimock, type Aimock } from '../support/aimock.js';
import { startBatchProvider, type BatchProvider } from '../support/batchProvider.js';
import { runCommand, type CommandResult } from '../support/commandLine.js';
import { novelist } from '../support/novel/novelist.js';
import { copyShortSample } from '../support/novel/sampleProject.js';
import { temporaryFolder } from '../unit/adapters/files/temporaryFolder.js';

describe('Batches on the command line', () => {
	const folder = temporaryFolder();
	let aimock: Aimock;
	let provider: BatchProvider;
	beforeEach(async () => {
		await copyShortSample(folder());
		aimock = await startAimock({ handler: novelist });
		provider = await startBatchProvider(aimock.baseUrls.openai);
	});
	afterEach(() => Promise.all([aimock.close(), provider.close()]));

	const run = (...words: readonly string[]): Promise<CommandResult> => {
		const model = ['--model', 'openai/gpt-4o', '--base-url', `openai=${provider.url}`];
		const price = ['--price', 'openai/gpt-4o=2,10,batch=0.5'];
		return runCommand([...words, '--novel', folder(), ...model, ...price], { OPENAI_API_KEY: 'a key' });
	};

	it('are sent at the end of a run, told of while they are out, and taken in by another process', async () => {
		const drafted = await run('generate', '--chapters', '1-2', '--audits', 'batch');
		const out = await run('batch');
		provider.end('completed', () => '{"findings":[]}');
		const back = await run('batch');
		assert.deepEqual(
			[drafted, out, back].map(({ code, stderr }) => [code, stderr]),
			[drafted, out, back].map(() => [0, '']),
		);
		assert.match(drafted.stdout, /The audits of 2 chapters are on the way in a batch, for about \$0\.\d+ less/);
		assert.match(out.stdout, /^Out since .+: chapters 1, 2, openai\/gpt-4o, 0 of 2 answered\n$/);
		assert.equal(back.stdout, 'Audited: 1, 2; 0 findings, $0.0030, $0.0030 less than at once.\nNo batch is out.\n');
	});

	it('are offered, sent and cancelled when asked for', async () => {
		await run('generate', '--chapters', '1', '--audits', 'batch');
		await run('batch', '--cancel');
		provider.end('cancelled', () => undefined);
		const offered = await run('batch');
		const sent = await run('batch', '--submit');
		assert.deepEqual(
			[offered.code, sent.code, provider.batches.map(({ status }) => status)],
			[0, 0, ['cancelled', 'validating']],
		);
		assert.match(
			offered.stdout,
			/To be audited: chapters 1, about \$0\.\d+ at once, \$0\.\d+ in a batch \(--submit\)\./,
		);
	});

	it('that are not to be had are refused with what to set', async () => {
		const options = ['--novel', folder(), '--model', 'rehearsal'];
		const { code, stderr } = await runCommand(['batch', '--submit', ...options]);
		assert.deepEqual([code, /no batches for rehearsal\. Choose a model of/.test(stderr)], [1, true]);
	});
});
