import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { cleanProse, endsCompletely, throughLastSentence } from '../../../../src/core/prose/proseCleaning.js';

const prose = 'Noreen let the brake off.\n\n“You’re late,” said Ivy.';

const pieces = fc.constantFrom(
	...[
		'Rain.',
		'“Go.”',
		'"Stay',
		'“I came—',
		'\n\n',
		'\n',
		' ',
		'```',
		'```markdown\n',
		'## Two\n',
		'Scene 2: Harbour\n',
	],
	...[
		'[End of scene]',
		'THE END',
		'(812 words)',
		'---',
		'* * *',
		'Word count: 812',
		'Here is the scene:',
		'<think>',
		'</think>',
		'Mr.',
		'…',
		'。',
		'x',
	],
);
const streams = fc
	.array(fc.oneof(pieces, fc.string({ maxLength: 8 })), { maxLength: 12 })
	.map((parts) => parts.join(''));

describe('cleaning prose', () => {
	it('takes away what a model writes around a scene', () => {
		const wrapped = [
			`\`\`\`markdown\n${prose}\n\`\`\``,
			`Here is the scene:\n\n${prose}`,
			`Sure! Here's a revised draft of scene 2:\n\n---\n\n${prose}\n\n---`,
			`# Chapter One\n\n## Scene 2: The Harbour\n\n${prose}`,
			`**Scene 2: The Harbour**\n${prose}`,
			`Scene two — The Harbour\n\n${prose}\n\n[End of scene]`,
			`${prose} [End of Scene 2]`,
			`${prose}\n\nThe End`,
			`${prose}\n\n**THE END.**\n\n(Word count: 812)`,
			`${prose}\n\nWord count: 812\n\nWould you like me to continue with the next scene?`,
			`${prose}  \n\n(~800 words)`,
			`<think>Plan it.\n\nWell.</think>\n\n${prose}`,
			`\uFEFF\r\n${prose.replaceAll('\n', '\r\n')}\r\n\r\n\r\n`,
		];
		for (const text of wrapped) assert.equal(cleanProse(text), prose);
	});

	it('leaves real prose alone', () => {
		const real = [
			'Here is where they buried him.',
			'Here is the story my grandfather told me:\n\nOnce.',
			'Sure, he said, and went.',
			'Scene two of the play was a shambles.',
			'Scene one: a man walks in.',
			'“The end,” she said.',
			'It was the end.',
			'She read on to The end.',
			'He counted the words (there were nine).',
			'The letter said:\n\n* * *\n\nCome home.',
			'He wrote ``` on the wall.',
			'It ran to 800 words.',
		];
		for (const text of real) assert.equal(cleanProse(text), text);
	});

	it('closes up blank lines within', () => {
		assert.equal(cleanProse('One. \n \n\n\nTwo.'), 'One.\n\nTwo.');
	});

	it('changes nothing the second time', () => {
		fc.assert(fc.property(streams, (text) => assert.equal(cleanProse(cleanProse(text)), cleanProse(text))));
	});

	it('grows with a stream, except near its end', () => {
		const words = fc.array(fc.constantFrom('He ', 'went. ', '“No,” ', 'she\n\n', 'said. '), {
			minLength: 20,
			maxLength: 80,
		});
		fc.assert(
			fc.property(words, fc.nat(), (list, at) => {
				const whole = `Here is the scene:\n\n${list.join('')}`;
				const part = whole.slice(0, 60 + (at % (whole.length - 60)));
				assert.ok(cleanProse(whole).startsWith(cleanProse(part)));
			}),
		);
	});
});

describe('where prose ends', () => {
	it('knows a finished sentence', () => {
		const finished = [
			'He went.',
			'He went!\n',
			'“Go.”',
			'"Go?" she said.',
			'“But I—”',
			'"But I--"',
			'Gone…',
			'*Never.*',
			'(So he said.)',
			'「行け。」',
			'行った。',
			'„Geh.“',
			'«Va.»',
			'Mr. Hale left.',
			'So am I.',
			'“One.\n\n“Two.”',
			"‘I'm going.’",
		];
		for (const text of finished) assert.equal(endsCompletely(text), true, text);
	});

	it('knows an unfinished one', () => {
		const unfinished = [
			'',
			'He went',
			'He went,',
			'“Go.',
			'"Go. And',
			'"I said." "Go.',
			'He saw Mr.',
			'He went —',
			'「行け。',
			'The list:',
			'„Geh.',
			'# T',
		];
		for (const text of unfinished) assert.equal(endsCompletely(text), false, text);
	});

	it('cuts to the last finished sentence', () => {
		const cuts = {
			'He went. She st': 'He went.',
			'He went.\n\nShe stayed. And th': 'He went.\n\nShe stayed.',
			'He went. “Go. ': 'He went.',
			'He went. “Go. Now. Or I': 'He went. “Go. Now.',
			'He went. “Go,” she said. Mr. ': 'He went. “Go,” she said.',
			'Nothing yet': '',
			'行った。そ': '行った。',
			'He went.': 'He went.',
		};
		assert.deepEqual(Object.fromEntries(Object.keys(cuts).map((text) => [text, throughLastSentence(text)])), cuts);
	});

	it('yields a beginning of the text, and the same again', () => {
		fc.assert(
			fc.property(streams, (text) => {
				const cut = throughLastSentence(text);
				assert.ok(text.startsWith(cut));
				assert.equal(throughLastSentence(cut), cut);
			}),
		);
	});

	it('keeps all of a text that ends completely', () => {
		fc.assert(
			fc.property(
				streams,
				(text) => fc.pre(endsCompletely(text)) ?? assert.equal(throughLastSentence(text).trimEnd(), text.trimEnd()),
			),
		);
	});
});
