import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ModelRequest } from '../../../../src/core/models/languageModel.js';
import type { ScriptedModel } from '../../../support/scriptedModel.js';
import { copyShortSample, novelistBut, novelistReply } from '../../../support/novel/sampleProject.js';
import { chapter, chapters, novelist, shortSample, statesOf } from './shortSample.js';

const planned = { continuity: 'planned' } as const;
const nobodyPath = 'manuscript/01-nobody.md';

/** Who is asked for what: `scene_drafting 2.1`. */
const nameOf = ({ purpose: { stage, chapter: number = 0, scene } }: ModelRequest): string =>
	`${stage} ${number}${scene === undefined ? '' : `.${scene}`}`;
const asked = (model: ScriptedModel, stage: string, number: number): ModelRequest => {
	const request = model.requests.find(({ purpose }) => purpose.stage === stage && purpose.chapter === number);
	assert.ok(request, `${stage} of chapter ${number} was not asked for`);
	return request;
};
const promptOf = ({ system, context, task }: ModelRequest): string => [system, context, task].join('\n');

describe('Planned continuity', () => {
	const { folder, generate, read } = shortSample();

	it('plans chapters after each other and drafts them side by side', async () => {
		const open = new Set<string>();
		let most = 0;
		const gathered = Promise.withResolvers<void>();
		const model = novelistBut((request) => {
			if (request.purpose.stage !== 'scene_drafting') return undefined;
			open.add(nameOf(request));
			most = Math.max(most, open.size);
			if (open.size === 3) gathered.resolve();
			return undefined;
		});
		const draft = model.script;
		// None is let go before all three are out.
		model.script = (request, call) => {
			const reply = draft(request, call);
			const text = typeof reply === 'string' ? reply : reply.text;
			if (request.purpose.stage !== 'scene_drafting') return text;
			return { text, afterText: () => gathered.promise };
		};
		const report = await generate(model, chapters('1-3'), planned);
		const plans = model.requests.map(nameOf).filter((name) => name.startsWith('scene_plan'));
		assert.deepEqual(
			{ states: statesOf(report), most, plans },
			{
				states: ['drafted', 'drafted', 'drafted'],
				most: 3,
				plans: ['scene_plan 1', 'scene_plan 2', 'scene_plan 3'],
			},
		);
	});

	it('tells a chapter what the ones beside it are planned to be, and no text of theirs', async () => {
		const model = novelistBut((request) => {
			if (request.purpose.stage !== 'scene_plan') return undefined;
			return JSON.stringify({ scenes: [card(request.purpose.chapter ?? 0)] });
		});
		await generate(model, chapters('1-2'), planned);
		const plan = promptOf(asked(model, 'scene_plan', 2));
		const draft = promptOf(asked(model, 'scene_drafting', 2));
		const first = await read(nobodyPath);
		const sentence = /[^.\n#]{40,}\./.exec(first.slice(first.indexOf('\n')))?.[0] ?? '';
		assert.ok(sentence !== '');
		assert.deepEqual(
			{
				planKnows: plan.includes('Noreen counts the steps of chapter 1.'),
				draftKnows: draft.includes('Noreen counts the steps of chapter 1.'),
				draftFollows: draft.includes('It closes on this: The lamp of chapter 1 goes out.'),
				hasText: [plan, draft].some((prompt) => prompt.includes(sentence)),
			},
			{ planKnows: true, draftKnows: true, draftFollows: true, hasText: false },
		);
	});

	it('asks for the same, and buys nothing twice, however it is interrupted', async () => {
		const whole = novelist();
		await generate(whole, chapters('1-4'), planned);
		const wanted = new Map(whole.requests.map((request) => [nameOf(request), promptOf(request)]));
		await copyShortSample(folder());

		const stop = new AbortController();
		const before = novelistBut((request) =>
			nameOf(request) === 'scene_drafting 3.1'
				? { text: 'Noreen set the lamp down on the step. ', afterText: () => stop.abort() }
				: undefined,
		);
		await generate(before, chapters('1-4'), planned, stop.signal);
		const after = novelist();
		const report = await generate(after, chapters('1-4'), planned);
		const bought = [...before.requests, ...after.requests].filter(({ soFar }) => soFar === '');
		const planning = bought.filter(({ purpose }) => ['scene_plan', 'scene_drafting'].includes(purpose.stage));
		assert.deepEqual(report.failures, []);
		for (const request of planning) assert.equal(promptOf(request), wanted.get(nameOf(request)), nameOf(request));
		const plans = planning.map(nameOf).filter((name) => name.startsWith('scene_plan'));
		assert.equal(new Set(plans).size, plans.length);
	});

	it('drafts the scenes of a chapter side by side where the plan has a cut, and shows them in their order', async () => {
		await copyShortSample(folder(), 1_500);
		const second = Promise.withResolvers<void>();
		const model = novelistBut((request) => {
			const { stage, scene } = request.purpose;
			if (stage === 'scene_plan')
				return JSON.stringify({ scenes: [card(1), { ...card(1), place: 'The mill', closing: 'A door shuts.' }] });
			if (stage !== 'scene_drafting') return undefined;
			if (scene === 2) return { text: novelistReply(request), afterText: () => second.resolve() };
			return { text: novelistReply(request), afterText: () => second.promise };
		});
		const report = await generate(model, chapters('1'), planned);
		// Side by side: either may be the first to be sent.
		const drafts = model.requests
			.filter(({ purpose }) => purpose.stage === 'scene_drafting')
			.toSorted((a, b) => (a.purpose.scene ?? 0) - (b.purpose.scene ?? 0));
		assert.deepEqual(
			{
				states: statesOf(report),
				drafts: drafts.map(nameOf),
				breaks: (await read(nobodyPath)).split('* * *').length - 1,
			},
			{ states: ['drafted'], drafts: ['scene_drafting 1.1', 'scene_drafting 1.2'], breaks: 1 },
		);
		assert.match(promptOf(drafts[1] as ModelRequest), /It closes on this: The lamp of chapter 1 goes out\./);
	});

	it('plans on the text of a chapter again as soon as its author has changed it', async () => {
		await generate(novelist(), chapters('1'), planned);
		const path = join(folder(), nobodyPath);
		await writeFile(path, (await readFile(path, 'utf8')).replace(/\n$/, '\n\nThe heron was gone by morning.\n'));
		const model = novelist();
		await generate(model, chapters('2'), planned);
		assert.ok(promptOf(asked(model, 'scene_plan', 2)).includes('The heron was gone by morning.'));
	});

	it('lets the audit see the page before, so that it can ask whether an opening follows', async () => {
		const model = novelist();
		await generate(model, chapters('1-2'), planned);
		const first = await read(nobodyPath);
		const end =
			first
				.trim()
				.split(/\n\s*\n/)
				.at(-1) ?? '';
		const audits = [1, 2].map((number) => promptOf(asked(model, 'continuity_audit', number)));
		assert.deepEqual(
			audits.map((audit) => [audit.includes('whether it can follow the last page'), audit.includes(end)]),
			[
				[false, true],
				[true, true],
			],
		);
	});

	it('writes a chapter that is asked for by itself on the text before it', async () => {
		await generate(novelist(), chapters('1-2'), planned);
		const model = novelist();
		await generate(model, chapter(2, true), planned);
		assert.ok(model.stages.includes('scene_drafting'));
		assert.match(promptOf(asked(model, 'scene_plan', 2)), /# The last page before chapter/);
	});
});

function card(number: number): object {
	return {
		title: `Steps ${number}`,
		pov: 'Noreen',
		place: 'The waterworks',
		time: 'evening',
		characters: ['Noreen'],
		goal: 'To count them.',
		conflict: 'The dark.',
		outcome: 'Yes, but one is missing.',
		subtext: 'Fear.',
		opening: 'A lamp.',
		beats: [`Noreen counts the steps of chapter ${number}.`, 'She stops.'],
		closing: `The lamp of chapter ${number} goes out.`,
	};
}
