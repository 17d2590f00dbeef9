import type { Range } from './plausibleWriter.js';

/**
 * Words of each text, by its place in the reply, as models of the class of GPT-5 mini and Claude Sonnet fill it. They answer
 * a description of three words with a sentence or two, and a bare "where" with a place and its circumstances.
 */
export const plausibleWords: Readonly<Record<string, Range>> = {
	'candidates.logline': [24, 48],
	logline: [32, 62],
	ending: [60, 150],
	'rules.effect': [22, 48],
	'places.description': [38, 78],
	'places.senses': [18, 42],
	'characters.role': [10, 26],
	'characters.traits': [7, 20],
	'characters.need': [12, 32],
	'characters.wound': [30, 66],
	'characters.voice': [45, 90],
	'characters.sampleLines': [9, 26],
	'beats.cause': [18, 42],
	'beats.change': [18, 42],
	'motifs.image': [8, 26],
	'motifs.variation': [45, 95],
	'chapters.location': [4, 10],
	'chapters.time': [4, 10],
	'chapters.beats': [22, 46],
	'scenes.place': [5, 14],
	'scenes.time': [4, 12],
	'scenes.conflict': [26, 52],
	'scenes.outcome': [22, 44],
	'scenes.subtext': [20, 42],
	'scenes.beats': [20, 42],
	'scenes.closing': [20, 42],
	summary: [95, 160],
	endState: [35, 70],
	'facts.value': [8, 22],
	'knowledge.fact': [10, 24],
	'knowledge.how': [6, 16],
	'findings.description': [22, 46],
	'findings.suggestion': [18, 44],
	'edits.reason': [9, 24],
};

/** Of every other text. */
export const otherWords: Range = [16, 37];

/** Items of each list, within what the schema allows. */
export const plausibleItems: Readonly<Record<string, Range>> = {
	candidates: [5, 5],
	promises: [4, 6],
	rules: [4, 7],
	places: [4, 6],
	characters: [5, 7],
	'characters.aliases': [1, 3],
	'characters.traits': [3, 4],
	'characters.limits': [2, 3],
	'characters.sampleLines': [3, 5],
	beats: [10, 15],
	motifs: [3, 5],
	'motifs.chapters': [3, 6],
	'chapters.beats': [4, 6],
	'scenes.characters': [2, 4],
	'scenes.beats': [3, 5],
	facts: [8, 12],
	threads: [2, 6],
	knowledge: [2, 6],
	voiceEdits: [5, 12],
};

/** Shares of chapters whose check finds a contradiction that stops a reader, or else only notes. */
export const blockerShare = 1 / 6;
export const noteShare = 1 / 4;
