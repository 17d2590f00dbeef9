import { fieldsOf, listOf, textOf, textsOf, type Fields } from './briefFields.js';

/** A person as sentences need them. */
export interface Player {
	readonly fullName: string;
	/** What the story calls them. */
	readonly name: string;
	readonly he: string;
	readonly him: string;
	readonly his: string;
}

const pronouns = {
	she: { he: 'she', him: 'her', his: 'her' },
	he: { he: 'he', him: 'him', his: 'his' },
	they: { he: 'they', him: 'them', his: 'their' },
} as const;

const honorific =
	/^(?:Dr|Mrs?|Ms|Miss|Sir|Lady|Lord|Dame|Captain|Sergeant|Inspector|Councillor|Father|Mother|Sister|Brother|Aunt|Uncle|Old|Young|The)\.?$/;

/** Everybody of the bible, in its order. */
export function castOf(brief: Fields): readonly Player[] {
	const entries = listOf(brief, 'characters');
	const names = entries.map((entry) => textOf(entry, 'name'));
	const story = [
		textOf(brief, 'premise'),
		textOf(brief, 'overview'),
		...textsOf(fieldsOf(brief['chapter']), 'beats'),
	].join(' ');
	return entries
		.map((entry, index) => player(names[index] ?? '', textOf(entry, 'text'), names, story))
		.filter((one) => one.fullName !== '');
}

/** The point-of-view character of the scene or chapter, then the others who are there. */
export function presentPlayers(brief: Fields, cast: readonly Player[]): readonly Player[] {
	const scene = fieldsOf(brief['scene']);
	const chapter = fieldsOf(brief['chapter']);
	const named = [textOf(scene, 'pov') || textOf(chapter, 'pov'), ...textsOf(scene, 'characters')].filter(
		(name) => name !== '',
	);
	const known = [...new Set(named)].map((name) => findPlayer(name, cast) ?? player(name, '', [], ''));
	const unique = known.filter((one, index) => known.findIndex((other) => other.fullName === one.fullName) === index);
	return unique.length > 0 ? unique : cast.slice(0, 2);
}

export function findPlayer(name: string, cast: readonly Player[]): Player | undefined {
	return (
		cast.find((one) => one.fullName === name) ?? cast.find((one) => one.name === name || one.fullName.includes(name))
	);
}

/** Those whose name, or a part of it, occurs in the text. */
export function namedIn(text: string, cast: readonly Player[]): readonly Player[] {
	const words = new Set(text.match(/[\p{L}’'-]+/gu)?.map((word) => word.replace(/[’']s$/, '')));
	return cast.filter((one) =>
		one.fullName.split(' ').some((part) => part.length > 2 && !honorific.test(part) && words.has(part)),
	);
}

function player(fullName: string, text: string, names: readonly string[], story: string): Player {
	return { fullName, name: shortName(fullName, names, story), ...pronounsIn(text) };
}

/** The part of the name that the plan itself uses most, where no one else has it. */
function shortName(fullName: string, names: readonly string[], story: string): string {
	const parts = fullName.split(' ');
	if (parts.length === 1 || honorific.test(parts[0] ?? '')) return fullName;
	const own = parts.filter(
		(part) => part.length > 2 && names.filter((name) => name.split(' ').includes(part)).length <= 1,
	);
	const uses = (part: string) => story.split(part).length - 1;
	return own.toSorted((a, b) => uses(b) - uses(a))[0] ?? fullName;
}

const ofWomen = /^(?:she|hers?|herself|sister|mother|daughter|aunt|widow|wife|queen|\w*(?:woman|lady|girl))$/i;
const ofMen = /^(?:he|him|his|himself|brother|father|son|uncle|widower|husband|king|\w*man|boy)$/i;

/** Notes begin with their own subject, so the first word that tells decides. */
function pronounsIn(text: string): Omit<Player, 'fullName' | 'name'> {
	const words = text.match(/[\p{L}]+/gu) ?? [];
	const telling = words.find((word) => ofWomen.test(word) || ofMen.test(word));
	if (telling === undefined) return pronouns.they;
	return ofWomen.test(telling) ? pronouns.she : pronouns.he;
}
