import type { SQLInputValue } from 'node:sqlite';
import type { MemoryFilter } from '../../core/memory/memoryStore.js';

/** A filter as SQL. */
export function conditionsOf(filter: MemoryFilter): {
	readonly where: string;
	readonly parameters: readonly SQLInputValue[];
} {
	const conditions: string[] = [];
	const parameters: SQLInputValue[] = [];
	const add = (condition: string, ...values: readonly SQLInputValue[]): void => {
		conditions.push(condition);
		parameters.push(...values);
	};
	if (filter.withDeleted !== true) add('deleted = 0');
	if (filter.tiers !== undefined) add(`tier IN (${marks(filter.tiers)})`, ...filter.tiers);
	if (filter.kinds !== undefined) add(`kind IN (${marks(filter.kinds)})`, ...filter.kinds);
	if (filter.chapter === null) add('chapter IS NULL');
	else if (filter.chapter !== undefined) add('chapter = ?', filter.chapter);
	if (filter.asOfChapter !== undefined) add('(chapter IS NULL OR chapter <= ?)', filter.asOfChapter);
	if (filter.pinned !== undefined) add('pinned = ?', Number(filter.pinned));
	if (filter.stale !== undefined) add('stale = ?', Number(filter.stale));
	if (filter.origins !== undefined) add(`origin IN (${marks(filter.origins)})`, ...filter.origins);
	if (filter.since !== undefined) add('sequence > ?', filter.since);
	return { where: conditions.length === 0 ? '1' : conditions.join(' AND '), parameters };
}

function marks(values: readonly unknown[]): string {
	return values.map(() => '?').join(', ');
}
