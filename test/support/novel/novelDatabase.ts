import { existsSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** Rows of a novel's database, read beside whoever has it open; none while there is no database. */
export function novelRows<Row>(folder: string, sql: string): Row[] {
	const file = path.join(folder, '.prometheus', 'novel.db');
	if (!existsSync(file)) return [];
	const database = new DatabaseSync(file, { readOnly: true, timeout: 5_000 });
	try {
		// It is there before its tables are, which come all at once.
		const { user_version: version } = database.prepare('PRAGMA user_version').get() as { user_version: number };
		return version === 0 ? [] : (database.prepare(sql).all() as Row[]);
	} finally {
		database.close();
	}
}

/** All text of a chapter that has reached the journal, scene by scene. */
export function journalledScenes(folder: string, chapter: number): readonly string[] {
	const rows = novelRows<{ node: string; at_offset: number; text: string }>(
		folder,
		`SELECT node, at_offset, text FROM stream WHERE node LIKE 'chapter:${chapter}/%' ORDER BY sequence`,
	);
	const scenes = new Map<string, string>();
	for (const { node, at_offset: offset, text } of rows)
		scenes.set(node, (scenes.get(node) ?? '').slice(0, offset) + text);
	return [...scenes.values()];
}
