import * as l10n from '@vscode/l10n';
import { AppError } from '../../base/errors.js';
import { newId } from '../../base/ids.js';
import { memoryKinds, memoryTiers, type MemoryEntry, type MemoryId, type NewMemory, type Version } from './entry.js';

/** Longer texts are no memory but a chapter; `importManuscript` takes those. */
export const longestText = 20_000;
const mostEntities = 200;
/** Ours are ULIDs; what is imported may bring its own. */
const idPattern = /^[^\s\p{C}]{1,100}$/u;

/** @throws AppError `bad-memory` with what is wrong */
export function newEntry(given: NewMemory, version: Version, now: number): MemoryEntry {
	checkMemory(given);
	return {
		id: given.id ?? (newId() as MemoryId),
		tier: given.tier ?? 'archival',
		kind: given.kind ?? 'note',
		text: given.text,
		entities: given.entities ?? [],
		chapter: given.chapter,
		scene: given.scene,
		importance: given.importance ?? 0.5,
		pinned: given.pinned ?? false,
		details: given.details,
		source: given.source,
		origin: given.origin ?? 'author',
		stale: false,
		version,
		createdAt: now,
		updatedAt: now,
		deleted: false,
	};
}

/** @throws AppError `bad-memory` */
export function checkMemory(given: NewMemory): void {
	const problem = problemOf(given);
	if (problem !== undefined) throw new AppError('bad-memory', problem);
}

function problemOf({ id, text, kind, tier, entities = [], chapter, scene, importance }: NewMemory): string | undefined {
	if (typeof text !== 'string' || text.trim() === '') return l10n.t('A memory needs a text.');
	if (text.length > longestText)
		return l10n.t(
			'A memory has at most {0} characters; this one has {1}. Split it, or import it as a manuscript.',
			longestText,
			text.length,
		);
	if (id !== undefined && !idPattern.test(id))
		return l10n.t('An id of a memory is a text of 1 to 100 visible characters without spaces.');
	if (kind !== undefined && !memoryKinds.includes(kind))
		return l10n.t('"{0}" is no kind of memory. There are {1}.', kind, memoryKinds.join(', '));
	if (tier !== undefined && !memoryTiers.includes(tier))
		return l10n.t('"{0}" is no tier of memory. There are {1}.', tier, memoryTiers.join(', '));
	if (!isPlace(chapter)) return l10n.t('A chapter is a whole number from 1 on, not {0}.', String(chapter));
	if (!isPlace(scene)) return l10n.t('A scene is a whole number from 1 on, not {0}.', String(scene));
	if (importance !== undefined && !(importance >= 0 && importance <= 1))
		return l10n.t('An importance lies between 0 and 1; {0} does not.', importance);
	if (entities.length > mostEntities) return l10n.t('A memory names at most {0} entities.', mostEntities);
	return undefined;
}

function isPlace(number: number | undefined): boolean {
	return number === undefined || (Number.isSafeInteger(number) && number >= 1 && number <= 1_000_000);
}
