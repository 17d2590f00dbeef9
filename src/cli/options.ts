import { parseArgs } from 'node:util';
import { strategies } from '../core/execution/strategies.js';
import { highestBudgetUsd } from '../core/cost/budgetSettings.js';
import { AppError } from '../base/errors.js';
import type { RateLimit } from '../core/execution/rateLimits.js';
import { defaultSettings, type ProjectSettings } from '../compose/projectSettings.js';
import type { PriceOverride } from '../core/cost/priceTable.js';

export const verbs = [
	'init',
	'import',
	'estimate',
	'generate',
	'status',
	'batch',
	'profile',
	'ledger',
	'receipt',
	'budget',
	'memory',
	'backup',
	'restore',
] as const;
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
	'fallback-model': { type: 'string' },
	'base-url': { type: 'string', multiple: true },
	price: { type: 'string', multiple: true },
	budget: { type: 'string' },
	'run-budget': { type: 'string' },
	'month-budget': { type: 'string' },
	by: { type: 'string' },
	format: { type: 'string' },
	'when-budget-server-is-away': { type: 'string' },
	concurrency: { type: 'string' },
	'rate-limit': { type: 'string', multiple: true },
	audits: { type: 'string' },
	continuity: { type: 'string' },
	strategy: { type: 'string' },
	submit: { type: 'boolean', default: false },
	cancel: { type: 'boolean', default: false },
	'context-tokens': { type: 'string' },
	'rehearsal-pace': { type: 'string' },
	'embedding-model': { type: 'string' },
	author: { type: 'string' },
	file: { type: 'string' },
	folder: { type: 'string' },
	text: { type: 'string' },
	chapter: { type: 'string' },
	call: { type: 'string' },
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
	run: { type: 'string' },
	export: { type: 'string' },
	to: { type: 'string' },
	'min-share': { type: 'string' },
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
            drafts the chapters that have no text yet; all of them when none are named; with --audits batch they are
            audited together within a day, at a lower price where the provider offers one, and mended by the next run
  batch     [--submit | --cancel]
            takes in the audits that have come back, and says what is out; --submit sends those that are open
  estimate  [--chapters 1-3,7]
            what drafting them will cost and how long it will take, from a rehearsal; nothing is sent to any model
  status    chapters, words, what became stale, and cost
  profile   [--run ID | --list] [--min-share SHARE] [--export chrome-trace|opentelemetry --to F]
            where the time of the latest run went, or of another, and what would end it sooner; as a trace for Perfetto or
            chrome://tracing, or for OpenTelemetry
  ledger    [--by stage|model|chapter|role|day|run] | [--format csv|json] [--file F]
            what was spent, by whatever it is asked for, or every call
  receipt   [--chapter N] [--call ID] [--budget TOKENS]
            what the models were given to read, what was left out and why; and what would go in at another budget
  budget    what may be spent, what is spent and held, and the alerts so far
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
          --fallback-model M    takes the place of a model whose provider keeps failing; none by default
          --embedding-model M   finds memories by meaning, too; none by default
          --base-url NAME=URL   a server that speaks OpenAI's protocol, or another address for a known provider
          --price MODEL=IN,OUT[,CACHE_READ[,CACHE_WRITE]][,batch=SHARE]
                                US dollars per million tokens, and what a batch costs of it; or MODEL=free
          Keys come from the environment: OPENAI_API_KEY, ANTHROPIC_API_KEY, GOOGLE_API_KEY, OPENROUTER_API_KEY, NAME_API_KEY
Limits    --budget USD (50)  --run-budget USD  --month-budget USD
          --concurrency N (10)  --audits now|batch (now)  --continuity chained|planned (chained)
          --strategy dependency-aware|parallel|batched|sequential (dependency-aware)
          --context-tokens N (2000)  --rehearsal-pace TOKENS_PER_SECOND (0: unlimited)
          --rate-limit NAME=REQUESTS[,TOKENS]   what a provider allows a minute, where its replies do not tell;
                                either may be left out, as in openai=,90000
          --when-budget-server-is-away pause|continue   what calls that cost money do while the Redis server of
                                PROMETHEUS_NOVEL_REDIS_URL is away; pause by default

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
	const { budget: _, ...withoutBudget } = values;
	return {
		verb: verb as Verb | 'help',
		memoryVerb,
		novel: values.novel ?? '',
		json: values.json,
		values,
		// There, a budget is one of tokens.
		settings: settingsOf(verb === 'receipt' ? withoutBudget : values),
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
		fallbackModel: values['fallback-model'] ?? defaultSettings.fallbackModel,
		providers: Object.fromEntries(pairs('base-url', values['base-url']).map(([name, baseUrl]) => [name, { baseUrl }])),
		prices: Object.fromEntries(pairs('price', values.price).map(([model, price]) => [model, priceOf(price)])),
		budgetUsd: amount('budget', values.budget, defaultSettings.budgetUsd, 0, highestBudgetUsd),
		runBudgetUsd: amount('run-budget', values['run-budget'], defaultSettings.runBudgetUsd, 0, highestBudgetUsd),
		monthBudgetUsd: amount('month-budget', values['month-budget'], defaultSettings.monthBudgetUsd, 0, highestBudgetUsd),
		whenBudgetServerIsAway: whenAway(values['when-budget-server-is-away']),
		concurrency: wholeNumber('concurrency', values.concurrency, defaultSettings.concurrency, 1, 64),
		rateLimits: Object.fromEntries(
			pairs('rate-limit', values['rate-limit']).map(([name, limit]) => [name, rateLimitOf(limit)]),
		),
		audits: auditsOf(values.audits),
		continuity: continuityOf(values.continuity),
		strategy: strategyOf(values.strategy),
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

function rateLimitOf(text: string): RateLimit {
	const [requests = '', tokens = '', ...rest] = text.split(',').map((part) => part.trim());
	if (rest.length > 0 || (requests === '' && tokens === ''))
		throw wrong(`--rate-limit takes NAME=REQUESTS[,TOKENS], not "${text}".`);
	const limit = (figure: string): number => wholeNumber('rate-limit', figure, Number.NaN, 1, Number.MAX_SAFE_INTEGER);
	return {
		...(requests === '' ? {} : { requestsPerMinute: limit(requests) }),
		...(tokens === '' ? {} : { tokensPerMinute: limit(tokens) }),
	};
}

function whenAway(text: string | undefined): ProjectSettings['whenBudgetServerIsAway'] {
	if (text === undefined || text === 'pause' || text === 'continue')
		return text ?? defaultSettings.whenBudgetServerIsAway;
	throw wrong(`--when-budget-server-is-away takes pause or continue, not "${text}".`);
}

function continuityOf(text: string | undefined): ProjectSettings['continuity'] {
	if (text === undefined || text === 'chained' || text === 'planned') return text ?? defaultSettings.continuity;
	throw wrong(`--continuity takes chained or planned, not "${text}".`);
}

function strategyOf(text: string | undefined): ProjectSettings['strategy'] {
	const strategy = text === undefined ? defaultSettings.strategy : strategies.find((one) => one === text);
	if (strategy !== undefined) return strategy;
	throw wrong(`--strategy takes one of ${strategies.join(', ')}, not "${text}".`);
}

function auditsOf(text: string | undefined): ProjectSettings['audits'] {
	if (text === undefined || text === 'now' || text === 'batch') return text ?? defaultSettings.audits;
	throw wrong(`--audits takes now or batch, not "${text}".`);
}

function pairs(name: string, texts: readonly string[] | undefined): readonly (readonly [string, string])[] {
	return (texts ?? []).map((text) => {
		const at = text.indexOf('=');
		if (at < 1) throw wrong(`--${name} takes NAME=VALUE, not "${text}".`);
		return [text.slice(0, at), text.slice(at + 1)] as const;
	});
}

function priceOf(text: string): 'free' | PriceOverride {
	if (text === 'free') return 'free';
	const [, tokens = '', share] = /^(.*?)(?:,batch=(.*))?$/.exec(text) ?? [];
	const figures = tokens.split(',').map((part) => amount('price', part, Number.NaN, 0, 10_000));
	const [input, output, cacheRead, cacheWrite] = figures;
	if (input === undefined || output === undefined || figures.length > 4)
		throw wrong(`--price takes MODEL=IN,OUT[,CACHE_READ[,CACHE_WRITE]][,batch=SHARE] or MODEL=free, not "${text}".`);
	return {
		input,
		output,
		...(cacheRead === undefined ? {} : { cacheRead }),
		...(cacheWrite === undefined ? {} : { cacheWrite }),
		...(share === undefined ? {} : { batch: amount('price', share, Number.NaN, 0, 1) }),
	};
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

export function amount(name: string, text: string | undefined, fallback: number, least: number, most: number): number {
	if (text === undefined) return fallback;
	const value = text.trim() === '' ? Number.NaN : Number(text);
	if (!Number.isFinite(value) || value < least || value > most)
		throw wrong(`--${name} takes a number from ${least} to ${most}, not "${text}".`);
	return value;
}

export function wrong(message: string): AppError {
	return new AppError('usage', `${message} See prometheus-novel --help.`);
}
