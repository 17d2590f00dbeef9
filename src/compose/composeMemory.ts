import type { DatabaseSync } from 'node:sqlite';
import type { Clock } from '../base/clock.js';
import { newId } from '../base/ids.js';
import type { Lifetime } from '../base/lifetime.js';
import { sumOf, type MicroUsd } from '../core/cost/money.js';
import { HybridClock } from '../core/memory/hybridClock.js';
import { textAnalysis, type Language, type TextAnalysis } from '../core/memory/textAnalysis.js';
import { formatModelId, parseModelId } from '../core/models/modelId.js';
import { openLanguage } from '../adapters/language/openLanguage.js';
import { ProviderEmbeddingRegistry } from '../adapters/llm/embeddings/providerEmbeddingRegistry.js';
import type { ProviderAccess } from '../adapters/llm/connectTo.js';
import { SqliteLexicalIndex } from '../adapters/sqlite/sqliteLexicalIndex.js';
import { SqliteMemoryStore } from '../adapters/sqlite/sqliteMemoryStore.js';
import { SqliteVectorIndex } from '../adapters/vectors/sqliteVectorIndex.js';
import { SqliteVectors } from '../adapters/vectors/sqliteVectors.js';
import type { Executor } from '../services/execution/executor.js';
import { ChapterMemories } from '../services/memory/chapterMemories.js';
import { EmbeddingService } from '../services/memory/embeddingService.js';
import { MeaningService, type OpenEmbeddings } from '../services/memory/meaningService.js';
import { MemoryService } from '../services/memory/memoryService.js';
import { MeteredEmbedding } from '../services/memory/meteredEmbedding.js';
import { RecallCheck } from '../services/memory/recallCheck.js';
import { RecallService } from '../services/memory/recallService.js';
import { passagesOf } from '../services/memory/textEmbedder.js';
import { withTimeout } from '../services/memory/timeLimitedEmbedding.js';
import type { MeterPorts } from '../services/cost/meteredCall.js';

export interface MemoryInputs {
	readonly database: DatabaseSync;
	/** Path of the database's file. */
	readonly path: string;
	readonly meter: MeterPorts;
	readonly executor: Executor;
	readonly clock: Clock;
	readonly dist: URL;
	/** BCP 47 tag of the novel. */
	readonly language: string;
	/** Whether writes have to reach other machines. */
	isShared(): boolean;
	settings(): MemorySettings;
}

export interface MemorySettings {
	/** `provider/model`; empty for none. */
	readonly embeddingModel: string;
	readonly access: ProviderAccess;
	/** Milliseconds a reply may take. */
	readonly timeoutMs: number;
}

export interface MemoryParts {
	readonly memory: MemoryService;
	readonly recall: RecallService;
	readonly memories: ChapterMemories;
	readonly recallCheck: RecallCheck;
	readonly meaning: MeaningService;
}

export interface ComposedMemory {
	readonly parts: MemoryParts;
	/** For what shares the store with others. */
	readonly store: SqliteMemoryStore;
	readonly versions: HybridClock;
	readonly words: { readonly analyse: TextAnalysis; readonly language: Language };
}

/** What a novel remembers, over its database. */
export async function composeMemory(inputs: MemoryInputs, lifetime: Lifetime): Promise<ComposedMemory> {
	const { database, clock, meter } = inputs;
	const language = await openLanguage(inputs.language, inputs.dist);
	const analyse = textAnalysis(language);
	const store = new SqliteMemoryStore(database, analyse, () => inputs.isShared());
	// The random end of an id: no two processes share it.
	const versions = new HybridClock(() => clock.now(), newId().slice(-10));
	const memory = new MemoryService({ store, versions, clock });
	const index = new SqliteLexicalIndex(database);
	const meaning = lifetime.own(
		new MeaningService({
			modelName: () => inputs.settings().embeddingModel,
			open: (name) => openEmbeddings(name, inputs),
			priceOf: (name, text, isFirst) => searchPrice(name, text, isFirst, inputs),
		}),
	);
	lifetime.onClose(memory.onChange(() => meaning.update()));
	const recall = new RecallService({ store, index, analyse, language, tokens: meter.tokens, meaning });
	const recallCheck = new RecallCheck({ store, index, analyse, language, clock, meaning });
	const memories = new ChapterMemories(memory, meter.tokens);
	return { parts: { memory, recall, recallCheck, memories, meaning }, store, versions, words: { analyse, language } };
}

/** @param isFirst with the price of embedding what has no vector yet */
async function searchPrice(
	name: string,
	text: string,
	isFirst: boolean,
	{ database, meter }: MemoryInputs,
): Promise<MicroUsd> {
	const id = parseModelId(name);
	const backlog = isFirst ? new SqliteVectors(database).unembedded(formatModelId(id), Number.MAX_SAFE_INTEGER) : [];
	const metered = new MeteredEmbedding(meter);
	const priceOf = (texts: readonly string[]): Promise<MicroUsd> =>
		metered.worstCase(
			id,
			texts.flatMap((one) => passagesOf(one)),
		);
	return sumOf([await priceOf([text]), await priceOf(backlog.map((entry) => entry.text))]);
}

function openEmbeddings(name: string, inputs: MemoryInputs): OpenEmbeddings {
	const { database, path, dist, clock, executor, meter } = inputs;
	const settings = (): MemorySettings => inputs.settings();
	const id = parseModelId(name);
	const index = new SqliteVectorIndex({ dist, database: path }, formatModelId(id));
	const registry = (): ProviderEmbeddingRegistry =>
		new ProviderEmbeddingRegistry({ ...settings().access, replies: meter.pace });
	const models = {
		open: async () => withTimeout(await registry().open(id), settings().timeoutMs, clock),
	};
	const metered = new MeteredEmbedding(meter);
	const service = new EmbeddingService(id, {
		models,
		metered,
		vectors: new SqliteVectors(database),
		index,
		executor,
		clock,
	});
	return {
		service,
		close: async () => {
			await service.close();
			await index.close();
		},
	};
}
