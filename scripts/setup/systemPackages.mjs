import { existsSync } from 'node:fs';
import { findProgram } from './findProgram.mjs';
import { runQuietly } from './runQuietly.mjs';

const chromiumPrograms = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];

export const chromium = {
	debianPackage: 'chromium',
	find: () => process.env.CHROMIUM ?? findProgram(chromiumPrograms),
	advice: 'Install Chromium or Chrome, or name its program in CHROMIUM.',
};

export const redis = {
	debianPackage: 'redis-server',
	find: () => findProgram(['redis-server']),
	advice: 'Install Redis 7 or newer, so that redis-server is on the PATH.',
};

/** One step for all, since only one apt can run at a time. */
export function systemPackages(packages) {
	const missing = () => packages.filter((wanted) => wanted.find() === undefined);
	return {
		name: packages.map((wanted) => wanted.debianPackage).join(' and '),
		isThere: () => missing().length === 0,
		bringAbout: () => install(missing()),
	};
}

async function install(missing) {
	if (!canUseApt()) throw new Error(missing.map((wanted) => wanted.advice).join('\n'));
	const options = { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
	await runQuietly('apt-get', ['update', '-qq'], options);
	const names = missing.map((wanted) => wanted.debianPackage);
	await runQuietly('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...names], options);
}

function canUseApt() {
	return existsSync('/etc/debian_version') && process.getuid?.() === 0;
}
