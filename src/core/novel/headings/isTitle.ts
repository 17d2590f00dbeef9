import { endsSentence } from './pageLayout.js';

const usualLength = 12;

/** Whether a line looks like a title rather than a short paragraph: it begins with a capital letter and ends no sentence. */
export function isTitle(text: string, mostWords = usualLength): boolean {
	const isCapitals = text === text.toUpperCase() && text !== text.toLowerCase();
	const begins = /^["'“‘«„¿¡*_]*[\p{Lu}\p{Lo}\p{N}]/u.test(text);
	return begins && text.split(/\s+/).length <= mostWords && (isCapitals || !endsProse(text));
}

/** "What Now?" is a title, and "What now, she asked." is none. */
function endsProse(text: string): boolean {
	return endsSentence(text.replace(/[!?]$/, '')) || /[,;–—-]$/.test(text);
}
