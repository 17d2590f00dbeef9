import assert from 'node:assert/strict';
import { chapterState } from '../../../../src/core/pipeline/chapterState.js';
import { textHash } from '../../../../src/core/pipeline/fingerprint.js';

const first = 'She rang the bell. Nobody came.';
const second = 'The glass stood at two inches.';
const third = 'In the morning there was a wheel mark.';
const whole = `# Nobody\n\n${first}\n\n${second}\n\n* * *\n\n${third}\n`;
const record = { chapter: 1, path: 'manuscript/01.md', textHash: textHash(whole), model: 'm', recordedAt: 1 };

function stateOf(text: string | undefined, changes: { recorded?: boolean; received?: readonly string[] } = {}): string {
	const { recorded = true, received = [`${first}\n\n${second}`, third] } = changes;
	const known = recorded ? record : undefined;
	return chapterState(text, textHash(text ?? ''), known, received, recorded ? whole : undefined);
}

describe('The state of a chapter', () => {
	it('is planned while there is no prose', () => {
		assert.deepEqual(
			[undefined, '', '\n', '# Nobody\n', '<!-- a note -->\n\n# Nobody\n\n* * *\n'].map((text) => stateOf(text)),
			['planned', 'planned', 'planned', 'planned', 'planned'],
		);
	});

	it('is drafted while the file is as it was put in place', () => {
		assert.equal(stateOf(whole), 'drafted');
	});

	it('is drafting while the file holds an unfinished draft and nothing else', () => {
		assert.deepEqual(
			[`# Nobody\n\n${first}`, `# Nobody\n\nShe rang the bell. Nob`, `# Another title\n\n${third}`].map((text) =>
				stateOf(text, { recorded: false }),
			),
			['drafting', 'drafting', 'drafting'],
		);
		const other = 'A new version begins otherwise.';
		assert.equal(
			stateOf(`# Nobody\n\n${other}`, { received: [first, second, third, `${other} And goes on.`] }),
			'drafting',
		);
	});

	it('is edited as soon as a person has added, changed, cut or moved anything in a finished one', () => {
		for (const text of [
			`${whole}\nMy line.\n`,
			whole.replace('two inches', 'three inches'),
			whole.replace(`${second}\n\n`, ''),
			`# Nobody\n\n${second}\n\n${first}\n\n* * *\n\n${third}\n`,
			whole.replace('# Nobody', '# Nobody at All'),
		])
			assert.equal(stateOf(text), 'edited', text);
	});

	it('is edited when a person wrote it, with or without a draft of ours', () => {
		assert.equal(stateOf('My own.', { recorded: false, received: [] }), 'edited');
		assert.equal(stateOf(`${first}\n\nMy own.`, { recorded: false }), 'edited');
	});
});
