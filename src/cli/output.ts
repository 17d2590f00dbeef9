import { once } from 'node:events';

/** Prints one value as a line of JSON, or its lines for people. */
export function print(json: boolean, value: unknown, lines: () => readonly string[]): void {
	process.stdout.write(json ? `${JSON.stringify(value)}\n` : `${lines().join('\n')}\n`);
}

/** Prints a line; waits when the reader is slower than we are. */
export async function printLine(line: string): Promise<void> {
	if (!process.stdout.write(`${line}\n`)) await once(process.stdout, 'drain');
}
