import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { toolInputs } from '../../../../src/host/chat/toolInputs.js';
import { toolNames } from '../../../../src/host/chat/toolNames.js';

interface Manifest {
	readonly contributes: {
		readonly languageModelTools: readonly { readonly name: string; readonly inputSchema: object }[];
	};
}

describe('The tools for language models in the manifest', () => {
	it('show models the schemas that their inputs are parsed by', async () => {
		const { contributes } = JSON.parse(await readFile('package.json', 'utf8')) as Manifest;
		const shown = Object.fromEntries(contributes.languageModelTools.map((tool) => [tool.name, tool.inputSchema]));
		const parsed = toolNames.map((name) => {
			const { $schema: _, ...schema } = z.toJSONSchema(toolInputs[name], { target: 'draft-7', io: 'input' });
			return [`prometheusNovel_${name}`, schema] as const;
		});
		assert.deepEqual(shown, Object.fromEntries(parsed));
	});
});
