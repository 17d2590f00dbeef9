/** Ledger and journal. Memory needs none of it: a written entry has a version of its own. */
const watchedTables = ['run', 'stage_result', 'stream', 'chapter', 'call'];

// At random, so that two copies of a database that go different ways never come to the same mark.
const newMark = 'lower(hex(randomblob(16)))';

const anyRow = watchedTables.map((table) => `SELECT 1 FROM ${table}`).join(' UNION ALL ');

/** SQL that gives ledger and journal a mark: empty while nothing has been written, and another one after every change. */
export const changeTriggers = `
	CREATE TABLE change_mark (mark TEXT NOT NULL) STRICT;
	INSERT INTO change_mark SELECT CASE WHEN EXISTS (${anyRow}) THEN ${newMark} ELSE '' END;
	${watchedTables.flatMap((table) => ['insert', 'update', 'delete'].map((event) => trigger(table, event))).join('\n\t')}
`;

function trigger(table: string, event: string): string {
	return `CREATE TRIGGER ${table}_${event} AFTER ${event} ON ${table} BEGIN UPDATE change_mark SET mark = ${newMark}; END;`;
}
