import assert from 'node:assert/strict';
import { budgetKeys } from '../../../../src/adapters/redis/budgetKeys.js';
import { memoryKeys } from '../../../../src/adapters/redis/memoryKeys.js';
import { newId } from '../../../../src/base/ids.js';

describe('Keys of a novel on a server', () => {
	it('share one tag, the id of the novel, and nothing else', () => {
		const [one, other] = [newId(), newId()];
		const [ofOne, ofOther] = [one, other].map((id) =>
			[memoryKeys(id), budgetKeys(id)].flatMap((keys) => Object.values<string>({ ...keys })),
		);
		const tags = ofOne?.map((key) => /\{([^}]*)\}/.exec(key)?.[1]);
		const shared = ofOther?.filter((key) => ofOne?.includes(key));
		assert.equal(new Set(ofOne).size, 10);
		assert.deepEqual({ tags, shared }, { tags: Array(10).fill(one), shared: [] });
	});
});
