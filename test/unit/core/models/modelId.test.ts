import assert from 'node:assert/strict';
import { formatModelId, isRehearsal, parseModelId } from '../../../../src/core/models/modelId.js';

describe('The name of a model', () => {
	it('is read back as it is written, slashes of its own included', () => {
		const names = [
			'rehearsal',
			'openai/gpt-5-mini',
			'openrouter/anthropic/claude-sonnet-4.5',
			'ollama/qwen3:8b',
			'my-box/a b',
		];
		assert.deepEqual(
			names.map((name) => formatModelId(parseModelId(` ${name} `))),
			names,
		);
		assert.deepEqual(
			names.map((name) => isRehearsal(parseModelId(name))),
			[true, false, false, false, false],
		);
	});

	it('is refused with the form that is wanted', () => {
		for (const text of ['', 'gpt-5', '/gpt-5', 'openai/', 'Open AI/gpt', '1st/model', 'openai'])
			assert.throws(() => parseModelId(text), { code: 'bad-model-id', message: /Write it as provider\/model/ }, text);
	});
});
