import { cp } from 'node:fs/promises';
import type { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { existsSync } from 'node:fs';
import * as l10n from '@vscode/l10n';
import { AppError } from '../base/errors.js';
import type { LanguageModel } from '../core/models/languageModel.js';
import { formatModelId, parseModelId, type ModelId } from '../core/models/modelId.js';
import type { TokenCounter } from '../core/models/tokenCounter.js';
import type { RehearsedBook } from '../core/pipeline/bookRehearsal.js';
import type { GenerationRequest } from '../core/pipeline/workList.js';
import { RehearsalModel } from '../adapters/llm/rehearsalModel.js';
import { openDatabase } from '../adapters/sqlite/database.js';
import { openNovelProject, type ProjectHost } from '../compose.js';
import type { ProjectSettings } from '../compose/projectSettings.js';

export interface RehearsalInputs {
	/** Of the novel. */
	readonly folder: string;
	/** An empty folder; whoever made it takes it away. */
	readonly copy: string;
	readonly request: GenerationRequest;
	readonly settings: ProjectSettings;
	readonly dist: URL;
	readonly tokens: TokenCounter;
}

/** The author's files; everything else stays where it is. A link is followed, since what is written here must not go through it. */
const parts = ['novel.json', 'outline.md', 'bible', 'prompts', 'manuscript'];
const databasePath = join('.prometheus', 'novel.db');

/**
 * Runs a request on a copy of the novel, with the rehearsal model under the names of the real ones: what is finished is
 * known under those names, and is not done again.
 */
export async function rehearseBook(inputs: RehearsalInputs, signal: AbortSignal): Promise<RehearsedBook> {
	await copyNovel(inputs.folder, inputs.copy);
	return await runIn(inputs.copy, inputs, signal);
}

async function copyNovel(from: string, to: string): Promise<void> {
	for (const part of parts)
		if (existsSync(join(from, part)))
			await cp(join(from, part), join(to, part), { recursive: true, dereference: true });
	const { database } = await openDatabase(join(to, databasePath));
	try {
		database.exec('PRAGMA synchronous = OFF');
		database.prepare('ATTACH ? AS original').run(join(from, databasePath));
		// Of one moment, whatever is written there meanwhile.
		database.exec('BEGIN');
		for (const table of ['stage_result', 'chapter', 'stream', 'memory_entry'])
			database.exec(`INSERT INTO main.${table} SELECT * FROM original.${table}`);
		copyIndex(database);
		database.exec('COMMIT');
	} finally {
		database.close();
	}
}

/** The index keeps no texts that it could be made from; what it is made of is copied as it is. */
function copyIndex(database: DatabaseSync): void {
	// Newer versions of Node.js guard such tables; older ones have nothing to be asked for.
	(database as Partial<DatabaseSync>).enableDefensive?.(false);
	for (const part of ['data', 'idx', 'docsize', 'config']) {
		database.exec(`DELETE FROM main.memory_terms_${part}`);
		database.exec(`INSERT INTO main.memory_terms_${part} SELECT * FROM original.memory_terms_${part}`);
	}
}

async function runIn(folder: string, inputs: RehearsalInputs, signal: AbortSignal): Promise<RehearsedBook> {
	const project = await openNovelProject(folder, rehearsalHost(inputs));
	try {
		const { failures } = await project.generation.generate(inputs.request, signal);
		signal.throwIfAborted();
		if (failures.length > 0)
			throw new AppError(
				'rehearsal-failed',
				l10n.t('The book cannot be rehearsed, so its cost is not known: {0}', failures.join(' ')),
			);
		const calls = [...project.costs.ledgerRows()].map(
			({ node, stage, role, chapter, estimatedInputTokens, usage }) => ({
				node,
				stage,
				role,
				chapter,
				inputTokens: estimatedInputTokens,
				outputTokens: usage.outputTokens,
			}),
		);
		return { calls };
	} finally {
		await project.close();
	}
}

function rehearsalHost({ settings, dist, tokens }: RehearsalInputs): ProjectHost {
	const ids = Object.values(settings.models).map(parseModelId);
	const rehearsal = new RehearsalModel({ countTokens: (text) => tokens.count(text) });
	const opener = {
		open: (id: ModelId): Promise<LanguageModel> =>
			Promise.resolve({ id, stream: (request, stop) => rehearsal.stream(request, stop) }),
		list: () => Promise.resolve([]),
	};
	const rehearsed: ProjectSettings = {
		...settings,
		prices: Object.fromEntries(ids.map((id) => [formatModelId(id), 'free'])),
		budgetUsd: 1,
		runBudgetUsd: 0,
		monthBudgetUsd: 0,
		rehearsalTokensPerSecond: 0,
		embeddingModel: '',
		audits: 'now',
		fallbackModel: '',
		rateLimits: {},
		backupIntervalSeconds: 0,
	};
	return {
		dist,
		tokens,
		profiles: false,
		settings: () => rehearsed,
		key: () => Promise.resolve(undefined),
		models: Object.fromEntries(ids.map(({ provider }) => [provider, opener])),
	};
}
