import type { BackupFacts } from '../../../src/core/memory/backup.js';

export const novel = { id: '01ARZ3NDEKTSV4RRFFQ69G5FAV', title: 'Salt' };
export const createdAt = Date.UTC(2026, 2, 4, 5, 6, 7, 89);

export function facts(changes: Partial<BackupFacts> = {}): BackupFacts {
	return { novel, reason: 'asked', createdAt, ...changes };
}

export const never = new AbortController().signal;
