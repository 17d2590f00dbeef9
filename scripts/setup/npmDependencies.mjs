import { createHash } from 'node:crypto';
import { readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { projectRoot } from '../projectRoot.mjs';
import { modernNode } from './modernNode.mjs';
import { runNpm } from './runQuietly.mjs';

const lockFile = path.join(projectRoot, 'package-lock.json');
const npmRecord = path.join(projectRoot, 'node_modules', '.package-lock.json');
const stamp = path.join(projectRoot, 'node_modules', '.installed-lock-hash');

export const npmDependencies = {
	name: 'npm dependencies and Node 24',
	isThere: async () => (await modifiedMs(modernNode)) > 0 && ((await isStamped()) || (await isInstalledByHand())),
	bringAbout: async () => {
		await runNpm(['ci'], { cwd: projectRoot });
		await writeFile(stamp, await lockHash());
	},
};

async function isStamped() {
	const stamped = await readFile(stamp, 'utf8').catch(() => '');
	return stamped === (await lockHash());
}

/** npm rewrites its record of what is installed after the lock file. */
async function isInstalledByHand() {
	return (await modifiedMs(npmRecord)) >= (await modifiedMs(lockFile));
}

async function lockHash() {
	return createHash('sha256')
		.update(await readFile(lockFile))
		.digest('hex');
}

/** 0 when the file is missing. */
async function modifiedMs(file) {
	try {
		return (await stat(file)).mtimeMs;
	} catch {
		return 0;
	}
}
