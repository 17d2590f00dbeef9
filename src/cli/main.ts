import { CancellationError, isAppError, isCancellation, sentenceOf } from '../base/errors.js';
import { backup } from './backup.js';
import { batch } from './batch.js';
import { budget } from './budget.js';
import { estimate } from './estimate.js';
import { generate } from './generate.js';
import { ledger } from './ledger.js';
import { memory } from './memory/memory.js';
import { importBook } from './importBook.js';
import { initNovel } from './init.js';
import { readCommandLine, usage, type CommandLine } from './options.js';
import { profile } from './profile.js';
import { receipt } from './receipt.js';
import { restore } from './restore.js';
import { status } from './status.js';

/** Exit codes: 0 done, 1 failed, 2 called wrongly, 130 cancelled. */
async function main(): Promise<number> {
	quietSqliteWarning();
	process.stdout.on('error', leaveWithReader);
	let json = process.argv.includes('--json');
	try {
		const command = readCommandLine(process.argv.slice(2));
		json = command.json;
		return await run(command, cancelledByInterrupt());
	} catch (error) {
		if (isCancellation(error)) return 130;
		const code = isAppError(error) ? error.code : 'failed';
		if (json) process.stdout.write(`${JSON.stringify({ error: code, message: sentenceOf(error) })}\n`);
		else process.stderr.write(`${sentenceOf(error)}\n`);
		return calledWrongly.has(code) ? 2 : 1;
	}
}

/** Whoever read this has closed the pipe, as `head` does; what is finished is on disk. */
function leaveWithReader(error: NodeJS.ErrnoException): void {
	if (error.code !== 'EPIPE') throw error;
	process.exit(closedPipe);
}

/** As shells report a program that such a pipe has ended. */
const closedPipe = 141;

const calledWrongly: ReadonlySet<string> = new Set(['usage', 'bad-model-id', 'bad-chapters']);

async function run(command: CommandLine, signal: AbortSignal): Promise<number> {
	switch (command.verb) {
		case 'help':
			process.stdout.write(`${usage}\n`);
			return 0;
		case 'init':
			return await initNovel(command);
		case 'import':
			return await importBook(command, signal);
		case 'generate':
			return await generate(command, signal);
		case 'batch':
			return await batch(command, signal);
		case 'budget':
			return await budget(command);
		case 'estimate':
			return await estimate(command, signal);
		case 'profile':
			return await profile(command);
		case 'ledger':
			return await ledger(command);
		case 'receipt':
			return await receipt(command);
		case 'status':
			return await status(command, signal);
		case 'memory':
			return await memory(command, signal);
		case 'backup':
			return await backup(command, signal);
		case 'restore':
			return await restore(command, signal);
	}
}

/** The first Ctrl-C is a clean cancel; the second one is meant. */
function cancelledByInterrupt(): AbortSignal {
	const abort = new AbortController();
	for (const name of ['SIGINT', 'SIGTERM'] as const) {
		process.once(name, () => abort.abort(new CancellationError()));
	}
	return abort.signal;
}

/** node:sqlite warns of itself on every start; a user can do nothing about it. */
function quietSqliteWarning(): void {
	const emit = process.emitWarning.bind(process);
	process.emitWarning = (warning: string | Error, ...rest: never[]) => {
		if (!String(warning).includes('SQLite is an experimental feature')) emit(warning, ...rest);
	};
}

process.exitCode = await main();
