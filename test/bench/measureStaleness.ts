import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import type { NovelProject } from '../../src/services/novelProject.js';
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

/** What becomes stale in a book of many chapters, drafted by the rehearsal model into an empty folder. */
export async function measureStaleness(folder: string, chapters: number): Promise<StalenessMeasures> {
	await writeBook(folder, chapters);
	let measured: StalenessMeasures | undefined;
	await withRehearsal(folder, async (project) => {
		const { failures } = await project.generation.generate({ kind: 'chapters', chapters: undefined }, never);
		if (failures.length > 0) throw new Error(failures.join(' '));
		measured = await measuredLooks(folder, project);
	});
	if (measured === undefined) throw new Error('Nothing was measured.');
	return measured;
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

const never = new AbortController().signal;
