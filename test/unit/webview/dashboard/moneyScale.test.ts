import assert from 'node:assert/strict';
import { moneyScale } from '../../../../src/webview/dashboard/overview/moneyScale.js';

describe('The scale of money', () => {
	it('ends at the limit where all that is to come stays below it', () => {
		const forecast = { p50: 30, p90: 50 };
		assert.deepEqual(moneyScale({ limit: 100, spent: 20, held: 10, forecast }), {
			spent: 20,
			held: 10,
			limit: 100,
			forecast: { from: 60, to: 80, isBeyond: false },
		});
	});

	it('goes on past the limit to where finishing the book would come to', () => {
		const { limit, forecast } = moneyScale({ limit: 100, spent: 50, held: 0, forecast: { p50: 60, p90: 80 } });
		assert.ok(limit > 70 && limit < 80);
		assert.ok(forecast !== undefined && forecast.from > limit && forecast.to < 100 && !forecast.isBeyond);
	});

	it('keeps the limit in sight where the forecast is far beyond it', () => {
		const { limit, forecast } = moneyScale({ limit: 100, spent: 0, held: 0, forecast: { p50: 900, p90: 2_000 } });
		assert.ok(limit > 45);
		assert.deepEqual(forecast, { from: 100, to: 100, isBeyond: true });
	});

	it('shows what is spent past a limit that was lowered', () => {
		assert.deepEqual(moneyScale({ limit: 50, spent: 100, held: 0 }), { spent: 100, held: 0, limit: 50 });
	});

	it('has a place for a limit of nothing', () => {
		assert.deepEqual(moneyScale({ limit: 0, spent: 0, held: 0 }), { spent: 0, held: 0, limit: 0 });
	});
});
