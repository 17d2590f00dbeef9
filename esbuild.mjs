// Usage: node esbuild.mjs [--production] [--clean] [--watch] [--tests]
import * as esbuild from 'esbuild';
import { compileVectorKernel } from './scripts/build/compileVectorKernel.mjs';
import { copyTokenizerData } from './scripts/build/copyTokenizerData.mjs';
import { extensionBuilds } from './scripts/build/extensionBuilds.mjs';
import { buildThesaurus } from './scripts/build/thesaurus.mjs';
import { testBuilds } from './scripts/build/testBuilds.mjs';

const flags = new Set(process.argv.slice(2));
const production = flags.has('--production');
const builds = [
	...(await extensionBuilds({ production, clean: flags.has('--clean') })),
	...(flags.has('--tests') ? await testBuilds() : []),
];

await Promise.all([copyTokenizerData(), compileVectorKernel(), buildThesaurus()]);
if (flags.has('--watch')) {
	const contexts = await Promise.all(builds.map((build) => esbuild.context(build)));
	await Promise.all(contexts.map((context) => context.watch()));
	process.stdout.write('Watching for changes; Ctrl-C ends.\n');
} else {
	try {
		await Promise.all(builds.map((build) => esbuild.build(build)));
	} catch {
		// esbuild has printed each error with its place.
		process.exitCode = 1;
	}
}
