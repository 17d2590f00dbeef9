import { isAbsolute } from 'node:path';
import type * as vscode from 'vscode';
import { z } from 'zod';
import { AppError } from '../base/errors.js';

/** The novel that a command is about; the one of the window when left out. */
export const folderArgument = z.string().refine(isAbsolute, 'Give an absolute path.').optional();

/**
 * Reads the one plain-object argument of a command. Undefined stays undefined: the command was called by hand and may ask.
 * A menu passes the resource it was opened on, which is no argument of ours.
 * @throws AppError `bad-argument` with what is wanted
 */
export function parseArgument<T>(command: string, schema: z.ZodType<T>, argument: unknown): T | undefined {
	if (isByHand(argument)) return undefined;
	return parsed(schema, argument, `prometheusNovel.${command} cannot use that argument.`);
}

/** @param complaint a sentence, which what is wanted follows. @throws AppError `bad-argument` */
export function parsed<T>(schema: z.ZodType<T>, value: unknown, complaint: string): T {
	const result = schema.safeParse(value);
	if (result.success) return result.data;
	throw new AppError('bad-argument', `${complaint} ${z.prettifyError(result.error)}`);
}

/** A row of a tree, which VS Code passes to what is run from the tree's menus; it is no argument of ours either. */
export abstract class TreeRow {
	readonly isTreeRow = true;
}

/** Called from the palette, a menu or a key without an argument: then a command may ask, and tells its faults itself. */
export function isByHand(argument: unknown): boolean {
	return argument === undefined || argument instanceof TreeRow || isResource(argument);
}

export function isResource(argument: unknown): argument is vscode.Uri {
	return typeof argument === 'object' && argument !== null && 'scheme' in argument && 'fsPath' in argument;
}
