import * as vscode from 'vscode';
import type { z } from 'zod';
import { isCancellation } from '../../base/errors.js';
import { abortSignalOf } from '../abortSignalOf.js';
import { parsed } from '../arguments.js';
import { fitAnswer, type SizedAnswer, type TokenRoom } from './sizedAnswer.js';
import type { ToolName } from './toolNames.js';

/** What a tool is, once its input is parsed. */
export interface ChatToolParts<Input> {
	/** Nothing is changed or sent for it. */
	prepare(input: Input): Promise<vscode.PreparedToolInvocation>;
	/** @throws AppError with what the model should do instead, or the signal's reason */
	answer(input: Input, signal: AbortSignal): Promise<SizedAnswer>;
}

export interface ChatTool {
	prepareInvocation(
		options: vscode.LanguageModelToolInvocationPrepareOptions<unknown>,
	): Promise<vscode.PreparedToolInvocation>;
	invoke(
		options: vscode.LanguageModelToolInvocationOptions<unknown>,
		token: vscode.CancellationToken,
	): Promise<vscode.LanguageModelToolResult>;
}

/** Models write what they like, whatever schema they were shown; a fault is thrown, which VS Code shows to the model. */
export function chatTool<Input>(name: ToolName, schema: z.ZodType<Input>, parts: ChatToolParts<Input>): ChatTool {
	return {
		prepareInvocation: async ({ input }) => {
			const { data } = schema.safeParse(input);
			return data === undefined ? {} : await parts.prepare(data);
		},
		invoke: async ({ input, tokenizationOptions }, token) => {
			const given = parsed(schema, input, `${name} cannot use that input. Call it again with what its schema says.`);
			const signal = abortSignalOf(token);
			try {
				const text = await fitAnswer(await parts.answer(given, signal), roomOf(tokenizationOptions, token));
				return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(text)]);
			} catch (error) {
				if (isCancellation(error)) throw new vscode.CancellationError();
				throw error;
			}
		},
	};
}

function roomOf(
	options: vscode.LanguageModelToolTokenizationOptions | undefined,
	token: vscode.CancellationToken,
): TokenRoom | undefined {
	return options && { budget: options.tokenBudget, count: (text) => options.countTokens(text, token) };
}
