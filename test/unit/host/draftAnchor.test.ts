import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { DraftAnchor, type TextChange } from '../../../src/host/draftAnchor.js';

const apply = (text: string, { start, length, text: insert }: TextChange): string =>
	text.slice(0, start) + insert + text.slice(start + length);

/** A document that both the stream and its author edit. */
class Desk {
	text = '';
	readonly anchor = new DraftAnchor('');

	show(wanted: string): void {
		const change = this.anchor.begin(wanted, this.text);
		if (change === undefined) return;
		this.text = apply(this.text, change);
		this.anchor.follow([change], this.text, wanted, false);
		this.anchor.end(true);
	}

	edit(change: TextChange, wanted: string, isReplay = false): void {
		this.text = apply(this.text, change);
		this.anchor.follow([change], this.text, wanted, isReplay);
	}
}

const draft = fc
	.array(fc.constantFrom('a', 'b', ' ', '\n'), { minLength: 1, maxLength: 40 })
	.map((all) => all.join(''));

describe('The end of a growing draft', () => {
	it('stays behind the draft and before what the author types there', () => {
		const desk = new Desk();
		desk.show('The lamp');
		desk.edit({ start: 8, length: 0, text: ' [note]' }, 'The lamp');
		desk.show('The lamp went out.');
		assert.equal(desk.text, 'The lamp went out. [note]');
	});

	it('is found again when a closed tab has lost what was not saved', () => {
		const desk = new Desk();
		desk.show('The lamp');
		desk.anchor.saved();
		desk.show('The lamp went');
		desk.text = 'The lamp';
		desk.anchor.reload(desk.text, 'The lamp went out.');
		desk.show('The lamp went out.');
		assert.equal(desk.text, 'The lamp went out.');
	});

	it('goes back with an undo, so that the draft is put in again', () => {
		const desk = new Desk();
		desk.show('The lamp');
		desk.edit({ start: 0, length: 8, text: '' }, 'The lamp', true);
		desk.show('The lamp went');
		assert.equal(desk.text, 'The lamp went');
	});

	it("does not take what redo brings back of the author's for the draft", () => {
		const desk = new Desk();
		desk.show('The lamp');
		desk.edit({ start: 8, length: 0, text: '!' }, 'The lamp');
		desk.edit({ start: 8, length: 1, text: '' }, 'The lamp', true);
		desk.edit({ start: 8, length: 0, text: '!' }, 'The lamp', true);
		desk.show('The lamp went');
		assert.equal(desk.text, 'The lamp went!');
	});

	it('keeps the whole draft and every letter that the author types anywhere', () => {
		const typing = fc.record({ at: fc.nat(), letter: fc.constantFrom('X', 'Y', 'Z') });
		fc.assert(
			fc.property(draft, fc.array(fc.option(typing), { maxLength: 30 }), (whole, moves) => {
				const desk = new Desk();
				let shown = 0;
				for (const move of moves) {
					if (move === null) desk.show(whole.slice(0, (shown = Math.min(whole.length, shown + 3))));
					else
						desk.edit({ start: move.at % (desk.text.length + 1), length: 0, text: move.letter }, whole.slice(0, shown));
				}
				desk.show(whole);
				assert.equal(desk.text.replaceAll(/[XYZ]/g, ''), whole);
				const letters = moves.flatMap((move) => (move === null ? [] : [move.letter])).toSorted();
				assert.deepEqual((desk.text.match(/[XYZ]/g) ?? []).toSorted(), letters);
			}),
		);
	});
});
