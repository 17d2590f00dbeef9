import * as vscode from 'vscode';
import { AppError } from '../../base/errors.js';
import type { MemoryEntry, MemoryId } from '../../core/memory/entry.js';
import type { MemoryService } from '../../services/memory/memoryService.js';

/** Brings a deleted memory back as it was last. @throws AppError `no-memory` when it never was */
export function restoreMemory(memory: MemoryService, id: MemoryId): MemoryEntry {
	const present = memory.get(id);
	if (present !== undefined) return present;
	const last = memory.revisions(id).find(({ entry, reason }) => reason === 'replaced' && !entry.deleted);
	if (last === undefined) throw new AppError('no-memory', vscode.l10n.t('No memory {0} has been deleted here.', id));
	return memory.restore(last.entry);
}
