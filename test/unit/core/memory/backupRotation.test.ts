import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { Backup } from '../../../../src/core/memory/backup.js';
import { backupReasons } from '../../../../src/core/memory/backupReason.js';
import { backupsToDrop } from '../../../../src/core/memory/backupRotation.js';

const dayMs = 24 * 60 * 60 * 1_000;
const now = 100 * dayMs;

function backup(name: string, ageDays: number, changes: Partial<Backup> = {}): Backup {
	return {
		name,
		createdAt: now - ageDays * dayMs,
		reason: 'timer',
		bytes: 1,
		novelId: 'n',
		entries: 1,
		changeMark: name,
		verified: undefined,
		...changes,
	};
}

const anyBackups = fc
	.array(
		fc.record({
			ageDays: fc.double({ min: -1, max: 40, noNaN: true }),
			reason: fc.constantFrom(...backupReasons),
			verified: fc.constantFrom(true, false, undefined),
		}),
		{ maxLength: 30 },
	)
	.map((all) => all.map(({ ageDays, ...rest }, index) => backup(`b${index}`, ageDays, rest)));

describe('the rotation of backups', () => {
	it('drops the oldest beyond the limit, oldest first', () => {
		const backups = [3, 1, 5, 2, 4].map((age) => backup(`${age} days`, age));
		assert.deepEqual(backupsToDrop(backups, { keep: 3, now }), ['5 days', '4 days']);
	});

	it('keeps what undoes a restore or a clearing for a week, beside the others', () => {
		const backups = [
			backup('today', 0),
			backup('yesterday', 1),
			backup('undo', 6.9, { reason: 'before-restore' }),
			backup('undo clearing', 6.9, { reason: 'before-clear' }),
			backup('old undo', 7, { reason: 'before-restore' }),
		];
		assert.deepEqual(backupsToDrop(backups, { keep: 2, now }), ['old undo']);
	});

	it('keeps the newest sound one, whatever its age', () => {
		const backups = [
			backup('damaged', 0, { verified: false }),
			backup('unknown', 1),
			backup('sound', 30, { verified: true }),
			backup('older', 31, { verified: true }),
		];
		assert.deepEqual(backupsToDrop(backups, { keep: 1, now }), ['older', 'unknown']);
	});

	it('never drops more than it must, nor what it must keep', () => {
		fc.assert(
			fc.property(anyBackups, fc.integer({ min: 0, max: 10 }), (backups, keep) => {
				const dropped = new Set(backupsToDrop(backups, { keep, now }));
				const kept = backups.filter(({ name }) => !dropped.has(name));
				const undoes = ({ reason, createdAt }: Backup): boolean =>
					reason.startsWith('before-') && reason !== 'before-migration' && now - createdAt < 7 * dayMs;
				const newestSound = Math.max(...backups.filter(({ verified }) => verified).map(({ createdAt }) => createdAt));
				const counted = kept.filter((one) => !undoes(one) && !(one.verified === true && one.createdAt === newestSound));
				const others = backups.filter((one) => !undoes(one)).length;
				assert.ok(
					backups.filter(undoes).every((one) => kept.includes(one)),
					'an undo was dropped',
				);
				assert.ok(newestSound === -Infinity || kept.some(({ createdAt }) => createdAt === newestSound), 'no sound one');
				assert.ok(counted.length <= keep, `${counted.length} are kept of ${keep}`);
				assert.ok(kept.filter((one) => !undoes(one)).length >= Math.min(keep, others), 'too many were dropped');
				const newestDropped = Math.max(...backups.filter(({ name }) => dropped.has(name)).map((one) => one.createdAt));
				assert.ok(
					counted.every(({ createdAt }) => createdAt >= newestDropped),
					'an older one was kept',
				);
				assert.deepEqual(backupsToDrop(kept, { keep, now }), []);
			}),
		);
	});
});
