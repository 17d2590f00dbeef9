import type { MemoryDetails } from './entry.js';

/** How a fact reads; `restatedDetails` reads it back. */
export function factText({ subject, attribute, value, change }: Extract<MemoryDetails, { of: 'fact' }>): string {
	return `${factOpening(subject, attribute)}${change === 'end' ? 'no longer ' : ''}${value}`;
}

export function knowledgeText({ character, fact, how }: Extract<MemoryDetails, { of: 'knowledge' }>): string {
	return `${knowledgeOpening(character)}${fact} (${how})`;
}

/** What an entry says in parts, after a person has put its text into other words; what it is about stays. */
export function restatedDetails(details: MemoryDetails | undefined, text: string): MemoryDetails | undefined {
	if (details?.of === 'fact') {
		const value = after(text, factOpening(details.subject, details.attribute));
		return { ...details, value, change: details.change === 'end' ? 'update' : details.change };
	}
	if (details?.of === 'knowledge')
		return { ...details, fact: after(text, knowledgeOpening(details.character)), how: 'as the author says' };
	return details;
}

function factOpening(subject: string, attribute: string): string {
	return `${subject}, ${attribute}: `;
}

function knowledgeOpening(character: string): string {
	return `${character} knows: `;
}

function after(text: string, opening: string): string {
	return text.startsWith(opening) ? text.slice(opening.length) : text;
}
