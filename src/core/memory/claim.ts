import type { MemoryDetails } from './entry.js';

/** What a fact is about, so that a later claim about the same can be found; undefined for what supersedes nothing. */
export function claimOf(details: MemoryDetails | undefined): string | undefined {
	return details?.of === 'fact' ? claimKey(details.subject, details.attribute) : undefined;
}

export function claimKey(subject: string, attribute: string): string {
	return `${fold(subject)}\n${fold(attribute)}`;
}

function fold(text: string): string {
	return text.trim().replace(/\s+/g, ' ').toLowerCase();
}
