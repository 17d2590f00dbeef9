import { z } from 'zod';
import * as l10n from '@vscode/l10n';

export type ParsedReply<T> =
	{ readonly kind: 'value'; readonly value: T } | { readonly kind: 'problem'; readonly problem: string };

/** Reads the one JSON object in a reply; models wrap it in fences and remarks. */
export function parseReply<T>(text: string, schema: z.ZodType<T>): ParsedReply<T> {
	const start = text.indexOf('{');
	const end = text.lastIndexOf('}');
	if (start < 0 || end < start) return { kind: 'problem', problem: l10n.t('The reply holds no JSON object.') };
	let json: unknown;
	try {
		json = JSON.parse(text.slice(start, end + 1));
	} catch {
		return { kind: 'problem', problem: l10n.t('The reply is not valid JSON; it may have been cut off.') };
	}
	const result = schema.safeParse(json);
	return result.success
		? { kind: 'value', value: result.data }
		: { kind: 'problem', problem: z.prettifyError(result.error) };
}

/** The instruction that stands at the end of every task with a structured reply. */
export function replyInstruction(schema: z.ZodType): string {
	return `Reply with one JSON object and nothing else. It matches this JSON Schema:\n${JSON.stringify(jsonSchemaOf(schema))}`;
}

const jsonSchemas = new WeakMap<z.ZodType, Record<string, unknown>>();

/** The same object each time: it takes milliseconds to make, and every call wants it. */
export function jsonSchemaOf(schema: z.ZodType): Readonly<Record<string, unknown>> {
	const known = jsonSchemas.get(schema);
	if (known !== undefined) return known;
	const { $schema: _, ...made } = z.toJSONSchema(schema, { io: 'input' });
	jsonSchemas.set(schema, made);
	return made;
}
