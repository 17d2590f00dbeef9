import { runInEditor } from '../editor/runInEditor.mjs';
import { projectRoot } from '../projectRoot.mjs';
import { hostEnvironment, hostEventFile, hostSuite, testExtensions, withSampleCopy } from './hostSuite.mjs';
import { SuiteReport } from './suiteReport.mjs';

/** Runs the host tests in the extension host of a real VS Code without a display. */
export async function runHostSuite({ grep, limitMs, write }) {
	const report = new SuiteReport(write);
	await withSampleCopy(async (folder) => {
		try {
			await runInEditor({
				folder,
				suite: hostSuite,
				eventFile: hostEventFile,
				environment: hostEnvironment(grep),
				settings: {},
				extensions: [projectRoot, ...testExtensions()],
				logName: 'host',
				limitMs,
				onEvent: (event) => report.add(event),
			});
		} catch (error) {
			write(`${error.message}\n`);
		}
	});
	return report.finish();
}
