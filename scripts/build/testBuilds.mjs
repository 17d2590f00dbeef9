import { existsSync } from 'node:fs';
import { copyFile, mkdir, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { nodeOptions } from './commonOptions.mjs';

const jobs = [
	'test/support/editor/runCommand.ts',
	'test/support/editor/webviewFrame.ts',
	'test/support/editor/workbench.ts',
	'test/support/novel/draftSample.ts',
	'test/bench/timeActivation.ts',
	'test/bench/measureHostLoop.ts',
	'test/bench/measureDashboard.ts',
	'test/bench/measureLedger.ts',
	'test/bench/measureMemory.ts',
	'test/bench/measureMakespan.ts',
	'test/bench/measureOverhead.ts',
	'test/bench/measureRates.ts',
	'test/bench/measureTokens.ts',
	'test/bench/scanVectors.ts',
	'test/bench/measureRecall.ts',
	'test/bench/measureProfiler.ts',
	'test/bench/measureContext.ts',
			'test/bench/measureStaleness.ts',
	'test/bench/measureCompression.ts',
	'test/bench/measureDashboardPage.ts',
	'test/chaos/killWriters.ts',
];
const nodeSuites = ['test/unit', 'test/contract', 'test/browser'];

/** The suites in build/test and build/host, jobs for editor and benches in build/jobs, test extensions in build/extensions. */
export async function testBuilds() {
	await Promise.all(['test', 'host', 'jobs', 'extensions'].map(emptyOutput));
	const suites = await Promise.all(nodeSuites.map(testFiles));
	const builds = [
		{ ...testOptions, entryPoints: suites.flat(), outbase: 'test', outdir: 'build/test' },
		{ ...testOptions, entryPoints: await hostEntries(), outbase: 'test/host', outdir: 'build/host' },
		{ ...testOptions, entryPoints: jobs, outdir: 'build/jobs', outbase: 'test', entryNames: '[name]' },
		...(await testExtensionBuilds()),
	];
	return builds.filter((build) => build.entryPoints.length > 0);
}

const testOptions = {
	...nodeOptions,
	splitting: true,
	chunkNames: 'chunks/[name]-[hash]',
	packages: 'external',
	external: ['vscode'],
};

async function hostEntries() {
	return ['test/host/index.ts', ...(await testFiles('test/host'))];
}

async function testExtensionBuilds() {
	const names = await directoryNames('test/extensions');
	return Promise.all(
		names.map(async (name) => {
			const outdir = `build/extensions/${name}`;
			await mkdir(outdir, { recursive: true });
			await copyFile(`test/extensions/${name}/package.json`, `${outdir}/package.json`);
			return { ...testOptions, entryPoints: [`test/extensions/${name}/src/extension.ts`], outdir };
		}),
	);
}

function emptyOutput(name) {
	return rm(path.join('build', name), { recursive: true, force: true });
}

async function testFiles(directory) {
	if (!existsSync(directory)) return [];
	const files = await readdir(directory, { recursive: true });
	return files.filter((file) => file.endsWith('.test.ts')).map((file) => path.join(directory, file));
}

async function directoryNames(directory) {
	if (!existsSync(directory)) return [];
	const entries = await readdir(directory, { withFileTypes: true });
	return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
}
