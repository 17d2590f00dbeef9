/** What every bundle for Node shares. */
export const nodeOptions = {
	bundle: true,
	format: 'esm',
	platform: 'node',
	// jsonc-parser's main is UMD, whose requires cannot be bundled.
	mainFields: ['module', 'main'],
	// The variant that reads no files: translations are handed over by the editor.
	alias: { '@vscode/l10n': '@vscode/l10n/dist/browser.js' },
	target: 'node22',
	loader: { '.md': 'text' },
	sourcemap: true,
	logLevel: 'warning',
};

// CommonJS dependencies inside an ES module still call `require` for Node's own modules.
export const requireBanner = {
	js: "import { createRequire as createRequireForBundle } from 'node:module';\nconst require = createRequireForBundle(import.meta.url);",
};
