import { parseArgs } from 'node:util';
import { AppError } from '../base/errors.js';
import { defaultSettings, type ProjectSettings } from '../compose.js';

export const verbs = ['init', 'import', 'generate', 'status', 'memory', 'backup', 'restore'] as const;
export type Verb = (typeof verbs)[number];

const options = {
	novel: { type: 'string' },
	title: { type: 'string' },
	premise: { type: 'string' },
	genre: { type: 'string' },
	'chapter-count': { type: 'string' },
	'words-per-chapter': { type: 'string' },
	chapters: { type: 'string' },
	model: { type: 'string' },
	'plan-model': { type: 'string' },
	'draft-model': { type: 'string' },
	'check-model': { type: 'string' },
	'base-url': { type: 'string', multiple: true },
	price: { type: 'string', multiple: true },
	budget: { type: 'string' },
	concurrency: { type: 'string' },
	'context-tokens': { type: 'string' },
	'rehearsal-pace': { type: 'string' },
	'embedding-model': { type: 'string' },
	author: { type: 'string' },
	file: { type: 'string' },
	folder: { type: 'string' },
	text: { type: 'string' },
	chapter: { type: 'string' },
	scene: { type: 'string' },
	kind: { type: 'string' },
	tier: { type: 'string' },
	entity: { type: 'string', multiple: true },
	pinned: { type: 'boolean', default: false },
	query: { type: 'string' },
	queries: { type: 'string' },
	'as-of': { type: 'string' },
	limit: { type: 'string' },
	backup: { type: 'string' },
	list: { type: 'boolean', default: false },
	read: { type: 'boolean', default: false },
	json: { type: 'boolean', default: false },
	help: { type: 'boolean', short: 'h', default: false },
} as const;

export const memoryVerbs = ['add', 'search', 'import', 'export', 'stats', 'verify'] as const;
export type MemoryVerb = (typeof memoryVerbs)[number];

type Values = ReturnType<typeof parse>['values'];

export interface CommandLine {
	readonly verb: Verb | 'help';
	/** What to do with memory, after the verb `memory`. */
	readonly memoryVerb: MemoryVerb | undefined;
	readonly novel: string;
	readonly json: boolean;
	readonly values: Values;
	readonly settings: ProjectSettings;
}

export const usage = `prometheus-novel <verb> --novel DIR [--json]

  init      --title T [--premise P] [--genre G] [--chapter-count N] [--words-per-chapter N]
            writes a new novel into DIR
  generate  [--chapters 1-3,7]
            drafts the chapters that have no text yet; all of them when none are named
  status    chapters, words and cost
  import    --file F | --folder D [--title T] [--author A] [--read]
            adopts an existing book: chapters into manuscript/, their passages into memory; --read lets the check model
            read them for facts and summaries
  memory    add --text T [--chapter N] [--scene N] [--kind K] [--tier T] [--entity NAME]... [--pinned]
            search --query Q | --queries Q.jsonl  [--as-of N] [--limit N]
            import --file F.jsonl    export [--file F.jsonl]    stats    verify
  backup    writes a verified backup; --list shows all
  restore   --backup NAME

Models    --model M for all roles, or --plan-model, --draft-model, --check-model:
          rehearsal (default; offline, free, not a real draft), openai/…, anthropic/…, google/…, openrouter/…, ollama/…
          --embedding-model M   finds memories by meaning, too; none by default
          --base-url NAME=URL   a server that speaks OpenAI's protocol, or another address for a known provider
          --price MODEL=IN,OUT  US dollars per million tokens, or MODEL=free
          Keys come from the environment: OPENAI_API_KEY, ANTHROPIC_API_KEY, GOOGLE_API_KEY, OPENROUTER_API_KEY, NAME_API_KEY
Limits    --budget USD (50)  --concurrency N (10)  --context-tokens N (2000)  --rehearsal-pace TOKENS_PER_SECOND (0: unlimited)

Ctrl-C stops cleanly: what was written is kept, and the next run goes on from there.`;

/** @throws AppError `usage` with what is wrong */
export function readCommandLine(args: readonly string[]): CommandLine {
	const { values, positionals } = parse(args);
	const verb = values.help || positionals.length === 0 ? 'help' : positionals[0];
	if (verb !== 'help' && !verbs.some((one) => one === verb))
		throw wrong(`There is no verb "${verb}". There are ${verbs.join(', ')}.`);
	const memoryVerb = verb === 'memory' ? memoryVerbOf(positionals[1]) : undefined;
	const extra = positionals[memoryVerb === undefined ? 1 : 2];
	if (extra !== undefined) throw wrong(`"${extra}" is too much.`);
	if (verb !== 'help' && values.novel === undefined) throw wrong('Say which novel: --novel DIR.');
	return {
		verb: verb as Verb | 'help',
		memoryVerb,
		novel: values.novel ?? '',
		json: values.json,
		values,
		settings: settingsOf(values),
	};
}

function memoryVerbOf(name: string | undefined): MemoryVerb {
	const found = memoryVerbs.find((one) => one === name);
	if (found !== undefined) return found;
	const what = name === undefined ? 'Say what to do with memory' : `Memory has no "${name}"`;
	throw wrong(`${what}: ${memoryVerbs.join(', ')}.`);
}

function parse(args: readonly string[]) {
	try {
		return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
	} catch (error) {
		throw wrong((error as Error).message);
	}
}

function settingsOf(values: Values): ProjectSettings {
	const all = values.model ?? defaultSettings.models.draft;
	return {
		...defaultSettings,
		models: {
			plan: values['plan-model'] ?? all,
			draft: values['draft-model'] ?? all,
			check: values['check-model'] ?? all,
		},
		providers: Object.fromEntries(pairs('base-url', values['base-url']).map(([name, baseUrl]) => [name, { baseUrl }])),
		prices: Object.fromEntries(pairs('price', values.price).map(([model, price]) => [model, priceOf(price)])),
		budgetUsd: amount('budget', values.budget, defaultSettings.budgetUsd, 0, 1_000_000),
		concurrency: wholeNumber('concurrency', values.concurrency, defaultSettings.concurrency, 1, 64),
		contextMaxTokens: wholeNumber(
			'context-tokens',
			values['context-tokens'],
			defaultSettings.contextMaxTokens,
			200,
			100_000,
		),
		rehearsalTokensPerSecond: wholeNumber('rehearsal-pace', values['rehearsal-pace'], 0, 0, 100_000),
		embeddingModel: values['embedding-model'] ?? defaultSettings.embeddingModel,
	};
}

function pairs(name: string, texts: readonly string[] | undefined): readonly (readonly [string, string])[] {
	return (texts ?? []).map((text) => {
		const at = text.indexOf('=');
		if (at < 1) throw wrong(`--${name} takes NAME=VALUE, not "${text}".`);
		return [text.slice(0, at), text.slice(at + 1)] as const;
	});
}

function priceOf(text: string): 'free' | { readonly input: number; readonly output: number } {
	if (text === 'free') return 'free';
	const [input, output, ...more] = text.split(',').map((part) => amount('price', part, Number.NaN, 0, 10_000));
	if (input === undefined || output === undefined || more.length > 0)
		throw wrong(`--price takes MODEL=IN,OUT or MODEL=free, not "${text}".`);
	return { input, output };
}

export function wholeNumber(
	name: string,
	text: string | undefined,
	fallback: number,
	least: number,
	most: number,
): number {
	const value = amount(name, text, fallback, least, most);
	if (!Number.isInteger(value)) throw wrong(`--${name} takes a whole number, not "${text}".`);
	return value;
}

function amount(name: string, text: string | undefined, fallback: number, least: number, most: number): number {
	if (text === undefined) return fallback;
	const value = text.trim() === '' ? Number.NaN : Number(text);
	if (!Number.isFinite(value) || value < least || value > most)
		throw wrong(`--${name} takes a number from ${least} to ${most}, not "${text}".`);
	return value;
}

export function wrong(message: string): AppError {
	return new AppError('usage', `${message} See prometheus-novel --help.`);
}
