import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { runTests } from '@vscode/test-electron';
import { build } from '../build/build.mjs';
import { projectRoot } from '../projectRoot.mjs';
import { hostEnvironment, hostEventFile, hostSuite, testExtensions, withSampleCopy } from './hostSuite.mjs';
import { chosenTitles } from './phases.mjs';
import { SuiteReport } from './suiteReport.mjs';
import { describeTally } from './tally.mjs';

await build('--tests');
const report = new SuiteReport();
await withSampleCopy(async (folder) => {
	try {
		await runTests({
			// A VS Code that is installed already can be named, where none can be downloaded.
			vscodeExecutablePath: process.env.VSCODE_EXECUTABLE,
			cachePath: path.join(projectRoot, '.vscode-test'),
			extensionDevelopmentPath: [projectRoot, ...testExtensions()],
			extensionTestsPath: hostSuite,
			extensionTestsEnv: hostEnvironment(chosenTitles(process.argv.slice(2))),
			launchArgs: [folder, '--disable-extensions', '--disable-workspace-trust'],
		});
	} catch (error) {
		process.stdout.write(`${error.message}\n`);
	}
});
const events = await readFile(hostEventFile, 'utf8').catch(() => '');
for (const line of events.split('\n').filter(Boolean)) report.add(JSON.parse(line));
const counted = report.finish();
process.stdout.write(`\n${describeTally(counted)}\n`);
process.exitCode = counted.failed > 0 ? 1 : 0;
