import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MemoryId } from '../../src/core/memory/entry.js';
import { seededRandom } from '../support/memory/hundredWordPassages.js';
import { openMemory, type OpenMemory } from '../support/memory/memoryDatabase.js';
import { bundleScript, startScript } from '../support/processes/scriptProcess.js';

export interface ChaosReport {
	readonly kills: number;
	/** Adds, edits and deletions that were said to be written. */
	readonly acknowledged: number;
	readonly lost: number;
	/** Times that the database could not be opened as it was, or did not pass its own integrity check. */
	readonly corrupt: number;
	/** Live entries that the full-text index does not find, and the other way round. */
	readonly unindexed: number;
}

type Said = 'added' | 'edited' | 'deleted';

/** Two processes at once write into one memory and are killed at any moment, over and over. */
export async function killWriters(kills: number, seed: number, tell: (line: string) => void): Promise<ChaosReport> {
	const folder = await mkdtemp(join(tmpdir(), 'prometheus-chaos-'));
	const random = seededRandom(seed);
	const script = await bundleScript('writeMemories', folder);
	const path = join(folder, 'novel.db');
	const known = new Map<string, Said>();
	const report = { kills: 0, acknowledged: 0, lost: 0, corrupt: 0, unindexed: 0 };
	try {
		while (report.kills < kills) {
			const writers = [1, 2].map(() => killedWriter(script, path, 1 + Math.floor(random() * 60)));
			const said = (await Promise.all(writers)).flat();
			for (const [what, id] of said) known.set(id, what);
			report.kills += writers.length;
			report.acknowledged += said.length;
			const isLast = report.kills >= kills;
			const found = await inspect(path, isLast || report.kills % 50 === 0 ? [...known] : said, isLast);
			report.lost += found.lost;
			report.corrupt += found.corrupt;
			report.unindexed += found.unindexed;
			if (report.kills % 100 === 0) tell(`${report.kills} kills, ${report.acknowledged} writes acknowledged`);
		}
		return report;
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

/** @returns what it said before it was killed, some milliseconds after its first word */
async function killedWriter(script: string, path: string, ms: number): Promise<readonly (readonly [Said, string])[]> {
	const { child, lines, ended } = startScript(script, path, '0');
	const said: (readonly [Said, string])[] = [];
	let timer: NodeJS.Timeout | undefined;
	for await (const line of lines) {
		timer ??= setTimeout(() => child.kill('SIGKILL'), ms);
		const [what = '', id = ''] = line.split(' ');
		said.push([what as Said, id]);
	}
	await ended;
	return said;
}

async function inspect(
	path: string,
	said: readonly (readonly [string, Said] | readonly [Said, string])[],
	thoroughly: boolean,
): Promise<Pick<ChaosReport, 'lost' | 'corrupt' | 'unindexed'>> {
	const open = await openMemory(path);
	const check = open.database.prepare(`PRAGMA ${thoroughly ? 'integrity_check' : 'quick_check'}`).get();
	const isSound = open.quarantined === undefined && Object.values(check ?? {})[0] === 'ok';
	// What was said last of an entry counts.
	const last = new Map(said.map(([a, b]) => (isSaid(a) ? [b, a] : [a, b as Said])));
	const lost = [...last].filter(([id, what]) => !holds(open, id as MemoryId, what)).length;
	const unindexed = thoroughly ? unindexedIn(open) : 0;
	open.close();
	return { lost, corrupt: isSound ? 0 : 1, unindexed };
}

function isSaid(text: string): text is Said {
	return text === 'added' || text === 'edited' || text === 'deleted';
}

/** A later write may have been made and not acknowledged any more. */
function holds({ store }: OpenMemory, id: MemoryId, what: Said): boolean {
	const entry = store.getWithDeleted(id);
	if (entry === undefined) return false;
	if (what === 'added') return true;
	return what === 'deleted' ? entry.deleted : entry.deleted || entry.text.includes('lantern');
}

function unindexedIn({ database, index, store }: OpenMemory): number {
	const row = database.prepare('SELECT group_concat(sequence) AS live FROM memory_entry WHERE deleted = 0').get() as {
		live: string | null;
	};
	const live = new Set((row.live ?? '').split(',').filter(Boolean).map(Number));
	const indexed = new Set(index.postings('rememb'));
	if (live.size !== store.counts().reduce((sum, { entries }) => sum + entries, 0)) return live.size;
	const missing = [...live].filter((sequence) => !indexed.has(sequence)).length;
	return missing + [...indexed].filter((sequence) => !live.has(sequence)).length;
}
