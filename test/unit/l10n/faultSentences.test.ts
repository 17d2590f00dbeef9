import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';

/** Of these faults programs hear, which have called a command or the API in a way that cannot be: they stay English. */
const forPrograms: ReadonlySet<string> = new Set([
	'bad-argument',
	'bad-budget',
	'bad-context',
	'bad-graph',
	'bad-limit',
	'bad-tokens',
	'required-over-budget',
]);

describe('The sentence of a fault', () => {
	it('is one that can be translated, wherever the editor may show it', () => {
		// What the tools of chat refuse, language models read, as they read the descriptions of the tools.
		const found = globSync('src/**/*.ts', { exclude: ['src/cli/**', 'src/host/chat/**'] }).flatMap((path) =>
			rawSentences(readFileSync(path, 'utf8')).map((code) => `${path}: ${code}`),
		);
		assert.deepEqual(found, []);
	});

	it('is found where it is not', () => {
		const source =
			"new AppError('busy', 'Wait.'); new ModelFault(\n'auth',\n`No.`); new AppError('busy', l10n.t('Wait.'))";
		assert.deepEqual(rawSentences(source), ['busy', 'auth']);
	});
});

/** Codes of faults whose message is a text as it stands in the source; two sentences may be put one after the other. */
function rawSentences(source: string): readonly string[] {
	const faults = source.matchAll(/new (?:AppError|ModelFault)\(\s*'([a-z-]+)',\s*(?:['"]|`(?!\$\{\w+\} \$\{\w+\}`))/g);
	return Array.from(faults, (match) => match[1] ?? '').filter((code) => !forPrograms.has(code));
}
