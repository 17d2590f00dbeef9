import assert from 'node:assert/strict';
import { exportedLedger } from '../../../../src/core/cost/ledgerExport.js';
import type { LedgerRow } from '../../../../src/core/cost/ledger.js';
import { microUsd } from '../../../../src/core/cost/money.js';
import { aCall, anEnd } from '../../../support/calls.js';

const row = (changes: Partial<LedgerRow> = {}): LedgerRow => ({
	...aCall({ startedAt: Date.UTC(2026, 10, 25, 9, 30) }),
	...anEnd({ cost: microUsd(1_234_567) }),
	day: '2026-11-25',
	...changes,
});

describe('An exported ledger', () => {
	it('has a head and a line for each call, with money to the micro-dollar', () => {
		const [head, line, ...rest] = [...exportedLedger([row()], 'csv')].join('').split('\r\n');
		const cells = new Map((head ?? '').split(',').map((name, at) => [name, line?.split(',')[at]]));
		assert.deepEqual(
			['started_at', 'day', 'model', 'chapter', 'scene', 'cost_usd', 'cost_micro_usd', 'price'].map((name) =>
				cells.get(name),
			),
			['2026-11-25T09:30:00.000Z', '2026-11-25', 'openai/gpt-5-mini', '1', '', '1.234567', '1234567', '{}'],
		);
		assert.deepEqual(rest, ['']);
	});

	it('keeps commas, quotes, line ends and formulas as text', () => {
		const hostile = row({ node: 'a,"b"\nc', model: '=HYPERLINK("x")', fault: '-1' });
		const text = [...exportedLedger([hostile], 'csv')].join('');
		assert.ok(text.includes('"a,""b""\nc"'));
		assert.ok(text.includes('"\'=HYPERLINK(""x"")"'));
		assert.ok(text.includes(",'-1,"));
	});

	it('is JSON when that is wanted, of none, one or several calls', () => {
		for (const count of [0, 1, 3]) {
			const rows = Array.from({ length: count }, () => row({ cost: microUsd(5) }));
			const calls = JSON.parse([...exportedLedger(rows, 'json')].join('')) as Record<string, unknown>[];
			assert.deepEqual([calls.length, calls.every((call) => call['cost_usd'] === '0.000005')], [count, true]);
		}
	});
});
