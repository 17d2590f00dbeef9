import type { z } from 'zod';
import type {
	beatSheetReply,
	charactersReply,
	conceptReply,
	motifsReply,
	outlineReply,
	worldReply,
} from '../../../core/pipeline/replies.js';
import { countOf, textOf, type Fields } from './briefFields.js';
import { objectsOf } from './objects.js';
import { firstSentence, namesFor, placesFor, planMaker } from './planParts.js';
import { upperFirst } from './sentenceMaker.js';
import { wordBanks } from './wordBanks.js';

export function concept(brief: Fields): z.infer<typeof conceptReply> {
	const [first = '', second = ''] = namesFor(brief, 2);
	const things = thingsFor(brief);
	const logline = firstSentence(
		textOf(brief, 'premise'),
		`${first} must give up ${things[0]} to find out what ${second} is keeping quiet.`,
	);
	const turns = [
		'wants it hidden',
		'has already sold it',
		'knows whose it was',
		'would burn it first',
		'never believed in it',
	];
	return {
		candidates: turns.map((turn, index) => ({
			logline: `${first} needs ${things[index % things.length]}; ${second} ${turn}.`,
			probability: [0.4, 0.25, 0.2, 0.09, 0.06][index] ?? 0.05,
		})),
		logline,
		question: `Will ${first} say in public what only ${first} knows?`,
		promises: [
			`${first} and ${second} will have to speak alone.`,
			`${upperFirst(things[1] ?? 'The key')} will change hands.`,
			'Somebody will be forgiven late.',
		],
		ending: `${first} tells it and loses ${things[0]}; ${second} stays.`,
	};
}

export function world(brief: Fields): z.infer<typeof worldReply> {
	const things = thingsFor(brief);
	const { maker, other } = planMaker(brief, 'world', 0);
	return {
		rules: things.slice(0, 3).map((thing) => ({
			rule: `${upperFirst(thing)} may be used once a day, and the use is written down.`,
			limit: 'It stops at the end of the season.',
			cost: 'Whoever uses it owes the others an evening.',
			effect: `People speak of ${thing} when they mean each other.`,
		})),
		places: placesFor(brief, 4).map((name) => ({
			name,
			description: [maker.sentence('setting', other), maker.sentence('setting', other)].join(' '),
			senses: `${upperFirst(pickFrom('smell', name.length))}, ${pickFrom('noise', name.length)}, a draught at the ankles.`,
			pressure: 'Nobody can come here without being asked what for.',
		})),
	};
}

export function characters(brief: Fields): z.infer<typeof charactersReply> {
	const things = thingsFor(brief);
	const roles = [
		'The main character',
		'Stands in the way, with reason',
		'Friend, until asked',
		'Saw it happen',
		'Comes from outside',
		'Keeps the accounts',
	];
	return {
		characters: namesFor(brief, 4).map((name, index) => ({
			name,
			aliases: [name.split(' ')[0] ?? name],
			role: roles[index % roles.length] ?? 'A neighbour',
			born: `${24 + ((index * 13) % 50)} years old`,
			traits: [`A scar from ${pickFrom('work', index)}`, `Always carries ${things[index % things.length]}`],
			want: `To keep ${things[(index + 1) % things.length]}`,
			need: `To be asked about ${pickFrom('matter', index)}`,
			wound: `Nobody came, the day ${things[(index + 2) % things.length]} was lost.`,
			lie: 'Who asks for nothing cannot be refused.',
			limits: [`Good at ${pickFrom('work', index + 3)}, until someone watches`],
			voice:
				index % 2 === 0
					? 'Short sentences, few questions, comparisons from work.'
					: 'Long sentences that turn back, many questions, comparisons from weather.',
			sampleLines: [`I was ${pickFrom('work', index + 5)}.`, `Ask me after ${pickFrom('matter', index + 7)}.`],
		})),
	};
}

export function beatSheet(brief: Fields): z.infer<typeof beatSheetReply> {
	const chapters = countOf(brief, 'chapterCount', 12);
	const [first = '', second = ''] = namesFor(brief, 2);
	const things = thingsFor(brief);
	const beats = [
		['Opening image', 0],
		['Catalyst', 0.11],
		['Break into Two', 0.23],
		['Second story', 0.27],
		['Midpoint', 0.5],
		['All Is Lost', 0.68],
		['Break into Three', 0.77],
		['Finale', 0.9],
		['Final image', 1],
	] as const;
	return {
		beats: beats.map(([name, share], index) => ({
			name,
			chapter: Math.min(chapters, Math.max(1, Math.ceil(share * chapters))),
			cause: `${index % 2 === 0 ? first : second} asked about ${pickFrom('matter', index * 3)}.`,
			change: `${upperFirst(things[index % things.length] ?? 'the key')} is ${['seen', 'lost', 'given away', 'broken', 'paid for'][index % 5]}, before witnesses.`,
		})),
	};
}

export function motifs(brief: Fields): z.infer<typeof motifsReply> {
	const chapters = countOf(brief, 'chapterCount', 12);
	const names = namesFor(brief, 3);
	return {
		motifs: thingsFor(brief)
			.slice(0, 3)
			.map((image, index) => ({
				image,
				owner: names[index % names.length] ?? 'nobody',
				chapters: [1 + (index % chapters), Math.ceil(chapters / 2), chapters],
				variation: 'First in use, then in the wrong hands, at last left where anyone can see it.',
			})),
	};
}

export function outline(brief: Fields): z.infer<ReturnType<typeof outlineReply>> {
	const names = namesFor(brief, 4);
	const places = placesFor(brief, 4);
	const things = thingsFor(brief);
	const times = [
		'Monday morning',
		'the same evening',
		'two days later',
		'Sunday',
		'after dark',
		'a week on',
		'at first light',
	];
	const chapters = Array.from({ length: countOf(brief, 'chapterCount', 12) }, (_, index) => {
		const at = <Item>(items: readonly Item[], offset = 0) => items[(index * 3 + offset) % items.length] as Item;
		const [first, second] = [names[0] ?? '', at(names.slice(1))];
		return {
			title: upperFirst(
				at(things, Math.floor(index / things.length)).replace(/^the /, index % 2 === 0 ? 'the ' : 'another '),
			),
			pov: first,
			location: at(places),
			time: at(times),
			beats: [
				`${first} finds ${at(things)} where ${second} swore that it was not.`,
				`${second} offers ${at(things, 1)} for ${pickFrom('matter', index)}, and ${first} refuses.`,
				`They are seen ${pickFrom('spot', index)}; now ${second} has to lie about ${pickFrom('matter', index + 5)}.`,
				`${first} leaves with ${at(things, 2)} and without an answer.`,
			],
		};
	});
	return { chapters };
}

function thingsFor(brief: Fields): readonly string[] {
	return [...new Set([...objectsOf(brief).slice(0, 8), ...(wordBanks['thing'] ?? []).slice(0, 9)])];
}

function pickFrom(bank: string, index: number): string {
	const words = wordBanks[bank] ?? [];
	return words[index % Math.max(1, words.length)] ?? '';
}
