import type { DatabaseSync } from 'node:sqlite';
import type { Lifetime } from '../base/lifetime.js';
import type { BatchModels } from '../core/models/batchModel.js';
import { SqliteBasisBook } from '../adapters/sqlite/sqliteBasisBook.js';
import { SqliteBatchBook } from '../adapters/sqlite/sqliteBatchBook.js';
import { SqliteReceiptBook } from '../adapters/sqlite/sqliteReceiptBook.js';
import { ContextService, type ContextPorts } from '../services/context/contextService.js';
import { ReceiptRecorder } from '../services/context/receiptRecorder.js';
import { ReceiptService } from '../services/context/receiptService.js';
import { StoryContext } from '../services/context/storyContext.js';
import { MeteredModel } from '../services/cost/meteredModel.js';
import type { MeterPorts } from '../services/cost/meteredCall.js';
import { BatchedAudits } from '../services/generation/batchedAudits.js';
import { BookOutlook } from '../services/generation/bookOutlook.js';
import { BatchWatch } from '../services/generation/batchWatch.js';
import { profiledMethods } from '../services/profiling/profiledMethods.js';
import type { GenerationPorts } from '../services/generation/generationPorts.js';
import { GenerationService } from '../services/generation/generationService.js';

type Made = 'bases' | 'audits' | 'outlook' | 'context' | 'story' | 'metered' | 'ledger' | 'prices' | 'tokens' | 'clock';

export interface GenerationInputs extends Omit<GenerationPorts, Made> {
	readonly database: DatabaseSync;
	readonly models: GenerationPorts['models'] & BatchModels;
	readonly meter: MeterPorts;
	/** How words of the novel's language are compared. */
	readonly words: Omit<ContextPorts, 'tokens'>;
}

export interface ComposedGeneration {
	readonly generation: GenerationService;
	readonly outlook: BookOutlook;
	readonly batches: BatchedAudits;
	readonly batchWatch: BatchWatch;
	readonly context: ContextService;
	readonly receipts: ReceiptService;
}

/** What turns a novel's files into chapters, and has them audited. */
export function composeGeneration(inputs: GenerationInputs, lifetime: Lifetime): ComposedGeneration {
	const { database, meter } = inputs;
	const own = new ContextService({ ...inputs.words, tokens: meter.tokens });
	const context = profiledMethods(inputs.profiler, 'context', 'context', own, ['fit', 'fitInTurn', 'mostRelevant']);
	const story = new StoryContext({ context, memories: inputs.memories });
	const book = new SqliteReceiptBook(database);
	const witness = new ReceiptRecorder(book, meter.clock);
	const receipts = new ReceiptService({ book, context, tokens: meter.tokens });
	const bases = new SqliteBasisBook(database);
	const common = { ...meter, ...inputs, bases, context, story, witness, metered: new MeteredModel(meter, witness) };
	const batches = new BatchedAudits({ ...common, book: new SqliteBatchBook(database) });
	const outlook = new BookOutlook(common);
	const generation = lifetime.own(new GenerationService({ ...common, outlook, audits: batches }));
	batches.onCollected(() => void generation.publishKnownProblems().catch(() => undefined));
	return { generation, outlook, batches, context, receipts, batchWatch: lifetime.own(new BatchWatch(batches)) };
}
