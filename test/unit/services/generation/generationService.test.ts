import assert from 'node:assert/strict';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chapterBody, countWords } from '../../../../src/core/novel/chapterFile.js';
import { ModelFault } from '../../../../src/core/models/modelFault.js';
import { novelistBut, novelistReply, withProject } from '../../../support/novel/sampleProject.js';
import { chapter, chapters, never, novelist, shortSample, statesOf } from './shortSample.js';

const sentencesOfChapter = (text: string): string[] => chapterBody(text).split(/(?<=[.!?])\s+/);

describe('Generating chapters', () => {
	const { folder, generate, manuscript, read } = shortSample();
	const nobody = '01-nobody.md';
	const nobodyPath = `manuscript/${nobody}`;

	it('drafts chapters, remembers and audits them, and accounts for every call', async () => {
		const model = novelist();
		const report = await generate(model, chapters('1-2'));
		assert.deepEqual(
			{ states: statesOf(report), files: await manuscript(), failures: report.failures, calls: report.modelCalls },
			{
				states: ['drafted', 'drafted'],
				files: [nobody, '02-standpipe.md'],
				failures: [],
				calls: model.requests.length,
			},
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
				budgetExceeded: undefined,
				batched: undefined,
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
		assert.doesNotMatch(text, /She counted/);
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
		const model = novelistBut(({ purpose }) =>
			purpose.stage === 'scene_drafting' ? 'Nothing happened here.' : undefined,
		);
		const report = await generate(model, chapters('1-2'));
		assert.deepEqual(
			{ states: statesOf(report), files: await manuscript() },
			{ states: ['failed', 'failed'], files: [] },
		);
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
		assert.deepEqual(
			[statesOf(report), model.stages, await manuscript()],
			[['failed'], ['scene_plan', 'scene_plan'], []],
		);
		assert.match(
			report.failures[0] ?? '',
			/twice gave no usable answer for scene_plan.*Choose another model for the role "plan"/s,
		);
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
		assert.match(
			model.requests.find(({ purpose }) => purpose.stage === 'scene_drafting')?.system ?? '',
			/Nobody explains/,
		);
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
		const fact = (subject: string, quote: string) => ({
			subject,
			attribute: 'status',
			value: 'is so',
			change: 'new',
			quote,
		});
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

	it('keeps what the author noted in a chapter that has no text yet', async () => {
		const note = '<!-- The knife lies by the door. -->';
		await mkdir(join(folder(), 'manuscript'), { recursive: true });
		await writeFile(join(folder(), nobodyPath), `# Nobody\n\n${note}\n`);
		const report = await generate(novelist(), chapters('1'));
		assert.equal((await read(nobodyPath)).startsWith(`# Nobody\n\n${note}\n\n`), true);
		assert.deepEqual(
			[statesOf(report), statesOf(await generate(novelist(), chapters('1')))],
			[['drafted'], ['up-to-date']],
		);
	});

	it('leaves a chapter alone that the author wrote while it was being drafted', async () => {
		const own = '# Nobody\n\nI was faster.\n';
		const write = async (): Promise<void> => {
			await mkdir(join(folder(), 'manuscript'), { recursive: true });
			await writeFile(join(folder(), nobodyPath), own);
		};
		const model = novelistBut((request) =>
			request.purpose.stage === 'scene_drafting' ? { text: novelistReply(request), afterText: write } : undefined,
		);
		const report = await generate(model, chapters('1'));
		assert.deepEqual([statesOf(report), await read(nobodyPath)], [['candidate'], own]);
		assert.ok(countWords(await read('.prometheus/candidates/01.md')) > 250);
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
			return (await Promise.allSettled(runs)).map((run) =>
				run.status === 'fulfilled' ? 'done' : (run.reason as { code: string }).code,
			);
		});
		assert.deepEqual(codes, ['done', 'busy']);
	});
});
