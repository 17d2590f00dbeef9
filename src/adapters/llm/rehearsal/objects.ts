import { fieldsOf, listOf, textOf, textsOf, type Fields } from './briefFields.js';
import { pastForms } from './pastTense.js';

const notThings = new Set(
	(
		'first second third last next other same old new only whole best worst own long little great small big young good bad more most least few two three four five six ten hundred ' +
		'day days night morning evening afternoon week year years time end way truth lie rest one ones thing things fact reason moment hour hours dark light cold heat rain top bottom middle main fixed ' +
		'wrong right young black white red blue green dead poor rich true real full empty local public present past question answer people town city village country world sea war book story novel reader writer chapter scene ' +
		'man woman boy girl child children son daughter father mother sister brother author drought dry former daily early late official missing founding flat iron and or but nor was were is are be been has had have not broken run ' +
		'halfway head fine weight season company step nobody somebody councillor officer sergeant treasurer surveyor captain doctor teacher writer author everybody came went saw was said above below about over into onto off out down truth obedience silence aloud alone away back again later earlier before after neck authority summer winter spring ride leg hand hands character performance sale date alibi air side kind part place state idea plan name'
	).split(' '),
);
const withArticle =
	/\b(?:the|an?|his|her|their) (?:[a-z]+[^s\s] )?([a-z]{3,})(?=[,.;:!?)]|\s(?:and|or|of|in|on|at|to|with|from|is|are|was|that|which|until|when|has|beside|under|behind)\b|$)/g;
const suffixesOfOthers = /(?:ly|ing|ed|ness|ment|tion|ous|ful|ish|al|ive|man|lady|[^s]s)$/;

/** Things that this part of the book is about, `the …`, the nearest to the scene first. */
export function objectsOf(brief: Fields): readonly string[] {
	const scene = fieldsOf(brief['scene']);
	const chapter = fieldsOf(brief['chapter']);
	const near = [
		...Object.values(scene),
		...textsOf(scene, 'beats'),
		...textsOf(chapter, 'beats'),
		textOf(chapter, 'location'),
	];
	const far = [
		textOf(brief, 'premise'),
		...[...listOf(brief, 'world'), ...listOf(brief, 'characters')].map((entry) => textOf(entry, 'text')),
	];
	const found = [...near, ...far].filter((text) => typeof text === 'string').flatMap(thingsIn);
	return [...new Set(found)].slice(0, 24);
}

function thingsIn(text: string): readonly string[] {
	return [...text.matchAll(withArticle)]
		.map((match) => match[1] ?? '')
		.filter(isThing)
		.map((noun) => `the ${noun}`);
}

function isThing(word: string): boolean {
	return !notThings.has(word) && !pastForms.has(word) && !suffixesOfOthers.test(word);
}
