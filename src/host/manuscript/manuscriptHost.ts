import type { Lifetime } from '../../base/lifetime.js';
import type { CommandId } from '../commandIds.js';
import type { GenerationCommands } from '../generationCommands.js';
import type { Novels } from '../novels.js';
import { ManuscriptView } from './manuscriptView.js';
import { rowCommands, type RowCommands } from './rowCommands.js';
import { StaleCommands } from './staleCommands.js';

type Commands = RowCommands &
	Readonly<Record<'regenerateStale' | 'acceptStale', (argument: unknown) => Promise<unknown>>>;

/** The Manuscript view and what can be done about stale chapters. @returns their commands */
export function startManuscript(
	novels: Novels,
	generation: GenerationCommands,
	run: (id: CommandId, argument: object) => Promise<unknown>,
	lifetime: Lifetime,
): Commands {
	lifetime.own(new ManuscriptView(novels));
	const stale = new StaleCommands(novels, generation);
	return {
		...rowCommands(run),
		regenerateStale: (argument) => stale.regenerate(argument),
		acceptStale: (argument) => stale.accept(argument),
	};
}
