import assert from 'node:assert/strict';
import { clockTime, NumberFormats } from '../../../../src/webview/dashboard/numberFormats.js';

const english = new NumberFormats('en');
const german = new NumberFormats('de');

describe('Numbers of the dashboard', () => {
	it('are written as the language of the page writes them', () => {
		assert.deepEqual([english.count(1_234_567), german.count(1_234_567)], ['1,234,567', '1.234.567']);
		assert.deepEqual([english.compact(1_234_567), english.compact(9_999)], ['1.23M', '9,999']);
	});

	it('name durations in at most two units, and never sixty of one', () => {
		const durations = [340, 3_420, 12_400, 59_800, 60_000, 312_000, 3_599_600, 3_600_000, 7_500_000, 90_000_000];
		assert.deepEqual(
			durations.map((ms) => english.duration(ms)),
			[
				...['340 ms', '3.4 sec', '12 sec', '1 min', '1 min', '5 min 12 sec', '1 hr', '1 hr', '2 hr 5 min'],
				'1 day 1 hr',
			],
		);
		assert.equal(german.duration(7_500_000), '2 Std. 5 Min.');
	});

	it('write money as the rest of the extension does, below nothing as well', () => {
		assert.deepEqual(
			[3_210_000, 4_200, 0, -250_000].map((amount) => english.money(amount)),
			['$3.21', '$0.0042', '$0.00', '-$0.25'],
		);
	});

	it('show times of a run as a clock does', () => {
		assert.deepEqual(
			[7_000, 750_000, 3_725_000].map((ms) => clockTime(ms)),
			['0:07', '12:30', '1:02:05'],
		);
		assert.equal(clockTime(7_250, 100), '0:07.2');
	});
});
