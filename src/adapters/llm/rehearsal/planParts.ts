import { castOf, type Player } from './cast.js';
import { fieldsOf, listOf, textOf, type Fields } from './briefFields.js';
import { SentenceMaker } from './sentenceMaker.js';
import { Variants } from './variants.js';

/** Stand-ins for a book whose bible names nobody yet. */
const understudies = ['Hester Quill', 'Tobiah Marsh', 'Nuala Pettifer', 'Joss Anker', 'Bettina Roe', 'Corin Haddow'];
const placesToLet = ['The boat shed', 'The upper kitchen', 'The weighing room', 'The bridge house'];

/** At least `least` names: those of the bible, then stand-ins. */
export function namesFor(brief: Fields, least: number): readonly string[] {
	const known = castOf(brief).map((one) => one.fullName);
	return [
		...known,
		...understudies.filter((name) => !known.includes(name)).slice(0, Math.max(0, least - known.length)),
	];
}

export function placesFor(brief: Fields, least: number): readonly string[] {
	const known = listOf(brief, 'world')
		.map((entry) => textOf(entry, 'name'))
		// Rules stand beside the places, and nobody can go there.
		.filter((name) => name !== '' && !/\brules?\b/i.test(name));
	return [...known, ...placesToLet.filter((name) => !known.includes(name)).slice(0, Math.max(0, least - known.length))];
}

/** A maker of sentences for plans, with two people to make them about. */
export function planMaker(
	brief: Fields,
	purpose: string,
	place: number,
): { maker: SentenceMaker; other: Player | undefined } {
	const names = namesFor(brief, 2);
	const scene = fieldsOf(brief['scene']);
	const filled = { ...brief, scene: { pov: names[0], characters: names.slice(0, 4), ...scene } };
	const maker = new SentenceMaker(filled, new Variants(`${textOf(brief, 'title')}/${purpose}`, place), '');
	return { maker, other: maker.players[1 + (place % Math.max(1, maker.players.length - 1))] };
}

/** The first sentence of a text, without marks of Markdown. */
export function firstSentence(text: string, otherwise: string): string {
	const plain = text
		.replace(/^[#>*\-\s]+.*\n\n/, '')
		.replaceAll(/[*_#]/g, '')
		.replaceAll(/\s+/g, ' ')
		.trim();
	return /^.*?[.!?](?=\s|$)/.exec(plain)?.[0] ?? (plain === '' ? otherwise : plain);
}
