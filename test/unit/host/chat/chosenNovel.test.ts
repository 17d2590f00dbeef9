import assert from 'node:assert/strict';
import { chosenNovel, type KnownNovel } from '../../../../src/host/chat/chosenNovel.js';

const lamp: KnownNovel = { folder: '/books/lamp', title: 'The Lamp', isInWorkspace: true, isActive: false };
const key: KnownNovel = { folder: '/books/key', title: 'The Key', isInWorkspace: true, isActive: false };
const elsewhere: KnownNovel = { folder: '/other/lift', title: 'The Lift', isInWorkspace: false, isActive: false };

describe('The novel that a model asks about', () => {
	it('is the only one of the window, whatever else is open', () => {
		assert.equal(chosenNovel([lamp], undefined), lamp);
		assert.equal(chosenNovel([elsewhere, lamp], undefined), lamp);
		assert.equal(chosenNovel([elsewhere], undefined), elsewhere);
	});

	it('is, of several, the one that the author is at', () => {
		const active = { ...key, isActive: true };
		assert.equal(chosenNovel([lamp, active], undefined), active);
	});

	it('is the one that is named, by folder, title or name of the folder, in any case', () => {
		const named = ['/books/key', '/books/lamp/../key', 'The Key', ' the key ', 'KEY'];
		assert.deepEqual(
			named.map((wanted) => chosenNovel([lamp, key, elsewhere], wanted)),
			named.map(() => key),
		);
	});

	const unclear: readonly (readonly [string, readonly KnownNovel[], string | undefined, string])[] = [
		[
			'several and none is named',
			[lamp, key],
			undefined,
			'This window holds several novels. Ask the author which novel is meant, then call again with "novel" set to one of these folders: "/books/lamp" ("The Lamp"), "/books/key" ("The Key").',
		],
		[
			'one of which nobody knows',
			[lamp],
			'The Door',
			'No novel of this window has that title or folder. Ask the author which novel is meant, then call again with "novel" set to one of these folders: "/books/lamp" ("The Lamp").',
		],
		[
			'one of two with the same title',
			[lamp, { ...key, title: 'The Lamp' }],
			'The Lamp',
			'Several novels of this window have that title or name. Ask the author which novel is meant, then call again with "novel" set to one of these folders: "/books/lamp" ("The Lamp"), "/books/key" ("The Lamp").',
		],
	];
	for (const [what, known, wanted, message] of unclear) {
		it(`is asked for, with the folders to name, where there is ${what}`, () => {
			assert.throws(() => chosenNovel(known, wanted), { code: 'which-novel', message });
		});
	}

	it('is none where there is none, and the author is told what to do', () => {
		assert.throws(() => chosenNovel([], 'The Lamp'), {
			code: 'not-a-novel',
			message:
				"There is no novel in this window. Tell the author to create one with the command 'Prometheus Novel: New Novel', or to open a folder that holds a novel.json.",
		});
	});
});
