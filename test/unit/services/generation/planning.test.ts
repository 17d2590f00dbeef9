import assert from 'node:assert/strict';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { NovelFolder } from '../../../../src/adapters/files/novelFolder.js';
import { openDatabase } from '../../../../src/adapters/sqlite/database.js';
import { SqliteJournal } from '../../../../src/adapters/sqlite/sqliteJournal.js';
import { systemClock } from '../../../../src/base/clock.js';
import { newRunId } from '../../../../src/base/ids.js';
import type { NovelStore } from '../../../../src/core/novel/novelStore.js';
import { planningGraph } from '../../../../src/core/pipeline/stageGraph.js';
import { Planning } from '../../../../src/services/generation/planning.js';
import type { StageCalls } from '../../../../src/services/generation/stageCalls.js';
import { never, novelist, shortSample } from './shortSample.js';

const place = (name: string) => ({ name, description: 'Wet stone.', senses: 'Salt.', pressure: 'Leave.' });
const reply = { rules: [], places: ['Harbour', 'Lamp Room', 'Standpipe'].map(place) };

describe('Planning', () => {
	const { folder, generate, read } = shortSample();

	it('builds nothing on a rehearsed plan that did not get to its outline', async () => {
		const ivy = await read('bible/characters/ivy-lumb.md');
		await rm(join(folder(), 'bible', 'world'), { recursive: true });
		await rm(join(folder(), 'outline.md'));
		await generate(
			novelist(),
			{ kind: 'plan' },
			{ models: { plan: 'rehearsal', draft: 'rehearsal', check: 'rehearsal' } },
		);
		assert.match(await read('bible/concept.md'), /^<!-- Rehearsed offline/);
		await rm(join(folder(), 'outline.md'));
		const model = novelist();
		await generate(model, { kind: 'plan' });
		assert.deepEqual(model.stages.toSorted(), ['beat_sheet', 'concept', 'motifs', 'outline', 'world']);
		assert.doesNotMatch(await read('bible/concept.md'), /Rehearsed offline/);
		assert.equal(await read('bible/characters/ivy-lumb.md'), ivy);
	});

	it('writes the rest of a stage whose files were half written, without asking again', async () => {
		const world = join(folder(), 'bible', 'world');
		await rm(world, { recursive: true });
		const { database } = await openDatabase(join(folder(), '.prometheus', 'novel.db'));
		const store = await NovelFolder.open(folder());
		let asked = 0;
		const calls = { structured: () => Promise.resolve(++asked && reply) } as unknown as StageCalls;
		const planWorld = async (into: Pick<NovelStore, 'addFiles'>): Promise<void> => {
			const { novel } = await store.read();
			const node = planningGraph().find(({ stage }) => stage === 'world');
			assert.ok(novel !== undefined && node !== undefined);
			const ports = {
				store: { ...into, read: () => store.read() } as NovelStore,
				journal: new SqliteJournal(database),
				clock: systemClock,
				rehearsal: false,
			};
			const call = { node, run: newRunId(), attempt: 1, signal: never, templates: novel.templates, variant: 0 };
			await new Planning(calls, ports, novel).perform(call);
		};
		const whole: Pick<NovelStore, 'addFiles'> = { addFiles: (files) => store.addFiles(files) };
		const dying: Pick<NovelStore, 'addFiles'> = {
			addFiles: async (files) => {
				await store.addFiles(files.slice(0, 1));
				throw new Error('Killed.');
			},
		};
		try {
			await assert.rejects(planWorld(dying), /Killed/);
			assert.deepEqual(await readdir(world), ['harbour.md']);
			await planWorld(whole);
			assert.deepEqual([(await readdir(world)).toSorted(), asked], [['harbour.md', 'lamp-room.md', 'standpipe.md'], 1]);
			await rm(join(world, 'harbour.md'));
			await planWorld(whole);
			assert.deepEqual((await readdir(world)).toSorted(), ['lamp-room.md', 'standpipe.md']);
		} finally {
			database.close();
		}
	});
});
