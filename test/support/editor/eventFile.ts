import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';

const pollMs = 50;

/** Yields the JSON lines another process appends to a file, as they come; rejects with the signal's reason. */
export async function* followEvents<Event>(file: string, signal: AbortSignal): AsyncGenerator<Event> {
	let read = 0;
	for (;;) {
		signal.throwIfAborted();
		const complete = (await readIfThere(file)).split('\n').slice(0, -1);
		for (const line of complete.slice(read)) yield JSON.parse(line) as Event;
		read = complete.length;
		await pause(pollMs);
	}
}

async function readIfThere(file: string): Promise<string> {
	try {
		return await readFile(file, 'utf8');
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
		throw error;
	}
}
