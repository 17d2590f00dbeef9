import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { StaleReason } from '../../src/core/staleness/staleness.js';
import type { NovelProject } from '../../src/services/novelProject.js';
import { copyShortSample, novelistBut, withProject } from '../support/novel/sampleProject.js';
import { temporaryFolder } from '../unit/adapters/files/temporaryFolder.js';

const unaborted = new AbortController().signal;

describe('Which chapters of a novel are stale', function () {
	this.timeout(60_000);
	const folder = temporaryFolder();
	const path = (relative: string): string => join(folder(), relative);
	const edit = async (relative: string, change: (text: string) => string): Promise<string> => {
		const text = await readFile(path(relative), 'utf8');
		assert.notEqual(change(text), text, `${relative} has nothing to change`);
		await writeFile(path(relative), change(text));
		return text;
	};

	/** The sample with its first chapters drafted. */
	const drafted = async (use: (project: NovelProject) => Promise<void>, chapters = '1-3'): Promise<void> => {
		await copyShortSample(folder());
		await withProject(
			folder(),
			novelistBut(() => undefined),
			async (project) => {
				const { failures } = await project.generation.generate({ kind: 'chapters', chapters }, unaborted);
				assert.deepEqual(failures, []);
				await use(project);
			},
		);
	};
	const standing = async ({ staleness }: NovelProject): Promise<Record<number, string>> =>
		Object.fromEntries(
			(await staleness.look()).chapters
				.filter(({ freshness }) => freshness !== 'fresh')
				.map(({ chapter, freshness, reasons, waitsFor }) => [
					chapter,
					freshness === 'stale' ? reasons.map(words).join(', ') : `waits for ${waitsFor.join(', ')}`,
				]),
		);

	it('none after they were drafted, and it is known what all of them were made from', async () => {
		await drafted(async (project) => {
			const { chapters } = await project.staleness.look();
			assert.deepEqual(
				chapters.slice(0, 4).map(({ freshness, isKnown }) => `${freshness} ${isKnown}`),
				['fresh true', 'fresh true', 'fresh true', 'fresh false'],
			);
		});
	});

	it('those that name an entry of the bible that was changed, until the change is taken back', async () => {
		await drafted(async (project) => {
			const before = await edit('bible/characters/noreen-tuplin.md', (text) => `${text}\nShe limps.\n`);
			const stale = await standing(project);
			assert.equal(stale[1], 'bible/characters/noreen-tuplin.md changed');
			await writeFile(path('bible/characters/noreen-tuplin.md'), before);
			assert.deepEqual(await standing(project), {});
		});
	});
});

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
