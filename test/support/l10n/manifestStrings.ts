import { readFileSync } from 'node:fs';

/** What people read in package.json, wherever it stands below what VS Code shows of it. */
const shownKeys: ReadonlySet<string> = new Set([
	'title',
	'shortTitle',
	'label',
	'description',
	'markdownDescription',
	'enumDescriptions',
	'markdownEnumDescriptions',
	'enumItemLabels',
	'patternErrorMessage',
	'errorMessage',
	'deprecationMessage',
	'markdownDeprecationMessage',
	'contents',
	'altText',
	'fullName',
	'displayName',
	'userDescription',
	'contextualTitle',
]);

/** Values that a setting may have, and what only models read. */
const unreadKeys: ReadonlySet<string> = new Set(['default', 'enum', 'inputSchema', 'modelDescription']);

/** A name, which is the same in every language. */
const brand = 'Prometheus Novel';

export interface ManifestKeyFaults {
	/** `%key%` without a text. */
	readonly unknown: readonly string[];
	/** A text that package.json does not use. */
	readonly unused: readonly string[];
	/** A text that people read and that is not `%key%`. */
	readonly untranslatable: readonly string[];
}

export function manifestKeyFaults(): ManifestKeyFaults {
	const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as object;
	const known = Object.keys(JSON.parse(readFileSync('package.nls.json', 'utf8')) as object);
	const used = usedKeys(manifest);
	return {
		unknown: used.filter((key) => !known.includes(key)),
		unused: known.filter((key) => !used.includes(key)),
		untranslatable: untranslatable(manifest),
	};
}

/** Texts that people read and that are not `%key%`, as `path: text`. */
function untranslatable(manifest: object): readonly string[] {
	return shownStrings(manifest)
		.filter(({ text }) => text !== brand && !/^%[^%]+%$/.test(text))
		.map(({ path, text }) => `${path}: ${text}`);
}

/** The keys of all `%key%`. */
function usedKeys(manifest: object): readonly string[] {
	return [...new Set(Array.from(JSON.stringify(manifest).matchAll(/"%([^%"]+)%"/g), (match) => match[1] ?? ''))];
}

interface ShownString {
	readonly path: string;
	readonly text: string;
}

function shownStrings(node: unknown, path = '', isShown = false): readonly ShownString[] {
	if (typeof node === 'string') return isShown ? [{ path, text: node }] : [];
	if (Array.isArray(node)) return node.flatMap((item, index) => shownStrings(item, `${path}[${index}]`, isShown));
	if (typeof node !== 'object' || node === null) return [];
	return Object.entries(node).flatMap(([key, value]) => {
		const below = path === '' ? key : `${path}.${key}`;
		// Elsewhere a name is an id.
		const isViewName = key === 'name' && path.startsWith('contributes.views.');
		return unreadKeys.has(key) ? [] : shownStrings(value, below, isViewName || shownKeys.has(key));
	});
}
