import type { Clock } from '../../base/clock.js';
import type { Ledger } from '../../core/cost/ledger.js';
import type { PriceTable } from '../../core/cost/priceTable.js';
import type { ProcessIdentity } from '../../core/execution/processIdentity.js';
import type { ModelRegistry } from '../../core/models/modelRegistry.js';
import type { TokenCounter } from '../../core/models/tokenCounter.js';
import type { Journal } from '../../core/pipeline/journal.js';
import type { BasisBook } from '../../core/staleness/draftBasis.js';
import type { Manuscript } from '../../core/novel/manuscript.js';
import type { NovelStore } from '../../core/novel/novelStore.js';
import type { ExpectedDuration } from '../../core/profiling/durationHistory.js';
import type { ContextService } from '../context/contextService.js';
import type { StoryContext } from '../context/storyContext.js';
import type { Executor } from '../execution/executor.js';
import type { ProviderPace } from '../execution/providerPace.js';
import type { ChapterMemories } from '../memory/chapterMemories.js';
import type { MeteredModel } from '../cost/meteredModel.js';
import type { Profiler } from '../profiling/profiler.js';
import type { BatchedAudits } from './batchedAudits.js';
import type { BookOutlook } from './bookOutlook.js';
import type { GenerationSettings } from './generationSettings.js';

/** What turning a novel's files into chapters needs. */
export interface GenerationPorts {
	readonly store: NovelStore;
	readonly manuscript: Manuscript;
	readonly models: ModelRegistry;
	readonly prices: PriceTable;
	readonly journal: Journal;
	readonly bases: BasisBook;
	readonly ledger: Ledger;
	readonly metered: MeteredModel;
	readonly context: ContextService;
	readonly story: StoryContext;
	readonly memories: ChapterMemories;
	readonly tokens: TokenCounter;
	readonly executor: Executor;
	readonly pace?: ProviderPace | undefined;
	readonly clock: Clock;
	readonly processes: ProcessIdentity;
	readonly audits: BatchedAudits;
	readonly outlook: BookOutlook;
	readonly profiler: Profiler;
	/** From recorded runs; read anew at each call. */
	expectedDurations(): ExpectedDuration;
	settings(): GenerationSettings;
}
