/** What calls are summed up by, with the value of a row that says where it belongs. */
const dimensions: Readonly<Record<string, (row: string) => string>> = {
	all: () => "''",
	stage: (row) => `${row}.stage`,
	model: (row) => `${row}.model`,
	chapter: (row) => `coalesce(${row}.chapter, '')`,
	role: (row) => `${row}.role`,
	day: (row) => `${row}.day`,
	run: (row) => `${row}.run`,
};

/** Only calls whose usage the provider has reported say how it counts tokens. */
const measured = (row: string): string => `${row}.state IN ('reported', 'billed') AND ${row}.input_tokens > 0`;

/** Columns of the sums, and what one call adds to each. */
const sums: Readonly<Record<string, (row: string) => string>> = {
	calls: () => '1',
	spent: (row) => `${row}.cost_micro_usd`,
	held: (row) => `iif(${row}.state = 'held', ${row}.held_micro_usd, 0)`,
	input_tokens: (row) => `${row}.input_tokens`,
	cache_read_tokens: (row) => `${row}.cache_read_tokens`,
	cache_write_tokens: (row) => `${row}.cache_write_tokens`,
	cache_write_hour_tokens: (row) => `${row}.cache_write_hour_tokens`,
	output_tokens: (row) => `${row}.output_tokens`,
	reasoning_tokens: (row) => `${row}.reasoning_tokens`,
	cache_saving: (row) => `${row}.cache_saving_micro_usd`,
	batch_saving: (row) => `${row}.batch_saving_micro_usd`,
	measured_estimate: (row) => `iif(${measured(row)}, ${row}.estimated_input_tokens, 0)`,
	measured_input: (row) => `iif(${measured(row)}, ${row}.input_tokens, 0)`,
};

const columns = Object.keys(sums);

/** SQL that keeps sums over `call` beside it, by each of its dimensions, and makes those of what is there already. */
export const callTotals = `
	CREATE TABLE call_total (
		dimension TEXT NOT NULL,
		key TEXT NOT NULL,
		${columns.map((column) => `${column} INTEGER NOT NULL`).join(',\n\t\t')},
		PRIMARY KEY (dimension, key)
	) STRICT, WITHOUT ROWID;
	${Object.keys(dimensions).map(presentTotals).join('\n\t')}
	CREATE TRIGGER call_total_insert AFTER INSERT ON call BEGIN ${adding('NEW', (sum) => sum('NEW'))} END;
	CREATE TRIGGER call_total_delete AFTER DELETE ON call BEGIN ${adding('OLD', (sum) => `-(${sum('OLD')})`)} END;
	CREATE TRIGGER call_total_update AFTER UPDATE OF state, cost_micro_usd, input_tokens ON call
	BEGIN ${adding('NEW', (sum) => `${sum('NEW')} - ${sum('OLD')}`)} END;
`;

function presentTotals(dimension: string): string {
	const key = dimensions[dimension]?.('call');
	const values = Object.values(sums).map((sum) => `sum(${sum('call')})`);
	return `INSERT INTO call_total SELECT '${dimension}', ${key}, ${values.join(', ')} FROM call GROUP BY ${key} HAVING count(*) > 0;`;
}

function adding(row: string, change: (sum: (row: string) => string) => string): string {
	const changes = Object.values(sums).map(change).join(', ');
	const rows = Object.entries(dimensions).map(([dimension, key]) => `('${dimension}', ${key(row)}, ${changes})`);
	const updates = columns.map((column) => `${column} = ${column} + excluded.${column}`);
	return `INSERT INTO call_total VALUES ${rows.join(', ')} ON CONFLICT (dimension, key) DO UPDATE SET ${updates.join(', ')};`;
}
