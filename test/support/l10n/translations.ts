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
	const sources = globSync('src/**/*.ts').map((path) => readFileSync(path, 'utf8'));
	const unread = sources.filter((source) => /\bl10n\.t\(/.test(source) && !imports.test(source));
	if (unread.length > 0) throw new Error(`Import * as vscode or l10n, so that this is read: ${unread[0]}`);
	const found = await getL10nJson([joined('vscode', 'vscode', sources), joined('l10n', '@vscode/l10n', sources)]);
	return faultsOf(Object.fromEntries(Object.keys(found).map((key) => [key, key])), texts('l10n/bundle.l10n.de.json'));
}

const imports = /^import \* as (?:vscode from 'vscode'|l10n from '@vscode\/l10n');$/m;

/** All sources that import a module by this name, as one: the tool takes a tenth of a second for each file. */
function joined(name: string, from: string, sources: readonly string[]) {
	const statement = `import * as ${name} from '${from}';\n`;
	const parts = sources.filter((source) => source.includes(statement)).map((source) => source.replace(statement, ''));
	return { contents: [statement, ...parts].join('\n'), extension: '.ts' };
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
