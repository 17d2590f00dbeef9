import type { SceneCard, ScenePlan } from '../../../core/pipeline/replies.js';
import { countOf, fieldsOf, textOf, textsOf, type Fields } from './briefFields.js';
import { castOf, findPlayer, namedIn, type Player } from './cast.js';
import { namesFor, placesFor, planMaker } from './planParts.js';

const outcomes = [
	'Yes, but somebody has seen it.',
	'No, and it will cost more the second time.',
	'Yes, but the answer was to another question.',
	'No; both know it and neither leaves.',
	'Yes, but it cannot be given back.',
];

/** As many scenes as wanted, the chapter's beats shared out among them in order. */
export function scenePlan(brief: Fields): ScenePlan {
	const count = countOf(brief, 'sceneCount', 2);
	const beats = textsOf(fieldsOf(brief['chapter']), 'beats');
	return {
		scenes: Array.from({ length: count }, (_, index) => sceneCard(brief, shareOf(beats, index, count), index, count)),
	};
}

function sceneCard(brief: Fields, share: readonly string[], index: number, count: number): SceneCard {
	const chapter = fieldsOf(brief['chapter']);
	const place = (countOf(chapter, 'number', 1) - 1) * count + index;
	const people = peopleOf(brief, share, textOf(chapter, 'pov'));
	const pov = people[0] ?? 'Somebody';
	const scene = {
		pov,
		characters: people,
		place: textOf(chapter, 'location') || (placesFor(brief, 1)[0] ?? 'The house'),
	};
	const { maker, other } = planMaker({ ...brief, scene }, 'scene_plan', place);
	const beats = share.length === 0 ? [maker.sentence('action', other), maker.sentence('mind', other)] : share;
	return {
		...scene,
		title: (beats[0] ?? '')
			.split(/\s+/)
			.slice(0, 5)
			.join(' ')
			.replace(/[.,;:]$/, ''),
		time: textOf(chapter, 'time') || 'the same day',
		goal: `${pov} wants a plain answer about this: ${beats[0]}`,
		conflict: `${other?.name ?? 'The hour'} has a good reason to wait.`,
		outcome: outcomes[place % outcomes.length] ?? '',
		subtext: 'Both remember the last time this was asked.',
		opening: maker.sentence('opening', other),
		beats: beats.length === 1 ? [...beats, maker.sentence('action', other)] : fold(beats),
		closing: maker.sentence('closing', other),
	};
}

/** The point-of-view character first, then those whom the beats name; at least two, where the book has two. */
function peopleOf(brief: Fields, beats: readonly string[], pov: string): string[] {
	const cast = castOf(brief);
	const named = namedIn(beats.join(' '), cast).map((one: Player) => one.fullName);
	const first = findPlayer(pov, cast)?.fullName ?? (pov || named[0] || namesFor(brief, 1)[0] || 'Somebody');
	const present = [...new Set([first, ...named])];
	if (present.length > 1) return present.slice(0, 5);
	const ofChapter = namedIn(textsOf(fieldsOf(brief['chapter']), 'beats').join(' '), cast).map((one) => one.fullName);
	const spare = [...ofChapter, ...namesFor(brief, 2)].find((name) => name !== first);
	return spare === undefined ? present : [first, spare];
}

function shareOf(beats: readonly string[], index: number, count: number): readonly string[] {
	return beats.slice(Math.floor((beats.length * index) / count), Math.floor((beats.length * (index + 1)) / count));
}

/** A scene has six beats at most; what is beyond joins the last. */
function fold(beats: readonly string[]): string[] {
	return beats.length <= 6 ? [...beats] : [...beats.slice(0, 5), beats.slice(5).join(' ')];
}
