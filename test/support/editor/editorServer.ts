import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, rmSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

export interface EditorServerOptions {
	/** The project's root, which holds `.vscode-test/`. */
	readonly projectRoot: string;
	/** Where the server's own output goes, below `build/logs/`. */
	readonly logName: string;
	/** User settings, as in settings.json. */
	readonly settings?: Readonly<Record<string, unknown>>;
	/** Added to the environment of the server and so of its extension host. */
	readonly environment?: Readonly<Record<string, string>>;
	/**
	 * True leaves out what automation needs: with it, VS Code shows no notifications. Extensions under development are
	 * then not loaded from the address, only those that are `installed` and all that come with VS Code.
	 */
	readonly forAPerson?: boolean;
	/** Directories of extensions that are there from the start. */
	readonly installed?: readonly string[];
	/** True asks the user before a workspace is trusted, as desktop VS Code does. */
	readonly workspaceTrust?: boolean;
	/** Such as `de`. VS Code's own texts stay English; extensions speak it as far as they can. English when left out. */
	readonly displayLanguage?: string;
}

export interface EditorServer {
	/** `http://127.0.0.1:port`, no slash at the end. */
	readonly origin: string;
	/** Of the server; its extension hosts are below it. */
	readonly pid: number;
	/** Of its settings, storage and logs. */
	readonly directory: string;
	/** The server's output. */
	readonly logFile: string;
	/** Empty at the start, for what the page writes to its console. */
	readonly consoleFile: string;
	/** Settles when the server has ended, wanted or not. */
	readonly ended: Promise<void>;
	/** Settles when the first extension host has ended, wanted or not. */
	readonly hostEnded: Promise<void>;
	/** Ends every process the server started and removes its directories. */
	close(): Promise<void>;
}

const quietSettings = {
	// Everything is drawn by the processor: a blinking caret alone keeps a core busy.
	'workbench.reduceMotion': 'on',
	'editor.cursorBlinking': 'solid',
	'editor.minimap.enabled': false,
	'workbench.startupEditor': 'none',
	'workbench.secondarySideBar.defaultVisibility': 'hidden',
	'workbench.tips.enabled': false,
	'remote.autoForwardPorts': false,
	'chat.disableAIFeatures': true,
	'security.workspace.trust.untrustedFiles': 'open',
	'telemetry.telemetryLevel': 'off',
	'update.mode': 'none',
	'extensions.autoUpdate': false,
	'extensions.autoCheckUpdates': false,
	'extensions.ignoreRecommendations': true,
	'git.openRepositoryInParentFolders': 'never',
	'npm.autoDetect': 'off',
	'typescript.tsserver.automaticTypeAcquisition.enabled': false,
};

/**
 * Of the hundred extensions that come with VS Code, those that have to do with a folder of Markdown and JSON under Git.
 * Reading all of them takes a sixth of every start.
 */
const builtIn = [
	'configuration-editing',
	'diff',
	'git',
	'git-base',
	'json',
	'json-language-features',
	'log',
	'markdown-basics',
	'markdown-language-features',
	'markdown-math',
	'media-preview',
	'references-view',
	'search-result',
	'simple-browser',
	'theme-defaults',
	'theme-modern-icons',
	'theme-seti',
];

const startLimitMs = 60_000;

/** Starts the browser-hosted VS Code with directories of its own, on a free port of 127.0.0.1. */
export async function startEditorServer(options: EditorServerOptions): Promise<EditorServer> {
	const logFile = path.join(options.projectRoot, 'build', 'logs', `${options.logName}.log`);
	const consoleFile = logFile.replace(/\.log$/, '.console.log');
	await mkdir(path.dirname(logFile), { recursive: true });
	await writeFile(consoleFile, '');
	const directory = await mkdtemp(path.join(tmpdir(), 'prometheus-editor-'));
	await linkExtensions(directory, options.installed ?? []);
	await linkBuiltIn(directory, vscodeOf(options));
	await writeSettings(directory, { ...quietSettings, ...options.settings });
	if (options.displayLanguage !== undefined)
		await writeLanguagePack(path.join(directory, 'user'), options.displayLanguage);

	const server = spawn(process.execPath, serverArguments(options, directory), {
		env: { ...process.env, ...options.environment },
		stdio: ['ignore', 'pipe', 'pipe'],
		// A group of its own, so that one signal also ends the extension hosts below it.
		detached: process.platform !== 'win32',
	});
	const endOnExit = () => {
		killGroup(server, 'SIGKILL');
		rmSync(directory, { recursive: true, force: true });
	};
	process.once('exit', endOnExit);
	const ended = new Promise<void>((resolve) => server.once('close', () => resolve()));
	const hostEnded = outputOf(server, /Extension Host Process exited with code/).then(() => {});
	writeLog(server, logFile);

	const close = async () => {
		killGroup(server, 'SIGTERM');
		const forced = setTimeout(() => killGroup(server, 'SIGKILL'), 5_000);
		await ended;
		clearTimeout(forced);
		killGroup(server, 'SIGKILL');
		process.off('exit', endOnExit);
		await rm(directory, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
	};
	try {
		const port = await listeningPort(server, logFile);
		return {
			origin: `http://127.0.0.1:${port}`,
			pid: server.pid ?? 0,
			directory,
			logFile,
			consoleFile,
			ended,
			hostEnded,
			close,
		};
	} catch (error) {
		await close();
		throw error;
	}
}

async function linkExtensions(directory: string, extensions: readonly string[]): Promise<void> {
	const installed = path.join(directory, 'extensions');
	await mkdir(installed, { recursive: true });
	for (const extension of extensions) {
		const manifest = JSON.parse(await readFile(path.join(extension, 'package.json'), 'utf8')) as ExtensionManifest;
		await symlink(
			extension,
			path.join(installed, `${manifest.publisher}.${manifest.name}-${manifest.version}`),
			'junction',
		);
	}
}

async function linkBuiltIn(directory: string, vscode: string): Promise<void> {
	const folder = path.join(directory, 'built-in');
	await mkdir(folder);
	await Promise.all(
		builtIn.map((name) => symlink(path.join(vscode, 'extensions', name), path.join(folder, name), 'junction')),
	);
}

interface ExtensionManifest {
	readonly publisher: string;
	readonly name: string;
	readonly version: string;
}

async function writeSettings(directory: string, settings: object): Promise<void> {
	// Settings of scope `machine` are read from the machine's own file alone.
	for (const scope of ['User', 'Machine']) {
		const file = path.join(directory, 'user', scope, 'settings.json');
		await mkdir(path.dirname(file), { recursive: true });
		await writeFile(file, JSON.stringify(settings, null, '\t'));
	}
}

/** Without translations of VS Code itself: enough for it to run in that language, and for extensions to speak it. */
async function writeLanguagePack(userDirectory: string, language: string): Promise<void> {
	const texts = path.join(userDirectory, `texts.${language}.json`);
	await writeFile(texts, JSON.stringify({ contents: {} }));
	const extensions = [{ extensionIdentifier: { id: `test.language-pack-${language}` }, version: '1.0.0' }];
	const pack = { hash: 'none', extensions, translations: { vscode: texts }, label: language };
	await writeFile(path.join(userDirectory, 'languagepacks.json'), JSON.stringify({ [language]: pack }));
}

function serverArguments(options: EditorServerOptions, directory: string): string[] {
	const trust = options.workspaceTrust === true ? [] : ['--disable-workspace-trust'];
	const valued = {
		host: '127.0.0.1',
		port: '0',
		'user-data-dir': path.join(directory, 'user'),
		'server-data-dir': path.join(directory, 'server'),
		'extensions-dir': path.join(directory, 'extensions'),
		...(options.forAPerson === true ? {} : { 'builtin-extensions-dir': path.join(directory, 'built-in') }),
	};
	return [
		path.join(vscodeOf(options), 'out', 'server-main.js'),
		'--without-connection-token',
		'--accept-server-license-terms',
		...(options.forAPerson === true ? [] : ['--enable-smoke-test-driver']),
		'--disable-telemetry',
		...trust,
		...(options.displayLanguage === undefined ? [] : ['--locale', options.displayLanguage]),
		...Object.entries(valued).flatMap(([name, value]) => [`--${name}`, value]),
	];
}

function vscodeOf({ projectRoot }: EditorServerOptions): string {
	return path.join(projectRoot, '.vscode-test', 'node_modules', 'code-server', 'lib', 'vscode');
}

async function listeningPort(server: ChildProcess, logFile: string): Promise<number> {
	const stop = new AbortController();
	const failed = Promise.race([
		once(server, 'close', stop).then(([code]) => `it ended with ${code}`),
		pause(startLimitMs, `it was not listening after ${startLimitMs} ms`, stop),
	]).then((reason) => {
		throw new Error(`VS Code did not start: ${reason}; see ${logFile}`);
	});
	try {
		const match = await Promise.race([outputOf(server, /Extension host agent listening on (\d+)/), failed]);
		return Number(match[1]);
	} finally {
		failed.catch(() => {});
		stop.abort();
	}
}

/** The first match in what the server prints. Never settles when there is none. */
function outputOf(server: ChildProcess, pattern: RegExp): Promise<RegExpExecArray> {
	return new Promise((resolve) => {
		let output = '';
		const look = (chunk: Buffer) => {
			output += chunk.toString();
			const match = pattern.exec(output);
			if (match === null) return;
			server.stdout?.off('data', look);
			resolve(match);
		};
		server.stdout?.on('data', look);
	});
}

function writeLog(server: ChildProcess, logFile: string): void {
	const log = createWriteStream(logFile);
	server.stdout?.pipe(log, { end: false });
	server.stderr?.pipe(log, { end: false });
	server.once('close', () => log.end());
}

function killGroup(server: ChildProcess, signal: NodeJS.Signals): void {
	if (server.pid === undefined) return;
	if (process.platform === 'win32') {
		if (server.exitCode === null) spawn('taskkill', ['/pid', String(server.pid), '/T', '/F']);
		return;
	}
	try {
		process.kill(-server.pid, signal);
	} catch {
		// The group has ended already.
	}
}
