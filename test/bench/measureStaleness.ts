import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { openDatabase } from '../../src/adapters/sqlite/database.js';
import { SqliteBasisBook } from '../../src/adapters/sqlite/sqliteBasisBook.js';
import { SqliteJournal } from '../../src/adapters/sqlite/sqliteJournal.js';
import { systemClock } from '../../src/base/clock.js';
import { textHash } from '../../src/core/pipeline/fingerprint.js';
import type { ChapterMemory } from '../../src/core/pipeline/replies.js';
import { chapterNodeId } from '../../src/core/pipeline/stageGraph.js';
import { StoryContext } from '../../src/services/context/storyContext.js';
import { memoryFingerprint } from '../../src/services/generation/chapterChecks.js';
import { StoryBefore, type ChapterSoFar } from '../../src/services/generation/storyBefore.js';
import type { NovelProject } from '../../src/services/novelProject.js';
import { BasisNotes } from '../../src/services/staleness/basisNotes.js';
import { hundredWordPassages, seededRandom } from '../support/memory/hundredWordPassages.js';
import { changeFile, withRehearsal } from '../support/novel/draftedSample.js';

const characters = ['Ada Marsh', 'Tom Finch', 'Jonas Reed', 'Ivy Lumb', 'Harjit Dhesi'];
const resolutionMs = 1;

/** Milliseconds. */
export interface StalenessMeasures {
	/** The chapters' files read, and their states told, which everybody who shows them has to do. */
	readonly standMs: number;
	/** Everything is as it was. */
	readonly freshMs: number;
	/** A character that all chapters name was changed. */
	readonly bibleMs: number;
	/** Another note for all chapters, so that each one's memory has to be fitted anew. */
	readonly refitMs: number;
	/** The longest that the event loop was held up in any of them. */
	readonly blockedMs: number;
	/** Chapters that were found stale after the change of the bible. */
	readonly stale: number;
}

/** What becomes stale in a book of many chapters, in an empty folder. */
export async function measureStaleness(folder: string, chapters: number): Promise<StalenessMeasures> {
	await writeBook(folder, chapters);
	let measured: StalenessMeasures | undefined;
	await withRehearsal(folder, async (project) => {
		await draftBook(folder, chapters, project);
		measured = await measuredLooks(folder, project);
	});
	if (measured === undefined) throw new Error('Nothing was measured.');
	return measured;
}

/** Chapters as a run leaves them: file, memory, record and basis, by the services that a run uses; the prose is of no matter. */
async function draftBook(folder: string, chapters: number, project: NovelProject): Promise<void> {
	const { memories, context, store } = project;
	const { database } = await openDatabase(join(folder, '.prometheus', 'novel.db'));
	const [journal, clock] = [new SqliteJournal(database), systemClock];
	const { novel } = await store.read();
	if (novel === undefined) throw new Error('The book cannot be read.');
	const notes = new BasisNotes(new SqliteBasisBook(database), clock, novel, 'chained');
	const soFar = new Map<number, ChapterSoFar>();
	const before = new StoryBefore(
		{ ...{ memories, journal, basis: notes }, story: new StoryContext({ context, memories }) },
		{
			...{ novel, scenes: 1, memoryTokens: 2_000, continuity: 'chained', drafts: new Set() },
			tokenFactors: { plan: 1, draft: 1, check: 1 },
		},
		soFar,
	);
	await mkdir(join(folder, 'manuscript'), { recursive: true });
	const random = seededRandom(7);
	for (const outline of novel.outline.slice(0, chapters)) {
		const chapter = outline.number;
		await before.situation(outline, 'draft');
		const body = hundredWordPassages(12, random).join('\n\n');
		const [path, text] = [`manuscript/${String(chapter).padStart(3, '0')}.md`, `# ${outline.title}\n\n${body}\n`];
		soFar.set(chapter, { outline, text });
		await writeFile(join(folder, path), text);
		await memories.remember({ chapter, path, body, names: characters, memory: memoryOf(chapter) });
		journal.recordChapter({ chapter, path, textHash: textHash(text), model: 'rehearsal', recordedAt: clock.now() });
		journal.record(chapterNodeId(chapter, 'chapter_memory'), memoryFingerprint(body, true), noResult);
		notes.finish({ chapter: outline, text });
	}
	database.close();
}

const noResult = { output: '', model: 'rehearsal', recordedAt: 0 };

/** As long as what a model reads out of a chapter. */
function memoryOf(chapter: number): ChapterMemory {
	const facts = characters.map((subject, at) => ({
		...{ subject, attribute: `lamp ${chapter}.${at}`, value: `lit at ${chapter} o’clock by the ${at}th hand` },
		...{ change: 'new' as const, quote: '' },
	}));
	return {
		summary: `In chapter ${chapter} lamp ${chapter} goes out, and ${characters[chapter % 5]} lights it again. Nobody says why.`,
		endState: `The pier is dark but for lamp ${chapter}.`,
		...{ facts, threads: [], knowledge: [] },
	};
}

async function measuredLooks(folder: string, project: NovelProject): Promise<StalenessMeasures> {
	const { staleness, outlook, memory } = project;
	await staleness.look();
	const standMs = (await timed(() => outlook.stand())).ms;
	const fresh = await timed(() => staleness.look());
	const entry = 'bible/characters/ada-marsh.md';
	const before = await changeFile(folder, entry, (text) => `${text}\nShe limps.\n`);
	const bible = await timed(() => staleness.look());
	const stale = staleness.latest?.chapters.filter(({ freshness }) => freshness === 'stale').length ?? 0;
	await writeFile(join(folder, entry), before);
	memory.add({ text: 'Nothing in this note is about anybody.' });
	const refit = await timed(() => staleness.look());
	const blockedMs = Math.max(fresh.blockedMs, bible.blockedMs, refit.blockedMs);
	return { standMs, freshMs: fresh.ms, bibleMs: bible.ms, refitMs: refit.ms, blockedMs, stale };
}

async function timed(work: () => Promise<unknown>): Promise<{ readonly ms: number; readonly blockedMs: number }> {
	const delays = monitorEventLoopDelay({ resolution: resolutionMs });
	// What was going on before has to end, and the monitor to begin.
	await pause(200);
	delays.enable();
	await pause(20);
	const started = performance.now();
	await work();
	const ms = performance.now() - started;
	delays.disable();
	return { ms, blockedMs: Math.max(0, delays.max / 1e6 - resolutionMs) };
}

async function writeBook(folder: string, chapters: number): Promise<void> {
	await mkdir(join(folder, 'bible', 'characters'), { recursive: true });
	const outline = Array.from({ length: chapters }, (_, at) => {
		const [one, other] = [characters[at % characters.length], characters[(at + 2) % characters.length]];
		return `## ${at + 1}. Lamp ${at + 1}\n\npov: Ada Marsh\n\n- ${one} asks ${other} about lamp ${at + 1}.\n- The lamp goes out.\n`;
	});
	await writeFile(join(folder, 'outline.md'), `# Outline\n\n${outline.join('\n')}`);
	await writeFile(join(folder, 'bible', 'premise.md'), '# Premise\n\nA row of lamps, and who keeps them.\n');
	for (const name of characters) {
		const file = `${name.toLowerCase().replace(' ', '-')}.md`;
		await writeFile(join(folder, 'bible', 'characters', file), `# ${name}\n\n${name} keeps a lamp.\n`);
	}
	const info = { id: '01K3Z5T7WQ8M4RKV2HDN6PBXEG', title: 'Lamps', chapters, wordsPerChapter: 500 };
	await writeFile(join(folder, 'novel.json'), JSON.stringify(info));
}
