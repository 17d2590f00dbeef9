import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { z } from 'zod';
import { applyEdits } from '../../../../src/core/pipeline/edits.js';
import { findingProblems } from '../../../../src/core/pipeline/findingProblems.js';
import { fingerprintOf } from '../../../../src/core/pipeline/fingerprint.js';
import type { ContinuityFinding } from '../../../../src/core/pipeline/replies.js';
import { jsonSchemaOf, parseReply } from '../../../../src/core/pipeline/replyParsing.js';

describe('A fingerprint', () => {
	it('is the same for the same data, in whatever order its keys are written', () => {
		fc.assert(
			fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (data) => {
				const reversed = Object.fromEntries(Object.entries(data).toReversed());
				assert.equal(fingerprintOf({ outer: data }), fingerprintOf({ outer: reversed }));
			}),
		);
	});

	it('is another for other data', () => {
		const values = [{}, { a: 1 }, { a: '1' }, { b: 1 }, { a: [1, 2] }, { a: [2, 1] }, { a: null }, [{ a: 1 }], 'a', ''];
		assert.equal(new Set(values.map(fingerprintOf)).size, values.length);
	});
});

describe('A reply', () => {
	const schema = z.object({ name: z.string().trim().min(1), count: z.int() });

	it('is read out of fences and remarks', () => {
		for (const text of [
			'{"name":"Ivy","count":2}',
			'```json\n{"name":"Ivy","count":2}\n```',
			'Here you are:\n{"name": " Ivy ", "count": 2, "more": true}\nAnything else?',
		])
			assert.deepEqual(parseReply(text, schema), { kind: 'value', value: { name: 'Ivy', count: 2 } });
	});

	it('that cannot be used says why', () => {
		const problemOf = (text: string): string => {
			const reading = parseReply(text, schema);
			return reading.kind === 'problem' ? reading.problem : 'none';
		};
		assert.deepEqual(['', 'no', '} {', '{"name":"Ivy","cou', '{"name":"Ivy",}'].map(problemOf), [
			'The reply holds no JSON object.',
			'The reply holds no JSON object.',
			'The reply holds no JSON object.',
			'The reply holds no JSON object.',
			'The reply is not valid JSON; it may have been cut off.',
		]);
		assert.match(problemOf('{"name":"","count":1.5}'), /name[^]*count|count[^]*name/);
	});

	it('is asked for by a schema that providers take', () => {
		assert.deepEqual(jsonSchemaOf(z.object({ a: z.string().describe('An a') })), {
			type: 'object',
			properties: { a: { type: 'string', description: 'An a' } },
			required: ['a'],
		});
	});
});

describe('Edits', () => {
	const edit = (find: string, replace: string) => ({ find, replace, reason: 'r' });

	it('are made where their passage stands exactly once, and refused as guesses otherwise', () => {
		const text = 'The bell rang. The bell stopped. Ivy’s $& key.';
		assert.deepEqual(
			applyEdits(text, {
				edits: [edit('The bell', 'A bell'), edit('gone', 'x'), edit('stopped', 'broke off'), edit('key', '$& $1')],
			}),
			{ text: 'The bell rang. The bell broke off. Ivy’s $& $& $1.', applied: 2, refused: 2 },
		);
	});

	it('see the text as the edits before them left it', () => {
		assert.equal(applyEdits('a b', { edits: [edit('a', 'b b'), edit('b', 'c')] }).text, 'b b b');
		assert.equal(applyEdits('a b', { edits: [edit('a', 'x'), edit('x b', 'y')] }).text, 'y');
	});

	it('do not count occurrences that overlap as one', () => {
		assert.deepEqual(applyEdits('aaa', { edits: [edit('aa', 'b')] }), { text: 'aaa', applied: 0, refused: 1 });
	});
});

describe('Findings of an audit', () => {
	const finding: ContinuityFinding = {
		type: 'appearance',
		severity: 'blocker',
		description: 'Her eyes change colour.',
		quote: 'Her eyes were brown.',
		source: 'this chapter',
		sourceQuote: 'Her blue eyes narrowed.',
		suggestion: 'Keep them blue.',
	};
	const text = '# T\n\nHer blue eyes narrowed.\n\nHer eyes were brown.\n';

	it('stand at their passage, with the other one beside it', () => {
		assert.deepEqual(findingProblems('m/01.md', text, { findings: [finding] }), [
			{
				path: 'm/01.md',
				line: 4,
				column: 0,
				endLine: 4,
				endColumn: 20,
				severity: 'warning',
				code: 'appearance',
				message:
					'Her eyes change colour. Here: “Her eyes were brown.” Against it (this chapter): “Her blue eyes narrowed.” Keep them blue.',
				related: { path: 'm/01.md', line: 2, message: 'Her blue eyes narrowed.' },
			},
		]);
	});

	it('are settled when their passage is gone, and notes are no warnings', () => {
		const gone = { ...finding, quote: 'Her eyes were green.' };
		const note = { ...finding, severity: 'note' as const, source: 'chapter 1' };
		const problems = findingProblems('m/01.md', text, { findings: [gone, note] });
		assert.deepEqual(
			problems.map(({ severity, related }) => ({ severity, related })),
			[{ severity: 'information', related: undefined }],
		);
	});
});
