import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startAimock, type Aimock } from '../support/aimock.js';
import { runCommand } from '../support/commandLine.js';
import { novelist } from '../support/novel/novelist.js';
import { copyShortSample } from '../support/novel/sampleProject.js';
import { temporaryFolder } from '../unit/adapters/files/temporaryFolder.js';

const keys = { OPENAI_API_KEY: 'sk-terminal' };

describe('Costs on the command line', function () {
	this.timeout(60_000);
	const folder = temporaryFolder();
	let aimock: Aimock;

	before(async () => (aimock = await startAimock({ handler: novelist })));
	after(() => aimock.close());
	beforeEach(() => copyShortSample(folder()));

	const run = (verb: string, ...more: readonly string[]) =>
		runCommand(
			[
				verb,
				'--novel',
				folder(),
				'--model',
				'openai/gpt-5-mini',
				'--base-url',
				`openai=${aimock.baseUrls.openai}`,
				...more,
			],
			keys,
		);
	const json = async <T>(verb: string, ...more: readonly string[]): Promise<T> =>
		JSON.parse((await run(verb, '--json', ...more)).stdout) as T;

	it('are estimated, spent, summed up and exported, and every figure is the same', async () => {
		const asked = aimock.exchanges.length;
		const estimate = await json<{ p50: number; p90: number; chapters: number }>('estimate', '--chapters', '1-2');
		assert.equal(aimock.exchanges.length, asked);
		assert.ok(estimate.p50 > 0 && estimate.p90 > estimate.p50 && estimate.chapters === 2);
		const { costMicroUsd } = await json<{ costMicroUsd: number }>('generate', '--chapters', '1-2');
		interface Breakdown {
			readonly rows: readonly { readonly spent: number }[];
			readonly total: { readonly spent: number };
		}
		for (const by of ['stage', 'model', 'chapter', 'role', 'day', 'run']) {
			const { rows, total } = await json<Breakdown>('ledger', '--by', by);
			assert.deepEqual(
				[rows.reduce((sum, { spent }) => sum + spent, 0), total.spent],
				[costMicroUsd, costMicroUsd],
				by,
			);
		}
		const file = join(folder(), 'ledger.csv');
		await run('ledger', '--file', file);
		const [head = '', ...lines] = (await readFile(file, 'utf8')).trimEnd().split('\r\n');
		const column = head.split(',').indexOf('cost_micro_usd');
		assert.equal(
			lines.reduce((sum, line) => sum + Number(line.split(',')[column]), 0),
			costMicroUsd,
		);
		const rows = JSON.parse((await run('ledger', '--format', 'json')).stdout) as readonly unknown[];
		assert.equal(rows.length, lines.length);
		const budget = await json<{ spent: number; limit: number; alerts: readonly unknown[] }>('budget', '--budget', '3');
		assert.deepEqual([budget.spent, budget.limit, budget.alerts], [costMicroUsd, 3_000_000, []]);
	});

	it('are read in words', async () => {
		const estimate = await run('estimate');
		assert.match(estimate.stdout, /^12 chapters to draft: about \$0\.\d\d, in nine of ten cases less than \$0\.\d\d\n/);
		assert.match(estimate.stdout, /\nStage +Calls +Input +Output +Expected +9 of 10 below\n/);
		const { code, stdout } = await run('generate', '--chapters', '1', '--budget', '0.012');
		assert.equal(code, 1);
		assert.match(stdout, /The budget of \$0\.01 does not cover the next call/);
		const budget = await run('budget', '--budget', '0.012', '--month-budget', '2');
		assert.match(
			budget.stdout,
			/^\$0\.00\d* of \$0\.01 spent, \$0\.00 held for calls in flight, .* left\nThis month: .* of \$2\.00\n/,
		);
		assert.match(budget.stdout, /BUDGET_EXCEEDED: 100 % of the novel budget of \$0\.01, at \$0\.00/);
		assert.match((await run('ledger')).stdout, /^stage +Calls[^]*\ntotal /);
	});

	it('refuse what is no amount, breakdown or form', async () => {
		for (const [verb, option, value, sentence] of [
			['budget', '--budget', '-1', /--budget takes a number from 0 to 1000000/],
			['budget', '--month-budget', 'all', /--month-budget takes a number/],
			['ledger', '--by', 'mood', /--by takes stage, model, chapter, role, day, run, not "mood"/],
			['ledger', '--format', 'xlsx', /--format takes csv or json/],
			['estimate', '--chapters', '0', /There is no chapter 0/],
			['estimate', '--price', 'openai/gpt-5-mini=-1,2', /--price takes/],
		] as const) {
			const { code, stderr } = await run(verb, `${option}=${value}`);
			assert.equal(code, 2, `${verb} ${option} ${value}`);
			assert.match(stderr, sentence);
		}
	});
});
