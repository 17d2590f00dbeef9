import { readdirSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { copySample } from '../../test/support/editor/copySample.ts';
import { projectRoot } from '../projectRoot.mjs';

export const hostSuite = path.join(projectRoot, 'build', 'host', 'index.js');
export const hostEventFile = path.join(projectRoot, 'build', 'events', 'host.jsonl');

export function hostEnvironment(grep) {
	return { TEST_EVENT_FILE: hostEventFile, ...(grep === undefined ? {} : { TEST_GREP: grep }) };
}

/** Other authors' extensions, which the build has put beside each other. */
export function testExtensions() {
	const directory = path.join(projectRoot, 'build', 'extensions');
	return readdirSync(directory).map((name) => path.join(directory, name));
}

/** Gives a throw-away copy of the sample novel, so that tests may write to it. */
export async function withSampleCopy(use) {
	const directory = await mkdtemp(path.join(tmpdir(), 'prometheus-host-'));
	const folder = path.join(directory, 'sample');
	await mkdir(path.dirname(hostEventFile), { recursive: true });
	await rm(hostEventFile, { force: true });
	try {
		await copySample(projectRoot, folder);
		await use(folder);
	} finally {
		await rm(directory, { recursive: true, force: true, maxRetries: 5 });
	}
}
