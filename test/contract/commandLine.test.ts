import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openDatabase } from '../../src/adapters/sqlite/database.js';
import { SqliteJournal } from '../../src/adapters/sqlite/sqliteJournal.js';
import { SqliteLedger } from '../../src/adapters/sqlite/sqliteLedger.js';
import { chapterBody } from '../../src/core/novel/chapterFile.js';
import type { GenerationReport } from '../../src/core/pipeline/jobs.js';
import { throughLastSentence } from '../../src/core/prose/proseCleaning.js';
import { sentencesOf } from '../../src/core/prose/sentences.js';
import { startAimock, type Aimock } from '../support/aimock.js';
import { runCommand, startCommand, type RunningCommand } from '../support/commandLine.js';
import { novelist } from '../support/novel/novelist.js';
import { copyShortSample } from '../support/novel/sampleProject.js';
import { temporaryFolder } from '../unit/adapters/files/temporaryFolder.js';

const key = 'sk-a-secret-that-nobody-may-see';
const keys = { OPENAI_API_KEY: key };

interface State {
	/** What has arrived of the chapters. */
	readonly received: readonly string[];
	readonly finishedCalls: number;
	readonly openCalls: number;
}

describe('The command line', () => {
	const folder = temporaryFolder();
	let aimock: Aimock | undefined;
	afterEach(async () => {
		await aimock?.close();
		aimock = undefined;
	});

	const generate = (...more: readonly string[]): readonly string[] => [
		'generate',
		'--novel',
		folder(),
		'--json',
		...more,
	];
	const withAimock = (...more: readonly string[]): readonly string[] =>
		generate('--model', 'openai/gpt-5-mini', '--base-url', `openai=${aimock?.baseUrls.openai}`, ...more);
	const slowly = { fixture: { chunkSize: 20, latency: 8 }, handler: novelist, keys: [key] };
	const reportOf = (stdout: string): GenerationReport => JSON.parse(stdout) as GenerationReport;

	async function state(): Promise<State> {
		const { database } = await openDatabase(join(folder(), '.prometheus', 'novel.db'));
		try {
			const ledger = new SqliteLedger(database);
			const openCalls = ledger.openCalls().length;
			const received = new SqliteJournal(database).streamedVersions('chapter:');
			return { received, finishedCalls: ledger.totals().calls - openCalls, openCalls };
		} finally {
			database.close();
		}
	}

	/** Waits until so many characters of prose are in the journal. */
	async function prose(characters: number, command: RunningCommand): Promise<void> {
		let ended = false;
		void command.result.then(() => (ended = true));
		for (;;) {
			const now = await state().catch(() => undefined);
			if ((now?.received.join('').length ?? 0) >= characters) return;
			if (ended) assert.fail(`It ended first: ${JSON.stringify(await command.result)}`);
			await new Promise((resolve) => setTimeout(resolve, 20));
		}
	}

	it('makes a novel, drafts it offline and tells how it stands', async () => {
		const novel = ['--novel', join(folder(), 'book'), '--json'];
		const made = await runCommand([
			'init',
			...novel,
			'--title',
			'The Lamp',
			'--premise',
			'A keeper.',
			'--chapter-count',
			'2',
			'--words-per-chapter',
			'300',
		]);
		const drafted = await runCommand(['generate', ...novel]);
		const again = await runCommand(['generate', ...novel]);
		const status = await runCommand(['status', ...novel]);
		const { chapters, ...rest } = JSON.parse(status.stdout) as { chapters: { state: string; words: number }[] };
		assert.deepEqual(
			[made, drafted, again, status].map(({ code, stderr }) => ({ code, stderr })),
			[made, drafted, again, status].map(() => ({ code: 0, stderr: '' })),
		);
		assert.deepEqual(JSON.parse(made.stdout), { folder: join(folder(), 'book') });
		assert.deepEqual([reportOf(drafted.stdout).upToDate, reportOf(again.stdout).upToDate], [false, true]);
		assert.deepEqual(
			[chapters.map(({ state: one }) => one), chapters.every(({ words }) => words > 200), rest],
			[
				['drafted', 'drafted'],
				true,
				{
					problems: [],
					memories: 38,
					spentMicroUsd: 0,
					heldMicroUsd: 0,
					budgetMicroUsd: 50_000_000,
					calls: reportOf(drafted.stdout).modelCalls,
				},
			],
		);
	});

	it('says what is wrong with a call, and ends with 2', async () => {
		for (const [programArguments, message] of [
			[['write', '--novel', 'x'], 'There is no verb "write".'],
			[['generate'], 'Say which novel: --novel DIR.'],
			[['generate', '--novel', 'x', '--budget', 'lots'], '--budget takes a number from 0 to 1000000, not "lots".'],
			[
				['generate', '--novel', 'x', '--when-budget-server-is-away', 'wait'],
				'--when-budget-server-is-away takes pause or continue, not "wait".',
			],
			[['generate', '--novel', 'x', '--concurrency', '1.5'], '--concurrency takes a whole number, not "1.5".'],
			[
				['generate', '--novel', 'x', '--price', 'a=1'],
				'--price takes MODEL=IN,OUT[,CACHE_READ[,CACHE_WRITE]][,batch=SHARE] or MODEL=free, not "1".',
			],
			[['generate', '--novel', 'x', '--base-url', 'nowhere'], '--base-url takes NAME=VALUE, not "nowhere".'],
			[['init', '--novel', 'x'], 'Say what the novel is called: --title T.'],
			[['generate', '--novel', 'x', '--colour'], "Unknown option '--colour'"],
			[['generate', 'too', '--novel', 'x'], '"too" is too much.'],
		] as const) {
			const { code, stderr, stdout } = await runCommand(programArguments);
			assert.deepEqual([code, stderr.slice(0, message.length), stdout], [2, message, ''], programArguments.join(' '));
		}
		const { stdout } = await runCommand(['generate', '--json', '--novel', 'x', '--budget', 'lots']);
		assert.equal((JSON.parse(stdout) as { error: string }).error, 'usage');
	});

	it('explains itself', async () => {
		const { code, stdout } = await runCommand(['--help']);
		assert.deepEqual([code, stdout.startsWith('prometheus-novel <verb> --novel DIR [--json]')], [0, true]);
	});

	it('ends with 1 and a sentence for a folder that holds no novel', async () => {
		const { code, stdout } = await runCommand(['status', '--novel', folder(), '--json']);
		assert.deepEqual([code, (JSON.parse(stdout) as { error: string }).error], [1, 'not-a-novel']);
	});

	it('ends with 1 and a sentence where it cannot write', async () => {
		await writeFile(join(folder(), 'file'), 'not a folder');
		const made = await runCommand(['init', '--novel', join(folder(), 'file', 'book'), '--title', 'T', '--json']);
		await copyShortSample(folder());
		await writeFile(join(folder(), '.prometheus'), 'in the way');
		const drafted = await runCommand(generate('--chapters', '1'));
		assert.deepEqual(
			[made, drafted].map(({ code, stdout }) => [code, (JSON.parse(stdout) as { error: string }).error]),
			[
				[1, 'unreadable'],
				[1, 'unwritable'],
			],
		);
	});

	it('ends with 1 when a chapter fails, and never prints a key', async () => {
		aimock = await startAimock({ handler: novelist, keys: ['another key'] });
		await copyShortSample(folder());
		const { code, stdout, stderr } = await runCommand(withAimock('--chapters', '1'), keys);
		const { chapters, failures } = reportOf(stdout);
		assert.deepEqual([code, chapters.map(({ state: one }) => one), failures.length], [1, ['failed'], 1]);
		assert.ok(!`${stdout}${stderr}`.includes(key), stdout);
		const files = (await readdir(folder(), { recursive: true, withFileTypes: true })).filter((file) => file.isFile());
		for (const file of files) {
			assert.ok(!(await readFile(join(file.parentPath, file.name), 'latin1')).includes(key), file.name);
		}
	});

	it('stops cleanly at Ctrl-C, keeps what was written, and goes on from there', async () => {
		aimock = await startAimock(slowly);
		await copyShortSample(folder());
		const command = startCommand(withAimock('--chapters', '1'), keys);
		await prose(200, command);
		command.child.kill('SIGINT');
		const { code, stdout } = await command.result;
		const { received, openCalls } = await state();
		const kept = throughLastSentence(received.at(-1) ?? '');
		assert.deepEqual(
			[code, reportOf(stdout).cancelled, reportOf(stdout).failures, openCalls, kept.length > 0],
			[130, true, [], 0, true],
		);
		const before = aimock.exchanges.length;
		aimock.answer(novelist);
		const resumed = await runCommand(withAimock('--chapters', '1'), keys);
		assert.equal(resumed.code, 0);
		assert.equal(aimock.exchanges[before]?.request.soFar, kept);
		assert.ok(chapterBody(await chapterFile('01')).startsWith(kept));
	});

	it('buys nothing twice and loses no sentence when it is killed again and again', async () => {
		aimock = await startAimock(slowly);
		await copyShortSample(folder());
		const kept = new Set<string>();
		let inFlight = 0;
		// A kill may fall between two calls; such a one proves nothing and is followed by another.
		for (let characters = 150; inFlight < 3;) {
			const command = startCommand(withAimock('--chapters', '1-2'), keys);
			await prose(characters, command);
			command.child.kill('SIGKILL');
			await command.result;
			const { received, openCalls } = await state();
			inFlight += openCalls;
			characters = received.join('').length + 700;
			for (const text of received) for (const { text: sentence } of wholeSentences(text)) kept.add(sentence);
		}
		aimock.answer(novelist);
		const { code, stdout } = await runCommand(withAimock('--chapters', '1-2'), keys);
		const chapters = flat(`${chapterBody(await chapterFile('01'))}\n\n${chapterBody(await chapterFile('02'))}`);
		assert.deepEqual([code, reportOf(stdout).failures], [0, []]);
		assert.deepEqual(
			[...kept].filter((sentence) => !chapters.includes(flat(sentence))),
			[],
		);
		assert.ok(kept.size > 10, `only ${kept.size} sentences were received before the kills`);
		const afresh = aimock.exchanges.filter(({ request }) => request.soFar === '').map(({ request }) => request.prompt);
		const askedAgain = afresh.length - new Set(afresh).size;
		assert.ok(inFlight >= 3 && askedAgain <= inFlight, `${askedAgain} asked again, ${inFlight} were in flight`);
		const afterwards = await state();
		assert.deepEqual([afterwards.openCalls, afterwards.finishedCalls], [0, aimock.exchanges.length]);
	});

	async function chapterFile(number: string): Promise<string> {
		const names = await readdir(join(folder(), 'manuscript'));
		return await readFile(join(folder(), 'manuscript', names.find((name) => name.startsWith(number)) ?? ''), 'utf8');
	}
});

function wholeSentences(text: string): ReturnType<typeof sentencesOf> {
	return sentencesOf(throughLastSentence(text));
}

function flat(text: string): string {
	return text.replace(/\s+/g, ' ');
}
