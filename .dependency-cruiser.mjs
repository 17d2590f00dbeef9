const sourceExceptFor = (...allowed) => ({ path: '^src/', pathNot: allowed.map((folder) => `^src/${folder}`) });

const layer = (name, from, ...allowed) => ({
	name,
	severity: 'error',
	from: { path: `^src/${from}` },
	to: sourceExceptFor(...allowed),
});

/** Imports point one way; type imports count as well. */
export default {
	forbidden: [
		{ name: 'no-cycle', severity: 'error', from: {}, to: { circular: true } },
		{ name: 'no-unresolved', severity: 'error', from: {}, to: { couldNotResolve: true, pathNot: '^vscode$' } },
		{
			name: 'only-host-knows-vscode',
			severity: 'error',
			from: { path: '^src/', pathNot: '^src/(host/|extension\\.ts$)' },
			to: { path: '^vscode$' },
		},
		layer('base-stands-alone', 'base/', 'base/'),
		layer('core-below-services', 'core/', 'core/', 'base/'),
		layer('services-beside-adapters', 'services/', 'services/', 'core/', 'base/', 'api\\.ts$'),
		layer('adapters-beside-services', 'adapters/', 'adapters/', 'core/', 'base/', 'api\\.ts$'),
		layer(
			'compose-below-host',
			'compose(/|\\.ts$)',
			'compose/',
			'services/',
			'adapters/',
			'core/',
			'base/',
			'api\\.ts$',
		),
		layer('protocol-knows-base-only', 'protocol/', 'protocol/', 'base/', 'api\\.ts$'),
		// Money reads the same everywhere.
		layer('webview-knows-protocol-only', 'webview/', 'webview/', 'protocol/', 'core/cost/money\\.ts$'),
		layer('api-is-core-types', 'api\\.ts$', 'core/'),
		{
			name: 'nothing-imports-the-entries',
			severity: 'error',
			from: { path: '^src/' },
			to: { path: '^src/(extension\\.ts$|cli/|rehearsal/)', pathNot: '^src/(cli|rehearsal)/' },
		},
		{
			name: 'host-below-extension',
			severity: 'error',
			from: { path: '^src/host/' },
			to: { path: '^src/(cli|webview)/' },
		},
		layer(
			'rehearsal-above-compose',
			'rehearsal/',
			'rehearsal/',
			'compose/',
			'compose\\.ts$',
			'services/',
			'adapters/',
			'core/',
			'base/',
		),
		{
			name: 'cli-without-editor',
			severity: 'error',
			from: { path: '^src/cli/' },
			to: { path: '^src/(host|webview)/' },
		},
		{
			name: 'core-parts-that-stand-below',
			severity: 'error',
			from: { path: '^src/core/(execution|models)/' },
			to: { path: '^src/core/(novel|prose|pipeline|prompts|cost|profiling|memory|context)/' },
		},
		{
			name: 'core-context-below-pipeline-prompts',
			severity: 'error',
			from: { path: '^src/core/context/' },
			to: { path: '^src/core/(pipeline|prompts|profiling)/' },
		},
		{
			name: 'core-novel-below-prose-pipeline-prompts',
			severity: 'error',
			from: { path: '^src/core/novel/' },
			to: { path: '^src/core/(prose|pipeline|prompts)/' },
		},
		{
			name: 'core-prose-below-pipeline-prompts',
			severity: 'error',
			from: { path: '^src/core/prose/' },
			to: { path: '^src/core/(pipeline|prompts)/' },
		},
		{
			name: 'core-pipeline-below-prompts',
			severity: 'error',
			from: { path: '^src/core/pipeline/' },
			to: { path: '^src/core/prompts/' },
		},
		{
			name: 'core-memory-alone',
			severity: 'error',
			from: { path: '^src/core/memory/' },
			to: { path: '^src/core/', pathNot: '^src/core/memory/' },
		},
		{
			name: 'core-memory-alone-from-outside',
			severity: 'error',
			// What a prompt may carry is chosen as recall finds it.
			from: { path: '^src/core/', pathNot: '^src/core/(memory|context)/' },
			to: { path: '^src/core/memory/' },
		},
		{
			name: 'core-without-effects',
			severity: 'error',
			from: { path: '^src/core/' },
			to: {
				path: '.',
				pathNot: [
					'^src/',
					'(^|/)node_modules/(zod|jsonc-parser|ulid|mustache|@vscode/l10n)/',
					'^vscode$',
					'^(node:)?crypto$',
				],
			},
		},
	],
	options: {
		parser: 'swc',
		tsPreCompilationDeps: true,
		doNotFollow: { path: 'node_modules' },
		enhancedResolveOptions: {
			extensions: ['.ts', '.js', '.mjs', '.d.ts'],
			conditionNames: ['import', 'node', 'default'],
			exportsFields: ['exports'],
		},
	},
};
