import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

/** Commands that can run in any window, and why. What needs trust is shown without it, and then says how to give it. */
const always: Readonly<Record<string, string>> = {
	newNovel: 'asks for a folder where none is open',
	chooseModels: 'sets the models of all novels to come where none is open',
	setApiKey: 'keys belong to no novel',
};

interface Manifest {
	readonly contributes: {
		readonly commands: readonly { readonly command: string }[];
		readonly menus: { readonly commandPalette: readonly { readonly command: string; readonly when?: string }[] };
	};
}

describe('The command palette', () => {
	const { commands, menus } = (JSON.parse(readFileSync('package.json', 'utf8')) as Manifest).contributes;
	const ids = commands.map(({ command }) => command);
	const guarded = menus.commandPalette.filter(({ when = '' }) => when !== '').map(({ command }) => command);

	it('shows a command only when it can run', () => {
		const free = ids.filter((id) => !guarded.includes(id)).map((id) => id.replace('prometheusNovel.', ''));
		assert.deepEqual(free.sort(), Object.keys(always).sort());
	});

	it('has a condition for no command that does not exist', () => {
		assert.deepEqual(
			guarded.filter((id) => !ids.includes(id)),
			[],
		);
	});
});
