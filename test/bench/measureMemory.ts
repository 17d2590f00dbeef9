import { statSync } from 'node:fs';
import { join } from 'node:path';
import MiniSearch from 'minisearch';
import type { NewMemory } from '../../src/core/memory/entry.js';
import { hundredWordPassages, seededRandom } from '../support/memory/hundredWordPassages.js';
import { openMemory, type OpenMemory } from '../support/memory/memoryDatabase.js';

const entries = 100_000;
const chapters = 50;
const queriesEach = 200;
/** The peer takes half a second for a long one. */
const peerQueries = 50;
const adds = 500;

export interface MemoryMeasures {
	readonly importedASecond: number;
	readonly bareInsertsASecond: number;
	readonly openingMs: number;
	readonly firstReadMs: number;
	readonly short: QueryMeasures;
	readonly long: QueryMeasures;
	readonly addMs: number;
	readonly bareAddMs: number;
}

/** The 95th percentile of milliseconds a query. */
export interface QueryMeasures {
	readonly ours: number;
	readonly minisearch: number;
}

/** A memory of a hundred thousand passages of a hundred words, beside peers over the same passages in the same run. */
export async function measureMemory(folder: string): Promise<MemoryMeasures> {
	const path = join(folder, 'novel.db');
	const passages = hundredWordPassages(entries, seededRandom(1));
	const importing = await fill(path, passages);
	const opening = await openAgain(path);
	const open = await openMemory(path, true);
	open.recall.warmUp();
	const peer = miniSearchOver(passages);
	const short = await queries(open, peer, passages, 4);
	const long = await queries(open, peer, passages, 40);
	const adding = addOneByOne(open, passages);
	open.close();
	return { ...importing, ...opening, short, long, ...adding };
}

async function fill(
	path: string,
	passages: readonly string[],
): Promise<Pick<MemoryMeasures, 'importedASecond' | 'bareInsertsASecond'>> {
	const open = await openMemory(path);
	const { memory, database } = open;
	const given = passages.map((text, at): NewMemory => ({
		text,
		kind: 'scene',
		chapter: 1 + Math.floor((at * chapters) / entries),
		origin: 'import',
	}));
	const importMs = timed(() => memory.addAll(given));
	database.exec('CREATE TABLE bare (id INTEGER PRIMARY KEY, text TEXT)');
	const insert = database.prepare('INSERT INTO bare (text) VALUES (?)');
	const bareMs = timed(() => {
		database.exec('BEGIN IMMEDIATE');
		for (const text of passages) insert.run(text);
		database.exec('COMMIT');
	});
	database.exec('DROP TABLE bare');
	open.close();
	return { importedASecond: (entries / importMs) * 1_000, bareInsertsASecond: (entries / bareMs) * 1_000 };
}

async function openAgain(path: string): Promise<Pick<MemoryMeasures, 'openingMs' | 'firstReadMs'>> {
	const times: number[] = [];
	for (let run = 0; run < 5; run++) {
		const started = performance.now();
		const open = await openMemory(path);
		open.memory.list({ tiers: ['immediate', 'recent'] });
		times.push(performance.now() - started);
		open.close();
	}
	// What any reader of the whole file pays.
	const firstReadMs = (statSync(path).size / 1e9) * 1_000;
	return { openingMs: percentile(times, 0.5), firstReadMs };
}

function miniSearchOver(passages: readonly string[]): MiniSearch {
	const peer = new MiniSearch({ fields: ['text'] });
	peer.addAll(passages.map((text, id) => ({ id, text })));
	return peer;
}

async function queries(
	{ recall }: OpenMemory,
	peer: MiniSearch,
	passages: readonly string[],
	words: number,
): Promise<QueryMeasures> {
	const random = seededRandom(words);
	const ours: number[] = [];
	const minisearch: number[] = [];
	const signal = new AbortController().signal;
	for (let query = 0; query < queriesEach; query++) {
		const text = queryFrom(passages, words, random);
		const started = performance.now();
		await recall.recall({ text, limit: 10 }, signal);
		ours.push(performance.now() - started);
		if (query < peerQueries) minisearch.push(timed(() => peer.search(text).slice(0, 10)));
	}
	return { ours: percentile(ours, 0.95), minisearch: percentile(minisearch, 0.95) };
}

/** Words of one passage: a few from anywhere in it, or a run of them. */
function queryFrom(passages: readonly string[], words: number, random: () => number): string {
	const all = (passages[Math.floor(random() * passages.length)] ?? '').split(' ');
	if (words < 10) return Array.from({ length: words }, () => all[Math.floor(random() * all.length)]).join(' ');
	const start = Math.floor(random() * Math.max(1, all.length - words));
	return all.slice(start, start + words).join(' ');
}

/** One durable add each: entry, index and outbox, beside a row of the same text alone. */
function addOneByOne(
	{ memory, database }: OpenMemory,
	passages: readonly string[],
): Pick<MemoryMeasures, 'addMs' | 'bareAddMs'> {
	database.exec('CREATE TABLE bare (id INTEGER PRIMARY KEY, text TEXT)');
	const insert = database.prepare('INSERT INTO bare (text) VALUES (?)');
	const own: number[] = [];
	const bare: number[] = [];
	for (const text of passages.slice(0, adds)) {
		own.push(timed(() => memory.add({ text, kind: 'scene', chapter: chapters + 1, origin: 'import' })));
		bare.push(
			timed(() => {
				database.exec('BEGIN IMMEDIATE');
				insert.run(text);
				database.exec('COMMIT');
			}),
		);
	}
	return { addMs: percentile(own, 0.5), bareAddMs: percentile(bare, 0.5) };
}

function timed(work: () => unknown): number {
	const started = performance.now();
	work();
	return performance.now() - started;
}

function percentile(values: readonly number[], share: number): number {
	const sorted = values.toSorted((a, b) => a - b);
	return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
