import assert from 'node:assert/strict';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openDatabase } from '../../src/adapters/sqlite/database.js';
import { CancellationError } from '../../src/base/errors.js';
import type { ProjectSettings } from '../../src/compose/projectSettings.js';
import type { StaleReason } from '../../src/core/staleness/staleness.js';
import { PricedMending } from '../../src/host/manuscript/pricedMending.js';
import type { NovelProject } from '../../src/services/novelProject.js';
import { changeFile } from '../support/novel/draftedSample.js';
import {
	copyShortSample,
	novelistBut,
	novelistReply,
	scriptedName,
	scriptedSettings,
	withProject,
} from '../support/novel/sampleProject.js';
import { until } from '../support/until.js';
import { temporaryFolder } from '../unit/adapters/files/temporaryFolder.js';

const unaborted = new AbortController().signal;
const noreen = 'bible/characters/noreen-tuplin.md';
const second = 'manuscript/02-standpipe.md';

describe('Which chapters of a novel are stale', function () {
	this.timeout(60_000);
	const folder = temporaryFolder();
	const edit = (relative: string, change: (text: string) => string): Promise<string> =>
		changeFile(folder(), relative, change);
	const write = (relative: string, text: string): Promise<void> => writeFile(join(folder(), relative), text);
	const generate = async (
		{ generation }: NovelProject,
		request: Parameters<NovelProject['generation']['generate']>[0],
	): Promise<ReturnType<NovelProject['generation']['generate']>> => {
		const report = await generation.generate(request, unaborted);
		assert.deepEqual(report.failures, []);
		return report;
	};

	/** The sample with its first chapters drafted, each of one scene. */
	const drafted = async (
		use: (project: NovelProject) => Promise<void>,
		settings: Partial<ProjectSettings> = {},
	): Promise<void> => {
		await copyShortSample(folder());
		const written = new Set<number>();
		// A novelist who puts every paragraph otherwise when asked for a chapter once more.
		const model = novelistBut((request) => {
			const { stage, chapter = 0 } = request.purpose;
			if (stage !== 'scene_drafting') return undefined;
			const isAgain = written.has(chapter);
			written.add(chapter);
			return isAgain ? novelistReply(request).replaceAll(/^(?=[A-Z])/gm, 'Once more: ') : undefined;
		});
		await withProject(
			folder(),
			model,
			async (project) => {
				await generate(project, { kind: 'chapters', chapters: '1-4' });
				assert.deepEqual(await standing(project), {}, 'they are stale as soon as they are drafted');
				await use(project);
			},
			settings,
		);
	};

	it('none after they were drafted, and it is known what all of them were made from', async () => {
		await drafted(async (project) => {
			const { chapters } = await project.staleness.look();
			assert.deepEqual(
				chapters.slice(0, 5).map(({ freshness, isKnown }) => `${freshness} ${isKnown}`),
				['fresh true', 'fresh true', 'fresh true', 'fresh true', 'fresh false'],
			);
		});
	});

	it('those that name an entry of the bible that was changed, until the change is taken back', async () => {
		await drafted(async (project) => {
			const before = await edit(noreen, (text) => `${text}\nShe limps.\n`);
			assert.deepEqual(await standing(project), every(`${noreen} changed`));
			await write(noreen, before);
			assert.deepEqual(await standing(project), {});
			await rm(join(folder(), noreen));
			assert.deepEqual(await standing(project), every(`${noreen} removed`));
			await write(noreen, before);
			await write('bible/world/queue.md', '# Albion Street\n\nA street.\n');
			assert.equal((await standing(project))[2], 'bible/world/queue.md added');
		});
	});

	it('none for comments, blank lines and entries that no chapter names', async () => {
		await drafted(async (project) => {
			await edit(noreen, (text) => `${text.replaceAll('\n\n', '\n\n\n')}\n<!-- To think about. -->\n`);
			await write('bible/characters/zebedee.md', '# Zebedee Quill\n\nAppears in the last chapter.\n');
			await write('bible/beat-sheet.md', '# Beat sheet\n\nOnly planning reads it.\n');
			await edit('manuscript/01-nobody.md', (text) => text.replace('\n\n', '\n\n<!-- Slower? -->\n\n'));
			assert.deepEqual(await standing(project), {});
		});
	});

	it('all for the style and for what novel.json says of the prose, none for a longer book', async () => {
		await drafted(async (project) => {
			const style = await edit('bible/style.md', (text) => `${text}\nShort sentences.\n`);
			assert.deepEqual(await standing(project), every('bible/style.md changed'));
			await write('bible/style.md', style);
			const info = await edit('novel.json', (text) => text.replace(/("tense": ")[^"]*/, '$1present'));
			assert.deepEqual(await standing(project), every('tense'));
			await write('novel.json', info.replace('"chapters": 12', '"chapters": 13'));
			assert.deepEqual(await standing(project), {});
		});
	});

	it('one for its outline, and one more where the end of it is told what comes next', async () => {
		await drafted(async (project) => {
			const before = await edit('outline.md', (text) =>
				text.replace('Sergeant Pashley asks', 'Sergeant Pashley shouts'),
			);
			assert.deepEqual(await standing(project), { 2: 'outline 2', 3: 'waits for 2', 4: 'waits for 2, 3' });
			await write('outline.md', before.replace('In the queue Ivy reports', 'In the queue Ivy whispers'));
			assert.deepEqual(await standing(project), {
				1: 'outline 2',
				2: 'outline 2',
				3: 'waits for 1, 2',
				4: 'waits for 1, 2, 3',
			});
			await write('outline.md', before.replace('## 9. The Brake', '## 9. Another Title'));
			assert.deepEqual(await standing(project), {});
		});
	});

	it('the next one for the last page of a chapter, and those after it perhaps, until it is read', async () => {
		await drafted(async (project) => {
			const before = await edit(second, (text) => `${text}\nThen the siren went.\n`);
			await project.manuscriptMemory.notice();
			assert.deepEqual(await standing(project), { 3: 'chapter 2', 4: 'waits for 2, 3' });
			await write(second, before);
			await project.manuscriptMemory.notice();
			assert.deepEqual(await standing(project), {});
		});
	});

	it('no longer perhaps where what is read out of the chapter is the same as before', async () => {
		await drafted(async (project) => {
			await edit(second, (text) => text.replace(/(?<=\n\n# |# )Standpipe\n\n/, 'Standpipe\n\nIt was a Sunday.\n\n'));
			await project.manuscriptMemory.notice();
			assert.deepEqual(await standing(project), { 3: 'waits for 2', 4: 'waits for 2, 3' });
			await generate(project, { kind: 'read' });
			assert.deepEqual(await standing(project), {});
		});
	});

	it('those after a chapter for what the author makes of its memory, and for a note that is pinned', async () => {
		await drafted(async (project) => {
			const [fact] = project.memory.list({ kinds: ['summary'], chapter: 1 });
			assert.ok(fact);
			project.memory.edit(fact.id, { text: 'Something else happened.' });
			assert.deepEqual((await standing(project))[2], 'memory 1');
			assert.equal((await standing(project))[1], undefined);
			project.memory.edit(fact.id, { text: fact.text });
			assert.deepEqual(await standing(project), {});
			const note = project.memory.add({ text: 'The lamp is never lit.', pinned: true });
			assert.deepEqual(await standing(project), every('notes'));
			project.memory.remove(note.id);
			assert.deepEqual(await standing(project), {});
		});
	});

	it('are drafted again where nobody has touched them, and are fresh then; an edited one gets a candidate', async () => {
		await drafted(async (project) => {
			const third = 'manuscript/03-the-bella-vista.md';
			const mine = await edit(third, (text) => text.replace('\n\n', '\n\nA line of mine.\n\n'));
			await edit('outline.md', (text) =>
				text
					.replace('Sergeant Pashley asks', 'Sergeant Pashley shouts')
					.replace('location: the Bella Vista guesthouse', 'location: the roof of the Bella Vista'),
			);
			const before = await standing(project);
			assert.deepEqual([before[2], before[3]], ['outline 2', 'outline 3']);
			const { chapters, modelCalls } = await generate(project, { kind: 'redraft', chapters: [2, 3] });
			assert.deepEqual(
				chapters.map(({ chapter, state }) => `${chapter} ${state}`),
				['2 drafted', '3 candidate'],
			);
			assert.ok(modelCalls > 0);
			assert.notEqual(await readFile(join(folder(), third), 'utf8'), mine);
			assert.match(await readFile(join(folder(), third), 'utf8'), /A line of mine\./);
			const after = await standing(project);
			assert.equal(after[2], undefined);
			await write(third, await readFile(join(folder(), '.prometheus/candidates/03.md'), 'utf8'));
			assert.equal((await standing(project))[3], undefined, 'the candidate is made from what is there');
		});
	});

	it('are not paid for twice: what was drafted of an edited one is there when it is asked for again', async () => {
		await drafted(async (project) => {
			await edit(second, (text) => text.replace('\n\n', '\n\nA line of mine.\n\n'));
			await edit(noreen, (text) => `${text}\nShe limps.\n`);
			assert.ok((await generate(project, { kind: 'redraft', chapters: [2] })).modelCalls > 0);
			const candidate = join(folder(), '.prometheus/candidates/02.md');
			const offered = await readFile(candidate, 'utf8');
			assert.equal((await standing(project))[2], `${noreen} changed`, "the author's text was never made from that");
			const { chapters } = await project.staleness.look();
			assert.deepEqual(
				chapters.map(({ isDraftedAgain }) => isDraftedAgain),
				chapters.map(({ chapter }) => chapter === 2),
			);
			await rm(candidate);
			assert.equal((await generate(project, { kind: 'redraft', chapters: [2] })).modelCalls, 0);
			assert.equal(await readFile(candidate, 'utf8'), offered);
		});
	});

	it('are not paid for twice when they were cut short: a run goes on where it was cancelled', async () => {
		const abort = new AbortController();
		let stopsAt = Infinity;
		let calls = 0;
		const model = novelistBut(() => {
			if (++calls === stopsAt) abort.abort(new CancellationError());
			return undefined;
		});
		const mendingCalls = async (stop?: number): Promise<number> => {
			await rm(folder(), { recursive: true });
			await copyShortSample(folder());
			return await withProject(folder(), model, async (project) => {
				await generate(project, { kind: 'chapters', chapters: '1-3' });
				await edit(second, (text) => text.replace('\n\n', '\n\nA line of mine.\n\n'));
				await edit('outline.md', (text) =>
					text
						.replace('Sergeant Pashley asks', 'Sergeant Pashley shouts')
						.replace('location: the Bella Vista guesthouse', 'location: the roof of the Bella Vista'),
				);
				const before = calls;
				stopsAt = stop === undefined ? Infinity : before + stop;
				const request = { kind: 'redraft', chapters: [2, 3] } as const;
				if (stop !== undefined) assert.ok((await project.generation.generate(request, abort.signal)).cancelled);
				await generate(project, request);
				return calls - before;
			});
		};
		const whole = await mendingCalls();
		// The call in which it was cancelled is the only one that had to be made again.
		assert.equal(await mendingCalls(whole), whole + 1);
	});

	it('are told by the draft that their text comes from, not by one that was made of it since', async () => {
		await drafted(async (project) => {
			const old = await readFile(join(folder(), second), 'utf8');
			await edit(noreen, (text) => `${text}\nShe limps.\n`);
			await generate(project, { kind: 'redraft', chapters: [1, 2] });
			assert.notEqual(await readFile(join(folder(), second), 'utf8'), old);
			assert.equal((await standing(project))[2], undefined);
			await write(second, old.replace('\n\n', '\n\nA line of mine.\n\n'));
			assert.match((await standing(project))[2] ?? '', /noreen-tuplin\.md changed/);
		});
	});

	it('stay as they are when their author says so, until something changes again', async () => {
		await drafted(async (project) => {
			await edit(noreen, (text) => `${text}\nShe limps.\n`);
			assert.deepEqual(await project.staleness.accept([1, 2]), [1, 2]);
			assert.deepEqual(await standing(project), { 3: `${noreen} changed`, 4: `${noreen} changed` });
			await assert.rejects(project.staleness.accept([1]), /None of these chapters is stale: 1\./);
			await edit(noreen, (text) => `${text}\nOn the left.\n`);
			assert.deepEqual(await standing(project), every(`${noreen} changed`));
		});
	});

	it('are told to whoever listens, shortly after a file has changed, and only when there is something new', async () => {
		await drafted(async (project) => {
			const told: (readonly number[])[] = [];
			project.staleness.onChange(({ chapters }) =>
				told.push(chapters.flatMap(({ chapter, freshness }) => (freshness === 'stale' ? [chapter] : []))),
			);
			await edit('bible/style.md', (text) => `${text}\nShort sentences.\n`);
			project.staleness.changed();
			project.staleness.changed();
			await until('it is told', () => told.length > 0);
			await project.staleness.look();
			assert.deepEqual(told, [[1, 2, 3, 4]]);
		});
	});

	it('where chapters were drafted side by side, one whose plan was followed no longer counts by it', async () => {
		await drafted(
			async (project) => {
				await edit(second, (text) => `${text}\nThen the siren went.\n`);
				await project.manuscriptMemory.notice();
				assert.deepEqual((await standing(project))[3], 'chapter 2');
			},
			{ continuity: 'planned' },
		);
	});

	it('are not known of chapters that were drafted before this was written down, and count as fresh', async () => {
		await copyShortSample(folder());
		const model = novelistBut(() => undefined);
		await withProject(folder(), model, (project) => generate(project, { kind: 'chapters', chapters: '1' }));
		const { database } = await openDatabase(join(folder(), '.prometheus', 'novel.db'));
		database.exec('DELETE FROM draft_basis');
		database.close();
		await edit('bible/style.md', (text) => `${text}\nShort sentences.\n`);
		await withProject(folder(), model, async ({ staleness }) => {
			const [first] = (await staleness.look()).chapters;
			assert.deepEqual([first?.freshness, first?.isKnown], ['fresh', false]);
		});
	});

	it('cost to mend what a forecast of drafting that chapter says, to the micro-dollar', async () => {
		await drafted(async (project) => {
			await edit('outline.md', (text) => text.replace('Sergeant Pashley asks', 'Sergeant Pashley shouts'));
			const calls = project.costs.checkBudget().calls;
			const mending = await project.mending.now(unaborted);
			const forecast = await project.forecasts.predictTotal({ kind: 'chapter', chapter: 2, again: false }, unaborted);
			const ofChapter = forecast.byChapter.find(({ key }) => key === 2);
			assert.deepEqual(
				[mending.chapters, mending.p50, mending.byChapter],
				[[2], forecast.p50, [{ chapter: 2, p50: ofChapter?.p50, p90: ofChapter?.p90 }]],
			);
			assert.ok(mending.p50 > 0 && !mending.isFree);
			assert.equal(project.costs.checkBudget().calls, calls, 'a model was called');
			await generate(project, { kind: 'redraft', chapters: [2] });
			assert.deepEqual((await project.mending.now(unaborted)).chapters.includes(2), false);
		});
	});

	it('cost nothing to mend with models that cost nothing', async () => {
		await drafted(
			async (project) => {
				await edit('outline.md', (text) => text.replace('Sergeant Pashley asks', 'Sergeant Pashley shouts'));
				const { isFree, p50, byChapter } = await project.mending.now(unaborted);
				assert.deepEqual([isFree, p50, byChapter], [true, 0, [{ chapter: 2, p50: 0, p90: 0 }]]);
			},
			{ prices: { 'scripted/novelist': 'free' } },
		);
	});

	it('have another price as soon as their models have one, and a question is given up when it is not needed', async () => {
		const settings: { prices: ProjectSettings['prices'] } = { prices: { [scriptedName]: 'free' } };
		await drafted(async (project) => {
			await edit('outline.md', (text) => text.replace('Sergeant Pashley asks', 'Sergeant Pashley shouts'));
			await project.staleness.look();
			const shown = new PricedMending(project, () => undefined);
			assert.equal(shown.now(false), undefined, 'nobody looks');
			shown.now(true);
			await until('it is priced', () => shown.known !== undefined);
			assert.equal(shown.now(true)?.isFree, true);
			settings.prices = scriptedSettings.prices;
			shown.forget();
			assert.equal(shown.now(true), undefined);
			await until('it is priced again', () => shown.known !== undefined, 20_000);
			assert.ok((shown.known?.p50 ?? 0) > 0 && shown.known?.isFree === false);
			settings.prices = { [scriptedName]: { input: 3, output: 10 } };
			const first = project.mending.now(unaborted);
			const abort = new AbortController();
			const second = project.mending.now(abort.signal);
			abort.abort(new CancellationError());
			await assert.rejects(second, (error: unknown) => error instanceof CancellationError);
			assert.ok((await first).p50 > 0);
		}, settings);
	});
});

/** Of the first four chapters. */
function every(words: string): Readonly<Record<number, string>> {
	return { 1: words, 2: words, 3: words, 4: words };
}

async function standing({ staleness }: NovelProject): Promise<Record<number, string>> {
	const { chapters } = await staleness.look();
	return Object.fromEntries(
		chapters
			.filter(({ freshness }) => freshness !== 'fresh')
			.map(({ chapter, reasons, waitsFor }) => [
				chapter,
				reasons.length > 0 ? reasons.map(words).join(', ') : `waits for ${waitsFor.join(', ')}`,
			]),
	);
}

function words(reason: StaleReason): string {
	switch (reason.kind) {
		case 'file':
			return `${reason.path} ${reason.change}`;
		case 'setting':
			return reason.field;
		case 'notes':
			return 'notes';
		case 'outline':
		case 'chapter':
		case 'memory':
			return `${reason.kind} ${reason.chapter}`;
	}
}
