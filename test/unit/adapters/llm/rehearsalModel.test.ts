import assert from 'node:assert/strict';
import { RehearsalModel, type RehearsalOptions } from '../../../../src/adapters/llm/rehearsalModel.js';
import { CancellationError } from '../../../../src/base/errors.js';
import type { ModelPart, ModelRequest } from '../../../../src/core/models/languageModel.js';
import { chapterMemoryReply } from '../../../../src/core/pipeline/replies.js';
import { modelStages, type ModelStageId } from '../../../../src/core/pipeline/stages.js';
import {
	bookView,
	chapterText,
	checkView,
	sceneDraftingView,
	scenePlanView,
} from '../../../support/novel/sampleViews.js';

type View = Readonly<Record<string, unknown>>;

const never = new AbortController().signal;
const countWords = (text: string) => text.match(/\S+/g)?.length ?? 0;

function model(options: Partial<RehearsalOptions> = {}): RehearsalModel {
	return new RehearsalModel({ countTokens: (text) => Promise.resolve(countWords(text)), ...options });
}

function request(stage: ModelStageId, brief: View, changes: Partial<ModelRequest> = {}): ModelRequest {
	return {
		purpose: { stage, brief },
		system: 'one two',
		context: '',
		task: 'three',
		soFar: '',
		maxOutputTokens: 100_000,
		...changes,
	};
}

async function play(
	asked: ModelRequest,
	rehearsal = model(),
): Promise<{ text: string; finish: ModelPart | undefined; chunks: number }> {
	const parts: ModelPart[] = [];
	for await (const part of rehearsal.stream(asked, never)) parts.push(part);
	const texts = parts.flatMap((part) => (part.kind === 'text' ? [part.text] : []));
	return { text: texts.join(''), finish: parts.at(-1), chunks: texts.length };
}

const briefs: Readonly<Record<Exclude<ModelStageId, 'scene_drafting'>, View>> = {
	concept: bookView,
	world: bookView,
	characters: bookView,
	beat_sheet: bookView,
	motifs: bookView,
	outline: bookView,
	scene_plan: scenePlanView,
	chapter_memory: checkView,
	continuity_audit: checkView,
	continuity_fix: checkView,
	voice_pass: checkView,
};
const jsonStages = Object.keys(briefs) as (keyof typeof briefs)[];

async function parsed(
	stage: keyof typeof briefs,
	brief: View,
	shape: { chapters: number; scenesPerChapter: number },
): Promise<unknown> {
	const { text } = await play(request(stage, brief));
	return modelStages[stage].reply?.(shape).parse(JSON.parse(text));
}

describe('RehearsalModel', () => {
	it('answers every stage in its shape, from a full brief and from an empty one', async () => {
		for (const stage of jsonStages) {
			await assert.doesNotReject(parsed(stage, briefs[stage], { chapters: 12, scenesPerChapter: 2 }), stage);
			await assert.doesNotReject(parsed(stage, {}, { chapters: 12, scenesPerChapter: 2 }), stage);
		}
	});

	it('plans as many chapters and scenes as are wanted, beats in order', async () => {
		await parsed('outline', { ...bookView, chapterCount: 31 }, { chapters: 31, scenesPerChapter: 2 });
		for (const sceneCount of [1, 2, 3, 5, 9])
			await parsed('scene_plan', { ...scenePlanView, sceneCount }, { chapters: 12, scenesPerChapter: sceneCount });
		const { text } = await play(request('scene_plan', scenePlanView));
		const planned = (JSON.parse(text) as { scenes: { beats: string[] }[] }).scenes.flatMap((scene) => scene.beats);
		assert.deepEqual(planned, (scenePlanView['chapter'] as { beats: string[] }).beats);
	});

	it('remembers a chapter by words that stand in it', async () => {
		const { text } = await play(request('chapter_memory', checkView));
		const memory = chapterMemoryReply.parse(JSON.parse(text));
		const quotes = [...memory.facts, ...memory.threads].map(({ quote }) => quote);
		assert.ok(quotes.length > 2);
		assert.deepEqual(
			quotes.filter((quote) => !chapterText.includes(quote)),
			[],
		);
	});

	it('writes scenes of the wanted length that end on a sentence', async () => {
		for (const words of [200, 500, 750, 1_000, 2_400]) {
			const { text, finish } = await play(request('scene_drafting', { ...sceneDraftingView, words }));
			assert.ok(Math.abs(countWords(text) - words) <= words * 0.05, `${countWords(text)} of ${words}`);
			assert.match(text, /[.!?][’”]?$/);
			assert.equal(finish?.kind === 'finish' && finish.reason, 'stop');
		}
	});

	it('writes no sentence twice in a scene and leaves no gap unfilled', async () => {
		const { text } = await play(request('scene_drafting', { ...sceneDraftingView, words: 1_500 }));
		const sentences = text.split(/(?<=[.!?]’?)\s+/).filter((sentence) => countWords(sentence) > 4);
		assert.equal(new Set(sentences).size, sentences.length);
		assert.doesNotMatch(text, /[{}]|undefined/);
	});

	it('tells the beats of the plan in the past tense', async () => {
		const { text } = await play(request('scene_drafting', sceneDraftingView));
		assert.match(text, /Ivy reported that Councillor Ackrill was missing/);
		assert.match(text, /Sergeant Pashley asked when the lift last ran; Noreen said ten days ago\./);
	});

	it('writes another scene for another place in the book, and the same for the same', async () => {
		const first = await play(request('scene_drafting', sceneDraftingView));
		const again = await play(request('scene_drafting', sceneDraftingView));
		const scene = { ...(sceneDraftingView['scene'] as View), number: 2 };
		const second = await play(request('scene_drafting', { ...sceneDraftingView, scene }));
		assert.equal(first.text, again.text);
		assert.notEqual(first.text, second.text);
	});

	it('goes on from what was written, to the same whole', async () => {
		const whole = (await play(request('scene_drafting', sceneDraftingView))).text;
		for (const cut of [40, 333, 1_200]) {
			const soFar = whole.slice(0, cut);
			const rest = (await play(request('scene_drafting', sceneDraftingView, { soFar }))).text;
			assert.equal(countWords(soFar + rest), countWords(whole));
		}
	});

	it('goes on from other text up to the wanted length', async () => {
		const soFar = 'The author wrote this and stopped in the mid';
		const rest = (await play(request('scene_drafting', sceneDraftingView, { soFar }))).text;
		assert.ok(Math.abs(countWords(soFar + rest) - 750) <= 38);
		assert.match(rest, /^, .*\.\n\n/);
	});

	it('stops at the token limit and says so', async () => {
		const { text, finish } = await play(request('scene_drafting', sceneDraftingView, { maxOutputTokens: 100 }));
		assert.equal(countWords(text), 100);
		assert.deepEqual(finish, {
			kind: 'finish',
			reason: 'length',
			usage: {
				inputTokens: 3,
				cacheReadTokens: 0,
				cacheWriteTokens: 0,
				cacheWriteHourTokens: 0,
				outputTokens: 100,
				reasoningTokens: 0,
			},
		});
	});

	it('ends with the reason of the signal when it is aborted', async () => {
		const abort = new AbortController();
		const reason = new CancellationError('The author stopped it.');
		const received: ModelPart[] = [];
		const run = async () => {
			for await (const part of model().stream(request('scene_drafting', sceneDraftingView), abort.signal)) {
				received.push(part);
				if (received.length === 5) abort.abort(reason);
			}
		};
		await assert.rejects(run(), (error) => error === reason);
		assert.deepEqual([received.length, received.some((part) => part.kind === 'finish')], [5, false]);
	});

	it('keeps to the set speed', async () => {
		const waits: number[] = [];
		const clock = { now: () => 0, wait: (ms: number) => Promise.resolve(void waits.push(ms)) };
		const { finish, chunks } = await play(
			request('scene_drafting', sceneDraftingView),
			model({ tokensPerSecond: 50, firstTokenMs: 700, clock }),
		);
		const tokens = finish?.kind === 'finish' ? (finish.usage?.outputTokens ?? 0) : 0;
		const waited = waits.slice(1).reduce((sum, ms) => sum + ms, 0);
		assert.equal(waits[0], 700);
		assert.ok(chunks > 100 && Math.abs(waited - tokens * 20) < 50, `${waited} ms for ${tokens} tokens`);
	});
});
