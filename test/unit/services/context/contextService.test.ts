import assert from 'node:assert/strict';
import { openLanguage } from '../../../../src/adapters/language/openLanguage.js';
import type { ContextItem } from '../../../../src/core/context/contextItem.js';
import { textAnalysis } from '../../../../src/core/memory/textAnalysis.js';
import type { TokenCounter } from '../../../../src/core/models/tokenCounter.js';
import { ContextService } from '../../../../src/services/context/contextService.js';
import { dist } from '../../../support/memory/memoryDatabase.js';
import { wordCounter } from '../../../support/wordCounter.js';

const item = (key: string, text: string): ContextItem => ({
	...{ key, section: 'Facts', text, source: 'chapter 1', importance: 0.5 },
});

describe('ContextService', () => {
	let counted = 0;
	const tokens: TokenCounter = {
		count: (text) => tokens.countAll([text]).then(([count = 0]) => count),
		countAll: (texts) => {
			counted++;
			return wordCounter.countAll(texts);
		},
	};
	let service: ContextService;
	beforeEach(async () => {
		const language = await openLanguage('en', dist);
		service = new ContextService({ tokens, language, analyse: textAnalysis(language) });
	});

	it('works out the same question once, and another one anew', async () => {
		const items = [item('a', 'The bell rang.'), item('b', 'The lamp went out.')];
		const first = await service.fit(items, { budget: 6, query: 'lamp' });
		const before = counted;
		assert.deepEqual(await service.fit(structuredClone(items), { budget: 6, query: 'lamp' }), first);
		assert.equal(counted, before);
		await service.fit(items, { budget: 7, query: 'lamp' });
		assert.ok(counted > before);
	});

	it('minifies a record: important keys to the byte, the rest by what it has to do with the query', async () => {
		const rules = '  Nobody says the word war.\n\n\n';
		const chapter = `${'The tide was out, and nobody minded it. '.repeat(40)}\n\nIvy broke the lamp.\n\n${'It rained on. '.repeat(60)}`;
		const {
			context,
			text,
			tokens: used,
			shortened,
			left,
		} = await service.minifyContext(
			{ rules, chapter, names: ['Ivy', 'Gary'], nothing: '', other: 'A word. '.repeat(200) },
			{ importantKeys: ['rules'], maxTokens: 60, query: 'Who broke the lamp?' },
		);
		assert.equal(context['rules'], rules);
		assert.match(context['chapter'] ?? '', /Ivy broke the lamp\./);
		assert.ok(shortened.includes('chapter') && used <= 60 && used === (await wordCounter.count(text)));
		assert.deepEqual(left.find(({ key }) => key === 'nothing')?.reason, { kind: 'empty' });
		await assert.rejects(
			service.minifyContext({ rules }, { importantKeys: ['rules'], maxTokens: 3 }),
			/takes 6 tokens \(“rules”\), and the budget is 3/,
		);
	});

	it('gives each group its share, and what is left to those after it', async () => {
		const lines = (name: string, count: number) =>
			Array.from({ length: count }, (_, at) => item(`${name} ${at}`, `${name} number ${at}`));
		const memory = { name: 'memory', items: lines('memory', 20), query: '', share: 0.6 };
		const passages = { name: 'passages', items: lines('passages', 20), query: '', share: 1 };
		const full = await service.fitInTurn([memory, passages], { budget: 50 });
		assert.deepEqual(
			full.map(({ tokens: used, budget }) => [used, budget]),
			[
				[28, 30],
				[22, 22],
			],
		);
		const [, alone] = await service.fitInTurn([{ ...memory, items: [] }, passages], { budget: 50 });
		assert.equal(alone?.tokens, 49);
	});
});
