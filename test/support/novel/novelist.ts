import type { AimockHandler, AimockRequest } from '../aimock.js';

/** Answers any stage of the pipeline as a model would that knows nothing but its prompt. */
export const novelist: AimockHandler = (request) => ({ text: replyTo(request) });

export function replyTo(request: AimockRequest): string {
	const schema = schemaIn(request.prompt);
	if (schema !== undefined) return JSON.stringify(instanceOf(schema, 'reply'));
	const wanted = Number(
		/write the remaining (\d+)/.exec(lastTurn(request))?.[1] ?? /About (\d+) words/.exec(request.prompt)?.[1] ?? 500,
	);
	return prose(wanted, `${request.prompt.length}${lastTurn(request).length}`);
}

interface Schema {
	readonly type?: string;
	readonly properties?: Readonly<Record<string, Schema>>;
	readonly items?: Schema;
	readonly minItems?: number;
	readonly maxItems?: number;
	readonly enum?: readonly string[];
	readonly minimum?: number;
}

/** The schema that stands at the end of a task. */
function schemaIn(prompt: string): Schema | undefined {
	const at = prompt.lastIndexOf('JSON Schema:\n');
	return at < 0 ? undefined : (JSON.parse(prompt.slice(prompt.indexOf('{', at))) as Schema);
}

function instanceOf(schema: Schema, name: string): unknown {
	if (schema.enum !== undefined) return schema.enum[0];
	switch (schema.type ?? 'string') {
		case 'object':
			return Object.fromEntries(
				Object.entries(schema.properties ?? {}).map(([key, inner]) => [key, instanceOf(inner, key)]),
			);
		case 'array':
			return name === 'findings' || name === 'edits'
				? []
				: Array.from({ length: Math.max(1, schema.minItems ?? 1) }, (_, index) =>
						instanceOf(schema.items ?? {}, `${name} ${index + 1}`),
					);
		case 'number':
		case 'integer':
			return Math.max(schema.minimum ?? 0, 1);
		default:
			return `The ${name} of this book, as it is now.`;
	}
}

function lastTurn(request: AimockRequest): string {
	return request.messages.at(-1)?.text ?? '';
}

const subjects = [
	'The keeper',
	'Her brother',
	'A gull',
	'The old boat',
	'Nobody on the quay',
	'The lamp',
	'A letter',
	'The tide',
];
const verbs = [
	'waited for',
	'turned away from',
	'answered',
	'carried',
	'lost sight of',
	'came back to',
	'did not mention',
	'counted',
];
const objects = [
	'the harbour wall',
	'what was left of the rope',
	'seven wet steps',
	'the open door',
	'a name without a face',
	'the second bell',
	'her left hand',
	'the cold stove',
];

/** Sentences of six to nine words, in paragraphs, that differ from scene to scene. */
function prose(words: number, seed: string): string {
	let state = seed.split('').reduce((sum, character) => (sum * 31 + character.charCodeAt(0)) >>> 0, 7);
	const next = (list: readonly string[]): string => {
		state = (state * 1_664_525 + 1_013_904_223) >>> 0;
		return list[(state >>> 8) % list.length] ?? '';
	};
	const paragraphs: string[] = [];
	let written = 0;
	while (written < words) {
		const sentences = Array.from({ length: 4 }, () => `${next(subjects)} ${next(verbs)} ${next(objects)}.`);
		written += sentences.join(' ').split(' ').length;
		paragraphs.push(sentences.join(' '));
	}
	return paragraphs.join('\n\n');
}
