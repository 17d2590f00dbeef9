import assert from 'node:assert/strict';
import type { ModelRequest } from '../../../../src/core/models/languageModel.js';
import { copyShortSample, withProject } from '../../../support/novel/sampleProject.js';
import { temporaryFolder } from '../../adapters/files/temporaryFolder.js';
import { chapters, never, novelist } from './shortSample.js';

function stablePart({ system, context }: ModelRequest): string {
	return `${system}\n\n${context}\n\n`;
}

function whole(request: ModelRequest): string {
	return stablePart(request) + request.task;
}

function commonPrefix(a: string, b: string): number {
	let length = 0;
	while (length < a.length && a[length] === b[length]) length++;
	return length;
}

describe('What providers can cache of the prompts of a book', () => {
	const folder = temporaryFolder();
	let requests: readonly ModelRequest[];
	const of = (chapter: number, ...stages: readonly string[]): readonly ModelRequest[] =>
		requests.filter(({ purpose }) => purpose.chapter === chapter && stages.includes(purpose.stage));

	beforeEach(async () => {
		await copyShortSample(folder(), 2_250);
		const model = novelist();
		await withProject(folder(), model, (project) => project.generation.generate(chapters('1-2'), never), {
			concurrency: 1,
		});
		({ requests } = model);
	});

	it('is the same, to the byte, between the plan of a chapter and all of its scenes', () => {
		for (const chapter of [1, 2]) {
			const calls = of(chapter, 'scene_plan', 'scene_drafting');
			assert.deepEqual(
				calls.map(({ purpose }) => purpose.stage),
				['scene_plan', 'scene_drafting', 'scene_drafting', 'scene_drafting'],
			);
			calls.slice(1).forEach((call, index) => {
				const before = calls[index];
				assert.ok(before !== undefined);
				assert.ok(commonPrefix(whole(before), whole(call)) >= stablePart(before).length);
			});
		}
	});

	it('is all of what the author has settled, from chapter to chapter', () => {
		const [first, second] = [of(1, 'scene_drafting')[0], of(2, 'scene_drafting')[0]];
		assert.ok(first !== undefined && second !== undefined);
		assert.equal(first.system, second.system);
		assert.notEqual(first.context, second.context);
		assert.ok(first.system.length > 4_096);
	});

	it('is the chapter itself between the stages that read it', () => {
		for (const chapter of [1, 2]) {
			const [memory, audit] = [of(chapter, 'chapter_memory')[0], of(chapter, 'continuity_audit')[0]];
			assert.ok(memory !== undefined && audit !== undefined);
			assert.equal(stablePart(memory), stablePart(audit));
			assert.ok(memory.context.length > 4_096);
		}
	});
});
