import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { backupName, readBackupName } from '../../../../src/core/memory/backupName.js';
import { backupReasons } from '../../../../src/core/memory/backupReason.js';

describe('the name of a backup', () => {
	it('says when and why, in letters that every file system takes', () => {
		assert.equal(
			backupName(Date.UTC(2026, 2, 4, 5, 6, 7, 89), 'before-restore'),
			'novel-2026-03-04T05-06-07-089Z-before-restore.zip',
		);
	});

	it('is read back to what it was made of', () => {
		const time = fc.integer({ min: 0, max: Date.UTC(9999, 11, 31) });
		fc.assert(
			fc.property(time, fc.constantFrom(...backupReasons), (createdAt, reason) => {
				assert.deepEqual(readBackupName(backupName(createdAt, reason)), { createdAt, reason });
			}),
		);
	});

	it('is not seen in other files', () => {
		const others = [
			'novel.zip',
			'novel-2026-03-04T05-06-07-089Z-lunch.zip',
			'novel-2026-13-04T05-06-07-089Z-timer.zip',
			'novel-2026-03-04T05-06-07-089Z-timer.zip.part',
			'../novel-2026-03-04T05-06-07-089Z-timer.zip',
			'copy of novel-2026-03-04T05-06-07-089Z-timer.zip',
		];
		assert.deepEqual(
			others.map(readBackupName),
			others.map(() => undefined),
		);
	});
});
