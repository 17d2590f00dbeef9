import assert from 'node:assert/strict';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { openNovelProject } from '../../src/compose.js';
import { defaultSettings, type ProjectSettings } from '../../src/compose/projectSettings.js';
import { applyEdits } from '../../src/core/pipeline/edits.js';
import type { GenerationReport } from '../../src/core/pipeline/jobs.js';
import type { ChapterMemory, ContinuityAudit, Edits } from '../../src/core/pipeline/replies.js';
import type { GenerationRequest } from '../../src/core/pipeline/workList.js';
import {
	startAimock,
	type Aimock,
	type AimockExchange,
	type AimockReply,
	type AimockRequest,
} from '../support/aimock.js';
import { copySample } from '../support/editor/copySample.js';
import { plausibleNovelist } from '../support/novel/plausibleNovelist.js';
import { schemaIn, sectionIn } from '../support/novel/readablePrompt.js';
import { dist, tokens } from '../support/novel/sampleProject.js';
import { temporaryFolder } from '../unit/adapters/files/temporaryFolder.js';

const model = 'openai/gpt-5-mini';

describe('A plausible novelist', function () {
	this.timeout(60_000);
	const folder = temporaryFolder();
	let aimock: Aimock;

	beforeEach(async () => {
		// With this seed no chapter comes out too long, and some scenes have to be continued.
		aimock = await startAimock({ handler: plausibleNovelist({ seed: 17 }) });
		await copySample(process.cwd(), folder());
	});
	afterEach(() => aimock.close());

	async function generate(
		request: GenerationRequest,
		changes: Partial<ProjectSettings> = {},
	): Promise<GenerationReport> {
		const settings: ProjectSettings = {
			...defaultSettings,
			models: { plan: model, draft: model, check: model },
			providers: { openai: { baseUrl: aimock.baseUrls.openai } },
			...changes,
		};
		const host = { dist, tokens, settings: () => settings, key: () => Promise.resolve('a-key') };
		const project = await openNovelProject(folder(), host);
		try {
			return await project.generation.generate(request, new AbortController().signal);
		} finally {
			await project.close();
		}
	}

	it('drafts the sample at the wanted length, and is understood at the first try', async () => {
		const { chapters, failures } = await generate({ kind: 'chapters', chapters: undefined });
		assert.deepEqual(failures, []);
		assert.deepEqual(
			chapters.filter(({ words, state }) => state !== 'drafted' || Math.abs(words / 1_500 - 1) > 0.15),
			[],
		);
		assert.ok(new Set(chapters.map(({ words }) => words)).size > 6, 'chapters are all as long');
		assert.deepEqual(callsPerStage(aimock.exchanges), {
			scene_plan: 12,
			scene_drafting: 24,
			'scene_drafting, continued': 3,
			chapter_memory: 12,
			continuity_audit: 12,
			continuity_fix: 2,
		});
	});

	it('quotes chapters word for word, and mends what it found', async () => {
		await generate({ kind: 'chapters', chapters: '1-3' });
		const misquoted = repliesOf('chapter_memory').flatMap(({ request, reply }) => {
			const { facts, threads } = reply as ChapterMemory;
			return [...facts, ...threads].filter(({ quote }) => !request.prompt.includes(quote));
		});
		const audits = repliesOf('continuity_audit').flatMap(({ request, reply }) =>
			(reply as ContinuityAudit).findings.map((finding) => ({ ...finding, prompt: request.prompt })),
		);
		const invented = audits.filter(
			({ prompt, quote, sourceQuote }) => ![quote, sourceQuote].every((side) => prompt.includes(side)),
		);
		const text = sectionIn(audits.find(({ severity }) => severity === 'blocker')?.prompt ?? '', 'Chapter ');
		const edits = repliesOf('continuity_fix').map(({ reply }) => reply as Edits);
		const outcomes = edits.map((one) => applyEdits(text, one)).map(({ applied, refused }) => ({ applied, refused }));
		assert.deepEqual(
			{ misquoted, invented, outcomes },
			{ misquoted: [], invented: [], outcomes: [{ applied: 1, refused: 0 }] },
		);
		const mended = edits[0]?.edits[0]?.replace ?? 'nothing';
		assert.ok((await readFile(join(folder(), '.prometheus/candidates/03.md'), 'utf8')).includes(mended));
	});

	it('plans a whole book from a premise, and brings a chapter nearer to a voice', async () => {
		for (const path of ['outline.md', 'bible/characters', 'bible/world'])
			await rm(join(folder(), path), { recursive: true });
		const planned = await generate({ kind: 'plan' });
		const drafted = await generate({ kind: 'chapters', chapters: '1' }, { voicePass: true });
		assert.deepEqual([planned.failures, drafted.failures], [[], []]);
		const { continuity_fix: _, 'scene_drafting, continued': __, ...calls } = callsPerStage(aimock.exchanges);
		assert.deepEqual(calls, {
			concept: 1,
			world: 1,
			characters: 1,
			beat_sheet: 1,
			motifs: 1,
			outline: 1,
			scene_plan: 1,
			scene_drafting: 2,
			chapter_memory: 1,
			continuity_audit: 1,
			voice_pass: 1,
		});
	});

	it('answers a request always alike, and as its options say', async () => {
		await generate({ kind: 'chapters', chapters: '1' });
		const [{ request, reply } = assert.fail()] = aimock.exchanges;
		const answer = async (options: Parameters<typeof plausibleNovelist>[0]): Promise<AimockReply> =>
			await plausibleNovelist(options)(request);
		const usage = usageOf(reply);
		const wordy = usageOf(await answer({ seed: 17, wordiness: 2 }));
		const claude = usageOf(await answer({ seed: 17, tokensPerToken: 1.3 }));
		assert.deepEqual(await answer({ seed: 17 }), reply);
		assert.notDeepEqual(await answer({ seed: 18 }), reply);
		assert.deepEqual(
			claude,
			usage.map((count) => Math.round(count * 1.3)),
		);
		assert.deepEqual([wordy[0], wordy[1] > usage[1] * 1.6], [usage[0], true]);
	});

	function repliesOf(stage: string): readonly { readonly request: AimockRequest; readonly reply: unknown }[] {
		const exchanges = aimock.exchanges.filter(({ request }) => stageOf(request) === stage);
		return exchanges.map(({ request, reply }) => ({
			request,
			reply: JSON.parse('text' in reply ? reply.text : '') as unknown,
		}));
	}
});

function usageOf(reply: AimockReply): readonly [input: number, output: number] {
	const usage = 'text' in reply ? reply.usage : undefined;
	return [usage?.inputTokens ?? 0, usage?.outputTokens ?? 0];
}

function callsPerStage(exchanges: readonly AimockExchange[]): Readonly<Record<string, number>> {
	const groups = Map.groupBy(exchanges, ({ request }) => stageOf(request));
	return Object.fromEntries([...groups].map(([stage, calls]) => [stage, calls.length]));
}

/** By the first property of the wanted reply. */
const stages: Readonly<Record<string, string>> = {
	candidates: 'concept',
	rules: 'world',
	characters: 'characters',
	beats: 'beat_sheet',
	motifs: 'motifs',
	chapters: 'outline',
	scenes: 'scene_plan',
	summary: 'chapter_memory',
	findings: 'continuity_audit',
};

function stageOf({ prompt, soFar }: AimockRequest): string {
	const [first] = Object.keys(schemaIn(prompt)?.properties ?? {});
	const edits = prompt.includes('# Mend it') ? 'continuity_fix' : 'voice_pass';
	const stage = first === undefined ? 'scene_drafting' : (stages[first] ?? edits);
	return soFar === '' ? stage : `${stage}, continued`;
}
