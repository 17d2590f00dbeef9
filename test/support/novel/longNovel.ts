import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { openDatabase } from '../../../src/adapters/sqlite/database.js';
import { SqliteLedger } from '../../../src/adapters/sqlite/sqliteLedger.js';
import { SqliteProfileStore } from '../../../src/adapters/sqlite/sqliteProfileStore.js';
import type { RecordedRun } from '../../../src/core/profiling/recordedRun.js';
import type { RunId } from '../../../src/base/ids.js';
import type { NovelInfo } from '../../../src/core/novel/novel.js';
import { bookTasks } from '../profiling/bookTasks.js';
import { storeRun } from '../profiling/storeRun.js';
import { simulatedRun } from '../profiling/simulatedRun.js';
import { fillLedger } from './filledLedger.js';

export interface LongNovel {
	readonly chapters: number;
	readonly rows: number;
	/** Of a call; micro-dollars. */
	readonly cost: (at: number) => number;
}

/** Makes a long book of a copy of the sample: its chapters written, its calls in the ledger, its latest runs recorded. */
export async function makeLong(folder: string, { chapters, rows, cost }: LongNovel): Promise<void> {
	await writeChapters(folder, chapters);
	await mkdir(path.join(folder, '.prometheus'), { recursive: true });
	const { database } = await openDatabase(path.join(folder, '.prometheus', 'novel.db'));
	try {
		fillLedger(database, new SqliteLedger(database), { rows, start: Date.UTC(2026, 0, 1), cost });
		const store = new SqliteProfileStore(database);
		const of = (count: number): RecordedRun => simulatedRun(bookTasks(count), { slots: 10, backoffMs: 500 });
		storeRun(store, { ...of(3), id: 'run-498' as RunId, startedAt: Date.UTC(2026, 11, 1) });
		storeRun(store, { ...of(chapters), id: 'run-499' as RunId, startedAt: Date.UTC(2026, 11, 2) });
	} finally {
		database.close();
	}
}

async function writeChapters(folder: string, chapters: number): Promise<void> {
	const prose = await readFile(path.join(process.cwd(), 'scripts', 'pictures', 'prose', 'opening.md'), 'utf8');
	const infoFile = path.join(folder, 'novel.json');
	const info = JSON.parse(await readFile(infoFile, 'utf8')) as NovelInfo;
	await writeFile(infoFile, JSON.stringify({ ...info, chapters }, undefined, '\t'));
	const numbers = Array.from({ length: chapters }, (_, at) => at + 1);
	const outline = numbers.map((number) => `## ${number}. ${titleOf(number)}\n\n- Noreen counts the runs.\n`);
	await writeFile(path.join(folder, 'outline.md'), `# Outline\n\n${outline.join('\n')}`);
	await mkdir(path.join(folder, 'manuscript'), { recursive: true });
	for (const number of numbers) {
		const file = `${String(number).padStart(2, '0')}-${titleOf(number).toLowerCase().replaceAll(' ', '-')}.md`;
		await writeFile(path.join(folder, 'manuscript', file), `# ${titleOf(number)}\n\n${prose.trim()}\n`);
	}
}

function titleOf(chapter: number): string {
	return `The run of day ${chapter}`;
}
