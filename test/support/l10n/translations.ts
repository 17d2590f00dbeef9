import { globSync, readFileSync } from 'node:fs';
import { getL10nJson } from '@vscode/l10n-dev';

/** Texts by their key. */
export type Texts = Readonly<Record<string, string>>;

export interface TranslationFaults {
	/** Has no German. */
	readonly missing: readonly string[];
	/** Is German of nothing that is there. */
	readonly unused: readonly string[];
	/** Has other placeholders in German. */
	readonly placeholders: readonly string[];
}

/** The sentences of the sources: of the host by `vscode.l10n`, of what lies below it by `@vscode/l10n`. */
export async function sourceFaults(): Promise<TranslationFaults> {
	const contents = globSync('src/**/*.ts').map((path) => readFileSync(path, 'utf8'));
	const found = await getL10nJson(contents.map((text) => ({ contents: text, extension: '.ts' })));
	return faultsOf(Object.fromEntries(Object.keys(found).map((key) => [key, key])), texts('l10n/bundle.l10n.de.json'));
}

/** The texts of package.json. */
export function manifestFaults(): TranslationFaults {
	return faultsOf(texts('package.nls.json'), texts('package.nls.de.json'));
}

function texts(path: string): Texts {
	return JSON.parse(readFileSync(path, 'utf8')) as Texts;
}

export function faultsOf(english: Texts, german: Texts): TranslationFaults {
	const keys = Object.keys(english);
	return {
		missing: keys.filter((key) => !german[key]),
		unused: Object.keys(german).filter((key) => !Object.hasOwn(english, key)),
		placeholders: keys.filter((key) => german[key] && placeholders(english[key]) !== placeholders(german[key])),
	};
}

/** Those that are filled in, and the links of a walkthrough. */
function placeholders(text = ''): string {
	return [...new Set(text.match(/\{\d+\}|\]\([^)]+\)|\$\([^)]+\)/g))].sort().join();
}
