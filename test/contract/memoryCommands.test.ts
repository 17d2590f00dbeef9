import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand, type CommandResult } from '../support/commandLine.js';
import { startRedisServer } from '../support/redisServer.js';
import { temporaryFolder } from '../unit/adapters/files/temporaryFolder.js';

interface Found {
	readonly id?: string;
	readonly results: readonly { readonly id: string; readonly score: number; readonly why: string }[];
	readonly ms: number;
}

describe('Memory on the command line', () => {
	const folder = temporaryFolder();
	const novel = (): string => join(folder(), 'novel');

	beforeEach(async () => {
		await run('init', '--title', 'Ten Stone a Head');
	});

	async function run(...programArguments: readonly string[]): Promise<CommandResult> {
		return await runCommand([...programArguments, '--novel', novel()]);
	}
	async function json<T>(...programArguments: readonly string[]): Promise<T> {
		const { stdout, stderr } = await run(...programArguments, '--json');
		assert.notEqual(stdout, '', stderr);
		return JSON.parse(stdout) as T;
	}
	async function file(name: string, lines: readonly unknown[]): Promise<string> {
		const path = join(folder(), name);
		await writeFile(path, lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'));
		return path;
	}

	it('takes in lines, finds them by a file of questions, and knows nothing of later chapters', async () => {
		const path = await file('memories.jsonl', [
			{ id: 'D1:1', text: 'Nan Ackrill winds the lift with her left hand.', chapter: 2 },
			{ id: 'D1:2', text: 'The lift runs in secret on Sundays.', chapter: 5, entities: ['the lift'] },
			{ text: 'No one says the word war.', kind: 'note', tier: 'recent' },
		]);
		assert.deepEqual((await json<{ imported: number }>('memory', 'import', '--file', path)).imported, 3);
		const queries = await file('queries.jsonl', [
			{ id: 'q1', query: 'When does the lift run?' },
			{ id: 'q2', query: 'lift', asOfChapter: 3 },
		]);
		const { stdout } = await run('memory', 'search', '--queries', queries, '--limit', '2', '--json');
		const found = stdout
			.trim()
			.split('\n')
			.map((line) => JSON.parse(line) as Found);
		assert.deepEqual(
			found.map(({ id, results }) => [id, results.map((one) => one.id)]),
			[
				['q1', ['D1:2', 'D1:1']],
				['q2', ['D1:1']],
			],
		);
		assert.ok(found.every(({ ms, results }) => ms >= 0 && results.every(({ score, why }) => score > 0 && why !== '')));
	});

	it('gives out what it took in, line by line, and the same again when that is taken in elsewhere', async () => {
		const path = await file('memories.jsonl', [
			{ id: 'a', text: 'One.', chapter: 1 },
			{ text: 'Two.', pinned: true },
		]);
		await run('memory', 'import', '--file', path);
		const exported = join(folder(), 'out.jsonl');
		await run('memory', 'export', '--file', exported);
		const { contentHash } = await json<{ contentHash: string }>('memory', 'stats');
		const other = join(folder(), 'other');
		await runCommand(['init', '--title', 'Other', '--novel', other]);
		await runCommand(['memory', 'import', '--file', exported, '--novel', other]);
		const { stdout } = await runCommand(['memory', 'stats', '--json', '--novel', other]);
		assert.equal((JSON.parse(stdout) as { contentHash: string }).contentHash, contentHash);
	});

	it('refuses a file with a bad line as a whole, and names the line', async () => {
		for (const [line, sentence] of [
			['{"text": "cut', /line 2 is not JSON/],
			[{ text: '' }, /A memory needs a text/],
			[{ text: 'x', tier: 'attic' }, /line 2: .*tier/s],
			[{ text: 'x', chapter: -1 }, /line 2: .*chapter/s],
		] as const) {
			const path = await file('bad.jsonl', [{ text: 'Good.' }, line]);
			const { code, stderr } = await run('memory', 'import', '--file', path);
			assert.equal(code, 1);
			assert.match(stderr, sentence);
		}
		assert.equal((await json<{ entries: number }>('memory', 'stats')).entries, 0);
	});

	it('backs up, restores to an equal hash, and undoes it', async () => {
		await run('memory', 'add', '--text', 'Kept.', '--pinned');
		const before = (await json<{ contentHash: string }>('memory', 'stats')).contentHash;
		const { name } = await json<{ name: string }>('backup');
		await run('memory', 'add', '--text', 'Added since.');
		const restored = await json<{ contentHash: string; undo: string }>('restore', '--backup', name);
		assert.equal(restored.contentHash, before);
		const undone = await json<{ removed: number; restored: number }>('restore', '--backup', restored.undo);
		assert.deepEqual([undone.restored, undone.removed], [1, 0]);
		const listed = await json<{ verified: boolean }[]>('backup', '--list');
		assert.deepEqual(
			listed.map(({ verified }) => verified),
			[true, true, true],
		);
	});

	it('adopts a book from one text, chapter by chapter, and finds what stands in it', async () => {
		const book = [1, 2, 3].map(
			(number) => `Chapter ${number}\n\nIn chapter ${number} the heron stood on post ${number}.`,
		);
		const path = await file('book.txt', ['The Heron', '', ...book.flatMap((chapter) => [chapter, ''])]);
		const imported = join(folder(), 'imported');
		const { stdout } = await runCommand(['import', '--file', path, '--novel', imported, '--json']);
		const { chapters, memories } = JSON.parse(stdout) as { chapters: number; memories: number };
		assert.deepEqual([chapters, memories], [3, 3]);
		const found = await runCommand([
			'memory',
			'search',
			'--query',
			'heron post 2',
			'--as-of',
			'2',
			'--limit',
			'1',
			'--novel',
			imported,
		]);
		assert.match(found.stdout, /^chapter 2, scene: In chapter 2/);
		assert.match(await readFile(join(imported, 'outline.md'), 'utf8'), /## 3\. /);
		const again = await runCommand(['import', '--file', path, '--novel', imported]);
		assert.equal(again.code, 1);
	});

	it('has an embedded rehearsal read an adopted book when told to', async () => {
		const path = await file('book.txt', [
			'Chapter 1',
			'',
			'Ada Marsh took the brass key from the hook and went out. '.repeat(30),
		]);
		const imported = join(folder(), 'imported');
		const { stdout } = await runCommand(['import', '--file', path, '--read', '--novel', imported, '--json']);
		const { read } = JSON.parse(stdout) as { read: { modelCalls: number; failures: readonly string[] } };
		assert.deepEqual([read.modelCalls, read.failures], [1, []]);
	});

	it('says that all is well, and what is called wrongly', async () => {
		await run('memory', 'add', '--text', 'The lamp is never lit.');
		assert.equal((await json<{ healthy: boolean }>('memory', 'verify')).healthy, true);
		for (const [programArguments, sentence] of [
			[['memory'], /Say what to do with memory/],
			[['memory', 'forget'], /Memory has no "forget"/],
			[['memory', 'search'], /--query Q/],
			[['memory', 'add', '--text', 'x', '--kind', 'poem'], /"poem" is no kind/],
			[['restore'], /--backup NAME/],
			[['restore', '--backup', 'nothing.zip'], /nothing\.zip/],
		] as const) {
			const { code, stderr } = await run(...programArguments);
			assert.notEqual(code, 0);
			assert.match(stderr, sentence);
		}
	});

	it('shares a memory between two folders of one novel through Redis, and works on when it is down', async () => {
		const redis = await startRedisServer();
		const url = redis.url;
		try {
			const copy = join(folder(), 'copy');
			await runCommand(['init', '--title', 'Copy', '--novel', copy]);
			await writeFile(join(copy, 'novel.json'), await readFile(join(novel(), 'novel.json'), 'utf8'));
			const shared = { PROMETHEUS_NOVEL_REDIS_URL: url };
			await runCommand(['memory', 'add', '--text', 'Written here.', '--novel', novel()], shared);
			await runCommand(['memory', 'add', '--text', 'Written there.', '--novel', copy], shared);
			await runCommand(['memory', 'stats', '--novel', novel()], shared);
			const hashes = await Promise.all(
				[novel(), copy].map(async (one) => {
					const { stdout } = await runCommand(['memory', 'stats', '--json', '--novel', one], shared);
					return (JSON.parse(stdout) as { contentHash: string }).contentHash;
				}),
			);
			assert.equal(hashes[0], hashes[1]);
			await redis.kill();
			const { code } = await runCommand(['memory', 'add', '--text', 'Alone.', '--novel', novel()], shared);
			assert.equal(code, 0);
		} finally {
			await redis.close();
		}
	});
});
