import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { openDatabase } from '../../../src/adapters/sqlite/database.js';
import { SqliteLedger } from '../../../src/adapters/sqlite/sqliteLedger.js';
import { SqliteProfileStore } from '../../../src/adapters/sqlite/sqliteProfileStore.js';
import type { RunId } from '../../../src/base/ids.js';
import type { NovelInfo } from '../../../src/core/novel/novel.js';
import { bookTasks } from '../profiling/bookTasks.js';
import { storeRun } from '../profiling/storeRun.js';
import { simulatedRun } from '../profiling/simulatedRun.js';
import { fillLedger } from './filledLedger.js';

export const spentRows = 2_400;

/**
 * A copy of the sample that has cost something, and whose title, chapters and models would run a script or fetch
 * something from `origin` wherever their text were taken for markup.
 */
export async function spendOnSample(folder: string, origin: string): Promise<void> {
	const hostile = (name: string): string =>
		`${name} <img src="${origin}/${name}.png" onerror="globalThis.hostile=1"> [x](javascript:globalThis.hostile=1)`;
	await rename(folder, hostile);
	await mkdir(path.join(folder, '.prometheus'), { recursive: true });
	const { database } = await openDatabase(path.join(folder, '.prometheus', 'novel.db'));
	try {
		fillLedger(database, new SqliteLedger(database), {
			rows: spentRows,
			start: Date.UTC(2026, 0, 1),
			cost: (at) => 3_000 + (at % 700) * 10,
			change: (at) => ({
				chapter: 1 + (at % 12),
				run: `run-${at % 30}` as RunId,
				...(at % 12 === 7
					? { model: `openai/${hostile('model')}`, stage: `<script>globalThis.hostile=1</script>` }
					: {}),
			}),
		});
		const run = simulatedRun(bookTasks(12), { slots: 4, backoffMs: 500 });
		storeRun(new SqliteProfileStore(database), { ...run, id: 'run-29' as RunId });
	} finally {
		database.close();
	}
}

async function rename(folder: string, hostile: (name: string) => string): Promise<void> {
	const [infoFile, outlineFile] = [path.join(folder, 'novel.json'), path.join(folder, 'outline.md')];
	const info = JSON.parse(await readFile(infoFile, 'utf8')) as NovelInfo;
	await writeFile(infoFile, JSON.stringify({ ...info, title: hostile('title') }, undefined, '\t'));
	const outline = await readFile(outlineFile, 'utf8');
	await writeFile(outlineFile, outline.replace('## 2. Standpipe', `## 2. Standpipe ${hostile('chapter')}`));
}
