import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { openDatabase } from '../../../../src/adapters/sqlite/database.js';
import { SqliteReceiptBook } from '../../../../src/adapters/sqlite/sqliteReceiptBook.js';
import { newCallId, newRunId } from '../../../../src/base/ids.js';
import type { ContextItem, LeftReason } from '../../../../src/core/context/contextItem.js';
import type { FittedGroup } from '../../../../src/core/context/fitInTurn.js';
import type { Receipt } from '../../../../src/core/context/receipt.js';
import { temporaryFolder } from '../files/temporaryFolder.js';

const run = newRunId();

function fitted(texts: readonly string[]): FittedGroup {
	const items = texts.map((text, at): ContextItem => ({
		key: `item ${at}`,
		section: 'Facts',
		text,
		source: 'chapter 1',
		importance: 0.5,
	}));
	const [first, ...rest] = items;
	const reason: LeftReason = { kind: 'near-duplicate-of', of: 'item 0' };
	return {
		group: { name: 'facts', items, query: 'Who?', share: 1 },
		given: first === undefined ? [] : [{ item: first, text: 'half of it', tokens: 3, shortened: true }],
		left: rest.map((item) => ({ item, reason })),
		...{ text: 'Facts\nhalf of it', tokens: 5, budget: 10, factor: 1.33, wholeBudget: 20 },
	};
}

function receipt(chapter: number | undefined, texts: readonly string[]): Receipt {
	return {
		...{ call: newCallId(), run, node: `chapter:${chapter}`, stage: 'scene_plan', chapter, scene: undefined },
		...{ attempt: 2, model: 'openai/gpt', madeAt: 1_000 },
		parts: [
			{ part: 'system', text: 'The same for the whole book, however long it is.' },
			{ part: 'task', text: `Chapter ${chapter} “長”` },
		],
		fitted: [fitted(texts)],
	};
}

describe('SqliteReceiptBook', () => {
	const folder = temporaryFolder();
	let database: DatabaseSync;
	beforeEach(async () => ({ database } = await openDatabase(join(folder(), 'novel.db'))));
	afterEach(() => database.close());
	const count = (table: string): unknown => database.prepare(`SELECT count(*) AS n FROM ${table}`).get()?.['n'];

	it('gives back what was put in, newest first, by chapter, stage and call', () => {
		const book = new SqliteReceiptBook(database);
		const receipts = [receipt(1, ['one', 'two']), receipt(2, []), receipt(undefined, ['one'])];
		for (const one of receipts) book.add(one);
		const kept = receipts.map((one) => ({ ...one, paid: undefined })).toReversed();
		assert.deepEqual(book.list({}), kept);
		assert.deepEqual(book.list({ limit: 1 }), kept.slice(0, 1));
		assert.deepEqual(book.list({ chapter: 2 }), kept.slice(1, 2));
		assert.deepEqual(book.list({ call: receipts[0]?.call, stage: 'scene_plan' }), kept.slice(2));
		assert.deepEqual(book.list({ stage: 'outline' }), []);
	});

	it('keeps a call once, and a text once however many calls were given it', () => {
		const book = new SqliteReceiptBook(database);
		const one = receipt(1, ['one', 'two']);
		book.add(one);
		const texts = count('receipt_text');
		book.add(one);
		book.add({ ...one, call: newCallId() });
		assert.deepEqual([count('receipt'), count('receipt_text')], [2, texts]);
	});

	it('lets the oldest go, and with them only the texts that nobody else has', () => {
		const book = new SqliteReceiptBook(database, 3);
		const receipts = [1, 2, 3, 4, 5, 6].map((chapter) => receipt(chapter, ['known to all', `only in ${chapter}`]));
		const texts = receipts.map((one) => {
			book.add(one);
			return count('receipt_text');
		});
		assert.deepEqual(
			book.list({}),
			receipts
				.slice(3)
				.map((one) => ({ ...one, paid: undefined }))
				.toReversed(),
		);
		assert.deepEqual(new Set(texts.slice(2)), new Set([texts[2]]));
	});
});
