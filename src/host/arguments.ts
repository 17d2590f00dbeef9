import { z } from 'zod';
import { AppError } from '../base/errors.js';

/**
 * Reads the one plain-object argument of a command. Undefined stays undefined: the command was called by hand and may ask.
 * A menu passes the resource it was opened on, which is no argument of ours.
 * @throws AppError `bad-argument` with what is wanted
 */
export function parseArgument<T>(command: string, schema: z.ZodType<T>, argument: unknown): T | undefined {
	if (argument === undefined || isResource(argument)) return undefined;
	const result = schema.safeParse(argument);
	if (result.success) return result.data;
	throw new AppError(
		'bad-argument',
		`prometheusNovel.${command} cannot use that argument. ${z.prettifyError(result.error)}`,
	);
}

function isResource(argument: unknown): boolean {
	return typeof argument === 'object' && argument !== null && 'scheme' in argument && 'fsPath' in argument;
}
