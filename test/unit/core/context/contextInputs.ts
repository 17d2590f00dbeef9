import * as fc from 'fast-check';
import type { ContextItem } from '../../../../src/core/context/contextItem.js';

const prose = fc
	.array(
		fc.constantFrom(
			...['Noreen', 'wet', 'the bell', '’s', '—', ' ', '\n', '\n\n', '.', ' “No,” she said.', '1884', 'litres; ', '\t'],
			...['…', '!', '/', '\r\n', 'She did not go. ', 'He went there. ', 'antidisestablishmentarianism'],
		),
		{ maxLength: 60 },
	)
	.map((parts) => parts.join(' '));
const code = fc.constantFrom(
	'function f(a) {\n\treturn a[0]?.b ?? `x${a}`;\n}\n',
	'<div class="a">\n\n\n  <!-- --> \n</div>\n\n/',
	'{"a":[1,2,{"b":null}],"c":"\\u00e9"}',
	'    if x:\n        y = {**z}\n\n\n        return 0b1010\n',
);
const scripts = fc
	.array(
		fc.constantFrom(
			'山高',
			'水長。',
			'こんにちは',
			'안녕',
			'สวัสดี',
			'مرحبا',
			'👩‍👩‍👧‍👦',
			'🇫🇷',
			'🤷🏽',
			'é',
			'\u0085',
			'\ufeff',
			'<|endoftext|>',
		),
		{
			maxLength: 40,
		},
	)
	.map((parts) => parts.join(''));
const unbroken = fc
	.tuple(
		fc.constantFrom('a', '山', 'xyz', '=-', '😀'),
		fc.oneof(
			{ weight: 12, arbitrary: fc.integer({ min: 1, max: 600 }) },
			{ weight: 1, arbitrary: fc.integer({ min: 1_900, max: 2_100 }) },
		),
	)
	.map(([unit, times]) => unit.repeat(times));

/** Texts as they come: prose, code, other scripts, any characters at all, unbroken runs, and nothing. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
	{ weight: 5, arbitrary: prose },
	{ weight: 1, arbitrary: code },
	{ weight: 2, arbitrary: scripts },
	{ weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 80 }) },
	{ weight: 1, arbitrary: unbroken },
	{ weight: 1, arbitrary: fc.constantFrom('', ' ', '\n\n', '.') },
);

const someItem = fc.record({
	section: fc.oneof(fc.constantFrom('', 'The story so far', 'Open threads', '# Facts'), fc.string({ maxLength: 6 })),
	text: anyText,
	importance: fc.integer({ min: 0, max: 10 }).map((tenths) => tenths / 10),
	chapter: fc.option(fc.integer({ min: 1, max: 40 }), { nil: undefined }),
	required: fc.nat(9).map((number) => number === 0),
	alwaysRelevant: fc.boolean(),
	stable: fc.boolean(),
	layout: fc.constantFrom('line', 'paragraph'),
});

/** Items with a key each. */
export const anyItems: fc.Arbitrary<readonly ContextItem[]> = fc
	.array(someItem, { maxLength: 14 })
	.map((items) => items.map((item, at) => ({ ...item, key: `item ${at}`, source: 'somewhere' })));

export const anyQuery: fc.Arbitrary<string> = fc.constantFrom(
	...['', 'Who rang the bell?', 'Noreen', '山高', 'wet litres and the bell of 1884', '…'],
);
