import assert from 'node:assert/strict';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isAppError } from '../../../../src/base/errors.js';
import { chapterBody, countWords } from '../../../../src/core/novel/chapterFile.js';
import { ModelFault } from '../../../../src/core/models/modelFault.js';
import type { GenerationReport } from '../../../../src/core/pipeline/jobs.js';
import type { GenerationRequest } from '../../../../src/core/pipeline/workList.js';
import type { ProjectSettings } from '../../../../src/compose.js';
import { copyShortSample, novelistBut, novelistReply, withProject } from '../../../support/novel/sampleProject.js';
import type { ScriptedModel } from '../../../support/scriptedModel.js';
import { temporaryFolder } from '../../adapters/files/temporaryFolder.js';

const never = new AbortController().signal;
const novelist = (): ScriptedModel => novelistBut(() => undefined);
const sentencesOfChapter = (text: string): string[] => chapterBody(text).split(/(?<=[.!?])\s+/);

describe('Generating chapters', () => {
	const folder = temporaryFolder();
	beforeEach(() => copyShortSample(folder()));

	const generate = (
		model: ScriptedModel,
		request: GenerationRequest,
		settings: Partial<ProjectSettings> = {},
		signal = never,
	): Promise<GenerationReport> =>
		withProject(folder(), model, (project) => project.generation.generate(request, signal), settings);
	const chapters = (range: string): GenerationRequest => ({ kind: 'chapters', chapters: range });
	const chapter = (number: number, again = false): GenerationRequest => ({ kind: 'chapter', chapter: number, again });
	const manuscript = (): Promise<string[]> => readdir(join(folder(), 'manuscript')).catch(() => []);
	const read = (path: string): Promise<string> => readFile(join(folder(), path), 'utf8');
	const statesOf = (report: GenerationReport): string[] => report.chapters.map(({ state }) => state);
	const nobody = '01-nobody.md';
	const nobodyPath = `manuscript/${nobody}`;

	it('drafts chapters, remembers and audits them, and accounts for every call', async () => {
		const model = novelist();
		const report = await generate(model, chapters('1-2'));
		assert.deepEqual(
			{ states: statesOf(report), files: await manuscript(), failures: report.failures, calls: report.modelCalls },
			{ states: ['drafted', 'drafted'], files: [nobody, '02-standpipe.md'], failures: [], calls: model.requests.length },
		);
		assert.deepEqual(
			model.stages.toSorted(),
			['chapter_memory', 'continuity_audit', 'scene_drafting', 'scene_plan'].flatMap((stage) => [stage, stage]),
		);
	});

	it('makes no call in a second run, and says so', async () => {
		await generate(novelist(), chapters('1-2'));
		const before = await read(nobodyPath);
		const model = novelist();
		const report = await generate(model, chapters('1-2'));
		assert.deepEqual(
			{ ...report, elapsedMs: 0, chapters: statesOf(report) },
			{
				upToDate: true,
				chapters: ['up-to-date', 'up-to-date'],
				modelCalls: 0,
				tokens: { input: 0, output: 0 },
				costMicroUsd: 0,
				elapsedMs: 0,
				failures: [],
				cancelled: false,
			},
		);
		assert.deepEqual([model.requests.length, await read(nobodyPath)], [0, before]);
	});

	it('goes on after a reply that was cut at its limit, and takes it for no finished scene', async () => {
		const model = novelistBut((request) => {
			if (request.purpose.stage !== 'scene_drafting' || request.soFar !== '') return undefined;
			return { text: 'The lamp had gone out. She counted the steps again. Then the bell ra', finish: 'length' };
		});
		const report = await generate(model, chapters('1'));
		const drafts = model.requests.filter(({ purpose }) => purpose.stage === 'scene_drafting');
		const text = await read(nobodyPath);
		assert.deepEqual(
			{ states: statesOf(report), soFar: drafts.map(({ soFar }) => soFar) },
			{ states: ['drafted'], soFar: ['', 'The lamp had gone out. She counted the steps again.'] },
		);
		assert.match(drafts[1]?.goOn ?? '', /has 14 of about 300 words: write the remaining 286/);
		assert.doesNotMatch(text, /the bell ra\b/);
		assert.ok(countWords(text) >= 264, `${countWords(text)} words`);
	});

	it('drops half a sentence when a gateway says "stop" in the middle of it', async () => {
		const model = novelistBut((request) =>
			request.purpose.stage === 'scene_drafting' && request.soFar === ''
				? 'The lamp had gone out. She counted the steps and then she'
				: undefined,
		);
		await generate(model, chapters('1'));
		const text = await read(nobodyPath);
		assert.match(text, /The lamp had gone out\. \w/);
		assert.doesNotMatch(text, /and then she\b/);
	});

	it('leaves out what a model appended to a part that turned out too short', async () => {
		const model = novelistBut((request) =>
			request.purpose.stage === 'scene_drafting' && request.soFar === ''
				? 'The lamp had gone out. She counted the steps.\n\n[Word count: 300]'
				: undefined,
		);
		await generate(model, chapters('1'));
		assert.doesNotMatch(await read(nobodyPath), /Word count/);
	});

	it('fails a scene that stays too short after all continuations, with a sentence and without a file', async () => {
		const model = novelistBut(({ purpose }) => (purpose.stage === 'scene_drafting' ? 'Nothing happened here.' : undefined));
		const report = await generate(model, chapters('1-2'));
		assert.deepEqual({ states: statesOf(report), files: await manuscript() }, { states: ['failed', 'failed'], files: [] });
		assert.deepEqual(report.failures, [report.chapters[0]?.reason]);
		assert.match(
			report.failures[0] ?? '',
			/^Scene 1 of chapter 1 by scripted\/novelist is not finished after 3 continuations: it has \d+ of 300 words\. What was written is kept\./,
		);
		assert.equal(model.stages.filter((stage) => stage === 'scene_drafting').length, 4);
	});

	it('tries again after a fault in mid-scene, from the sentences that are journalled, and repeats none', async () => {
		const start = 'One wet step. Two wet steps, and the rail was cold. Three wet steps bro';
		let faults = 0;
		const model = novelistBut((request) =>
			request.purpose.stage === 'scene_drafting' && faults++ === 0
				? { text: start, fault: new ModelFault('network', 'The line went dead.') }
				: undefined,
		);
		const report = await generate(model, chapters('1'));
		const drafts = model.requests.filter(({ purpose }) => purpose.stage === 'scene_drafting');
		const text = await read(nobodyPath);
		assert.deepEqual(
			{ states: statesOf(report), failures: report.failures, soFar: drafts.map(({ soFar }) => soFar) },
			{ states: ['drafted'], failures: [], soFar: ['', 'One wet step. Two wet steps, and the rail was cold.'] },
		);
		assert.equal(text.split('Two wet steps').length, 2);
		assert.equal(chapterBody(text).startsWith('One wet step. Two wet steps, and the rail was cold. '), true);
	});

	it('asks once for a better answer when a reply is no JSON', async () => {
		const model = novelistBut((request) =>
			request.purpose.stage === 'scene_plan' && request.soFar === '' ? 'I would rather not.' : undefined,
		);
		const report = await generate(model, chapters('1'));
		const plans = model.requests.filter(({ purpose }) => purpose.stage === 'scene_plan');
		assert.deepEqual([statesOf(report), plans.map(({ soFar }) => soFar)], [['drafted'], ['', 'I would rather not.']]);
		assert.match(plans[1]?.goOn ?? '', /^That reply cannot be used:\nThe reply holds no JSON object\./);
	});

	it('fails a stage whose reply is unusable twice, with a sentence that says what to do', async () => {
		const model = novelistBut(({ purpose }) => (purpose.stage === 'scene_plan' ? '{"scenes": []}' : undefined));
		const report = await generate(model, chapters('1'));
		assert.deepEqual([statesOf(report), model.stages, await manuscript()], [['failed'], ['scene_plan', 'scene_plan'], []]);
		assert.match(report.failures[0] ?? '', /twice gave no usable answer for scene_plan.*Choose another model for the role "plan"/s);
	});

	it('puts a new version of an edited chapter beside it, and leaves the chapter as it is to the byte', async () => {
		await generate(novelist(), chapters('1'));
		const edited = `${await read(nobodyPath)}\nA line of the author’s.\r\n`;
		await writeFile(join(folder(), nobodyPath), edited);
		const report = await generate(novelist(), chapter(1));
		const candidate = await read('.prometheus/candidates/01.md');
		assert.deepEqual(
			[report.chapters.map(({ state, path }) => ({ state, path })), await read(nobodyPath)],
			[[{ state: 'candidate', path: '.prometheus/candidates/01.md' }], edited],
		);
		assert.ok(countWords(candidate) > 250 && !candidate.includes('author’s'));
	});

	it('takes a cut paragraph for an edit too, and does not draft the chapter again', async () => {
		await generate(novelist(), chapters('1'));
		const paragraphs = (await read(nobodyPath)).split('\n\n');
		const cut = paragraphs.toSpliced(2, 1).join('\n\n');
		await writeFile(join(folder(), nobodyPath), cut);
		const report = await generate(novelist(), chapters('1'));
		assert.deepEqual([statesOf(report), await read(nobodyPath)], [['up-to-date'], cut]);
	});

	it('never touches a chapter that a person wrote', async () => {
		await withProject(folder(), novelist(), async () => undefined);
		const own = '# Nobody\n\nMy own first chapter.\n';
		await generate(novelist(), chapters('2'));
		await writeFile(join(folder(), nobodyPath), own);
		const report = await generate(novelist(), chapters('1-2'));
		assert.deepEqual([statesOf(report), await read(nobodyPath)], [['up-to-date', 'up-to-date'], own]);
	});

	it('drafts another version when asked to do it again', async () => {
		let version = 0;
		const model = novelistBut((request) =>
			request.purpose.stage === 'scene_drafting'
				? novelistReply({ ...request, task: `${request.task}${'.'.repeat(version++)}` })
				: undefined,
		);
		await generate(model, chapters('1'));
		const first = await read(nobodyPath);
		const unchanged = await generate(model, chapter(1));
		const again = await generate(model, chapter(1, true));
		const second = await read(nobodyPath);
		const afterwards = await generate(model, chapter(1));
		assert.deepEqual(
			[unchanged, again, afterwards].map((report) => [statesOf(report)[0], report.modelCalls > 0]),
			[
				['up-to-date', false],
				['drafted', true],
				['up-to-date', false],
			],
		);
		assert.notEqual(first, second);
		assert.equal(await read(nobodyPath), second);
	});

	it('drafts a chapter again when the bible was edited', async () => {
		await generate(novelist(), chapters('1'));
		await writeFile(join(folder(), 'bible/style.md'), '# Style\n\nShort sentences. Nobody explains.\n');
		const model = novelist();
		const report = await generate(model, chapter(1));
		assert.deepEqual(statesOf(report), ['drafted']);
		assert.ok(model.stages.includes('scene_drafting'));
		assert.match(model.requests.find(({ purpose }) => purpose.stage === 'scene_drafting')?.system ?? '', /Nobody explains/);
	});

	it('plans a novel without an outline, and keeps what the author has written', async () => {
		await rm(join(folder(), 'outline.md'));
		await rm(join(folder(), 'bible', 'world'), { recursive: true });
		const ivy = await read('bible/characters/ivy-lumb.md');
		const model = novelist();
		const report = await generate(model, { kind: 'plan' });
		assert.deepEqual(
			[report.failures, model.stages.toSorted(), await read('bible/characters/ivy-lumb.md')],
			[[], ['beat_sheet', 'concept', 'motifs', 'outline', 'world'], ivy],
		);
		assert.equal((await read('outline.md')).match(/^## \d+\. /gm)?.length, 12);
		assert.ok((await readdir(join(folder(), 'bible', 'world'))).length >= 3);
	});

	it('replaces rehearsed chapters once a real model is set, and no others', async () => {
		const rehearsal = { models: { plan: 'rehearsal', draft: 'rehearsal', check: 'rehearsal' } };
		await generate(novelist(), chapters('1-2'), rehearsal);
		const rehearsed = await read(nobodyPath);
		const own = '# Standpipe\n\nThe author’s chapter.\n';
		await writeFile(join(folder(), 'manuscript/02-standpipe.md'), own);
		const report = await generate(novelist(), chapters('1-2'));
		assert.match(rehearsed, /^<!-- Rehearsal text:/);
		assert.deepEqual(statesOf(report), ['drafted', 'up-to-date']);
		assert.match(await read(nobodyPath), /^# Nobody\n/);
		assert.equal(await read('manuscript/02-standpipe.md'), own);
	});

	it('goes on to the next chapter when an audit fails', async () => {
		const model = novelistBut(({ purpose }) =>
			purpose.stage === 'continuity_audit' && purpose.chapter === 1
				? { text: '', fault: new ModelFault('refused', 'It would not read this.') }
				: undefined,
		);
		const report = await generate(model, chapters('1-2'));
		assert.deepEqual([statesOf(report), report.failures], [['drafted', 'drafted'], ['It would not read this.']]);
	});

	it('drops what a memory cannot quote from the chapter', async () => {
		const fact = (subject: string, quote: string) => ({ subject, attribute: 'status', value: 'is so', change: 'new', quote });
		const model = novelistBut((request) => {
			if (request.purpose.stage !== 'chapter_memory') return undefined;
			const quoted = sentencesOfChapter(request.context)[1] ?? '';
			return JSON.stringify({
				summary: 'Things happened.',
				endState: 'They stand still.',
				facts: [fact('Lighthouse', quoted), fact('Zeppelin', 'A zeppelin was seen over the town.')],
				threads: [{ name: 'the zeppelin', action: 'plant', quote: 'Nobody wrote this.' }],
				knowledge: [],
			});
		});
		await generate(model, chapters('1-2'));
		const plan = model.requests.find(({ purpose }) => purpose.stage === 'scene_plan' && purpose.chapter === 2);
		assert.match(plan?.context ?? '', /Lighthouse, status: is so \(chapter 1\)/);
		assert.doesNotMatch(plan?.context ?? '', /zeppelin/i);
	});

	it('tells a chapter nothing of itself or of what comes later', async () => {
		const model = novelistBut((request) => {
			if (request.purpose.stage !== 'chapter_memory') return undefined;
			const mark = `MARK-${request.purpose.chapter}`;
			const quote = sentencesOfChapter(request.context).at(-1) ?? '';
			return JSON.stringify({
				summary: `Summary ${mark}.`,
				endState: `End ${mark}.`,
				facts: [{ subject: `Fact ${mark}`, attribute: 'status', value: mark, change: 'new', quote }],
				threads: [{ name: `thread ${mark}`, action: 'plant', quote }],
				knowledge: [{ character: 'Ivy', fact: mark, how: 'by reading' }],
			});
		});
		await generate(model, chapters('1-4'));
		await generate(model, chapter(2, true));
		await generate(model, chapter(3, true));
		const told = model.requests.map(({ purpose, system, context, task }) => ({
			chapter: purpose.chapter ?? 0,
			marks: [...`${system}${context}${task}`.matchAll(/MARK-(\d+)/g)].map(([, number]) => Number(number)),
		}));
		assert.deepEqual(
			told.filter(({ chapter: own, marks }) => marks.some((mark) => mark >= own)),
			[],
		);
		assert.ok(told.some(({ chapter: own, marks }) => own === 4 && marks.includes(3)));
	});

	it('keeps within the budget: nothing is sent and nothing written when it covers no call', async () => {
		const model = novelist();
		const report = await generate(model, chapters('1'), { budgetUsd: 0.001 });
		assert.deepEqual(
			[statesOf(report), model.requests.length, report.modelCalls, await manuscript()],
			[['failed'], 0, 0, []],
		);
		assert.match(
			report.failures[0] ?? '',
			/^The budget of \$0\.0010 does not cover the next call to scripted\/novelist at its worst case: \$0\.\d+ are missing\. Nothing was sent\./,
		);
	});

	it('refuses an unknown price and a missing key before anything is bought or written', async () => {
		for (const [settings, code] of [
			[{ prices: {} }, 'unknown-price'],
			[{ models: { plan: 'openai/gpt-5-mini', draft: 'scripted/novelist', check: 'scripted/novelist' } }, 'missing-key'],
			[{ models: { plan: 'nonsense', draft: 'scripted/novelist', check: 'scripted/novelist' } }, 'bad-model-id'],
		] as const) {
			const model = novelist();
			await assert.rejects(generate(model, chapters('1'), settings), (error) => isAppError(error) && error.code === code);
			assert.deepEqual([model.requests.length, await manuscript()], [0, []], code);
		}
	});

	it('names the file and the line of what is broken in the novel', async () => {
		await writeFile(join(folder(), 'novel.json'), '{\n\t"title": \n}');
		await assert.rejects(generate(novelist(), chapters('1')), { code: 'bad-novel', message: /^novel\.json, line \d: / });
		await copyShortSample(folder());
		await writeFile(join(folder(), 'outline.md'), '# Outline\n\nSome day.\n');
		await assert.rejects(generate(novelist(), chapters('1')), {
			code: 'bad-novel',
			message: /^outline\.md, line 1: outline\.md has no chapters/,
		});
	});

	it('says which chapters there are when one is asked for that does not exist', async () => {
		for (const request of [chapter(13), chapters('11-13'), chapter(0)]) {
			await assert.rejects(generate(novelist(), request), {
				code: 'bad-chapters',
				message: /There is no chapter (13|0): the outline ends with chapter 12\./,
			});
		}
		for (const text of ['3-1', 'x', '1,,2', '']) {
			await assert.rejects(generate(novelist(), chapters(text)), { code: 'bad-chapters' }, text);
		}
		await generate(novelist(), chapters('1'));
	});

	it('says what is missing when there is neither outline nor premise', async () => {
		await rm(join(folder(), 'outline.md'));
		await writeFile(join(folder(), 'bible/premise.md'), '');
		await assert.rejects(generate(novelist(), chapters('1')), { code: 'no-outline', message: /bible\/premise\.md/ });
	});

	it('plans nothing for a chapter that the book will not have', async () => {
		await rm(join(folder(), 'outline.md'));
		const model = novelist();
		await assert.rejects(generate(model, chapter(40)), { code: 'bad-chapters' });
		assert.deepEqual(model.requests, []);
	});

	it('drafts no chapter that the outline leaves out', async () => {
		const outline = await read('outline.md');
		await writeFile(join(folder(), 'outline.md'), outline.replace(/## 2\. Standpipe[^]*?(?=## 3\.)/, ''));
		await assert.rejects(generate(novelist(), chapters('2')), {
			code: 'bad-chapters',
			message: /no chapter 2 in outline\.md/,
		});
		await writeFile(join(folder(), 'outline.md'), outline.replace(/## 2\. Standpipe[^]*?(?=## 3\.)/, '').replace(/## 4\.[^]*/, ''));
		const report = await generate(novelist(), { kind: 'chapters', chapters: undefined });
		assert.deepEqual([report.chapters.map(({ chapter: number }) => number), (await manuscript()).length], [[1, 3], 2]);
	});

	it('keeps what was received when it is cancelled in mid-scene, and goes on from there', async () => {
		const abort = new AbortController();
		const start = 'One wet step. Two wet steps, and the rail was cold. Three wet steps bro';
		const model = novelistBut(({ purpose }) =>
			purpose.stage === 'scene_drafting' ? { text: start, afterText: () => abort.abort() } : undefined,
		);
		const cancelled = await generate(model, chapters('1-2'), {}, abort.signal);
		const resumed = novelist();
		const report = await generate(resumed, chapters('1'));
		assert.deepEqual(
			[cancelled.cancelled, cancelled.failures, statesOf(cancelled), statesOf(report), resumed.stages[0]],
			[true, [], ['cancelled', 'cancelled'], ['drafted'], 'scene_drafting'],
		);
		assert.equal(resumed.requests[0]?.soFar, 'One wet step. Two wet steps, and the rail was cold.');
		assert.match(await read(nobodyPath), /^# Nobody\n\nOne wet step\. Two wet steps, and the rail was cold\. \w/);
	});

	it('stops a run when the novel is closed, and pays for what was received', async () => {
		let close: (() => Promise<void>) | undefined;
		const model = novelistBut(({ purpose }) =>
			purpose.stage === 'scene_drafting' ? { text: 'One wet step. Two.', afterText: () => void close?.() } : undefined,
		);
		const report = await withProject(folder(), model, async (project) => {
			close = () => project.close();
			return await project.generation.generate(chapters('1'), never);
		});
		const spent = await withProject(folder(), model, (project) => Promise.resolve(project.costs.checkBudget()));
		assert.deepEqual([report.cancelled, statesOf(report), spent.held, spent.calls], [true, ['cancelled'], 0, 2]);
		assert.ok(spent.spent > 0);
	});

	it('runs once at a time', async () => {
		const codes = await withProject(folder(), novelist(), async ({ generation }) => {
			const runs = [generation.generate(chapters('1'), never), generation.generate(chapters('1'), never)];
			return (await Promise.allSettled(runs)).map((run) => (run.status === 'fulfilled' ? 'done' : (run.reason as { code: string }).code));
		});
		assert.deepEqual(codes, ['done', 'busy']);
	});
});
