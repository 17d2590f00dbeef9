import assert from 'node:assert/strict';
import { sortAfterPress, sortedRows, type CostSort } from '../../../../src/webview/dashboard/costs/costSort.js';
import { rowOf } from '../../../support/webview/richDashboard.js';

const rows = [rowOf('b', 'b', 1, 300), rowOf('a', 'a', 0, 100), rowOf('c', 'c', 2, 300)];
const names = (sort: CostSort): string =>
	sortedRows(rows, sort)
		.map(({ name }) => name)
		.join('');

describe('Rows of a breakdown', () => {
	it('are sorted by any column, and stand in the order of the book where a figure is the same', () => {
		assert.equal(names({ column: 'spent', isDescending: true }), 'bca');
		assert.equal(names({ column: 'spent', isDescending: false }), 'abc');
		assert.equal(names({ column: 'name', isDescending: true }), 'cba');
	});

	it('begin with the most of a number and the first of the names, and turn round at the next press', () => {
		const first = sortAfterPress({ column: 'spent', isDescending: true }, 'calls');
		assert.deepEqual(first, { column: 'calls', isDescending: true });
		assert.deepEqual(sortAfterPress(first, 'calls'), { column: 'calls', isDescending: false });
		assert.deepEqual(sortAfterPress(first, 'name'), { column: 'name', isDescending: false });
	});
});
