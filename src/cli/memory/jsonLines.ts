import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { AppError, sentenceOf } from '../../base/errors.js';

/**
 * The values of a JSON Lines file; empty lines are left out.
 * @throws AppError `unreadable`, or `bad-line` with the number of the line and what is wrong
 */
export async function readJsonLines<T>(path: string, schema: z.ZodType<T>): Promise<readonly T[]> {
	const values: T[] = [];
	let number = 0;
	for await (const line of linesOf(path)) {
		number++;
		if (line.trim() !== '') values.push(parsed(line, schema, `${path}, line ${number}`));
	}
	return values;
}

async function* linesOf(path: string): AsyncGenerator<string> {
	try {
		yield* createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Number.POSITIVE_INFINITY });
	} catch (cause) {
		throw new AppError('unreadable', `${path} cannot be read (${sentenceOf(cause)}).`, { cause });
	}
}

function parsed<T>(line: string, schema: z.ZodType<T>, place: string): T {
	const value = valueOf(line, place);
	const result = schema.safeParse(value);
	if (result.success) return result.data;
	throw new AppError('bad-line', `${place}: ${z.prettifyError(result.error)} Nothing was changed.`);
}

function valueOf(line: string, place: string): unknown {
	try {
		return JSON.parse(line.replace(/^\uFEFF/, '')) as unknown;
	} catch (cause) {
		throw new AppError('bad-line', `${place} is not JSON. Nothing was changed.`, { cause });
	}
}
