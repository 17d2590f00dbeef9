import assert from 'node:assert/strict';
import type { LanguageModel, ModelPart, ModelRequest } from '../../src/core/models/languageModel.js';

/** What every language model owes, whatever it runs on. `open` gives a model that answers in at least two parts. */
export function describeLanguageModel(
	name: string,
	open: () => Promise<LanguageModel>,
	request: ModelRequest = aRequest(),
): void {
	describe(`${name} as a language model`, () => {
		it('yields text and ends with exactly one finish', async () => {
			const parts = await partsOf((await open()).stream(request, unaborted()));
			const kinds = parts.map(({ kind }) => kind);
			assert.ok(textOf(parts).length > 0);
			assert.deepEqual(kinds, [...kinds.slice(0, -1).map(() => 'text'), 'finish']);
		});

		it('throws the reason of a signal that is aborted already', async () => {
			const reason = new Error('closed before it began');
			await assert.rejects(
				partsOf((await open()).stream(request, AbortSignal.abort(reason))),
				(error) => error === reason,
			);
		});

		it('throws the reason of a signal that is aborted in the middle of the reply', async () => {
			const model = await open();
			const reason = new Error('stopped by the reader');
			const controller = new AbortController();
			await assert.rejects(
				async () => {
					for await (const part of model.stream(request, controller.signal))
						if (part.kind === 'text') controller.abort(reason);
				},
				(error) => error === reason,
			);
		});

		it('can be left in the middle of a reply', async () => {
			for await (const part of (await open()).stream(request, unaborted())) {
				assert.equal(part.kind, 'text');
				break;
			}
		});
	});
}

export function aRequest(changes: Partial<ModelRequest> = {}): ModelRequest {
	return {
		purpose: { stage: 'scene_drafting', chapter: 1, scene: 1, brief: { premise: 'never sent' } },
		system: 'You write a novel.',
		context: 'The story so far: a lighthouse.',
		task: 'Write the next scene.',
		soFar: '',
		maxOutputTokens: 500,
		...changes,
	};
}

export async function partsOf(stream: AsyncIterable<ModelPart>): Promise<readonly ModelPart[]> {
	const parts: ModelPart[] = [];
	for await (const part of stream) parts.push(part);
	return parts;
}

export function textOf(parts: readonly ModelPart[]): string {
	return parts.map((part) => (part.kind === 'text' ? part.text : '')).join('');
}

export function unaborted(): AbortSignal {
	return new AbortController().signal;
}
