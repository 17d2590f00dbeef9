import * as vscode from 'vscode';
import { AppError } from '../../base/errors.js';
import type { MemoryEntry, MemoryId } from '../../core/memory/entry.js';
import type { MemoryLook, MemoryProtocol, MemoryStart } from '../../protocol/memory.js';
import type { NovelProject } from '../../services/novelProject.js';
import type { PageAnswers } from '../webview/pageChannel.js';
import { evidenceOf, evidenceSentence, showEvidence } from './evidence.js';
import { restoreMemory } from './restoreMemory.js';

export interface MemoryAnswersParts {
	/** The novel that is viewed; undefined while there is none. */
	project(): NovelProject | undefined;
	look(look: MemoryLook): void;
	retry(): void;
}

/** How the Memory view answers its page. */
export function memoryAnswers(parts: MemoryAnswersParts): PageAnswers<MemoryProtocol> {
	const viewed = (): NovelProject => {
		const project = parts.project();
		if (project === undefined) throw new AppError('not-a-novel', vscode.l10n.t('No novel is open any more.'));
		return project;
	};
	const changing = <Input>(change: (project: NovelProject, input: Input) => void) => {
		return (input: Input) => {
			change(viewed(), input);
			return {};
		};
	};
	return {
		look: (look) => {
			parts.look(look);
			return {};
		},
		read: ({ id }) => ({ text: existingMemory(viewed(), id).text }),
		pin: changing(({ memory }, { id, isPinned }) => void memory.edit(memoryId(id), { pinned: isPinned })),
		edit: changing(({ memory }, { id, text }) => void memory.edit(memoryId(id), { text: text.trim() })),
		remove: changing(({ memory }, { id }) => memory.remove(memoryId(id))),
		restore: changing(({ memory }, { id }) => void restoreMemory(memory, memoryId(id))),
		reveal: async ({ id, takeFocus }) => await reveal(viewed(), id, takeFocus),
		start: async ({ what }) => {
			if (what === 'tryAgain') parts.retry();
			else await vscode.commands.executeCommand(startCommands[what]);
			return {};
		},
	};
}

/** @throws AppError `no-memory` */
export function existingMemory({ memory }: NovelProject, id: string): MemoryEntry {
	const entry = memory.get(memoryId(id));
	if (entry !== undefined) return entry;
	throw new AppError(
		'no-memory',
		vscode.l10n.t('There is no memory {0} any more. It may have been deleted in another window.', id),
	);
}

async function reveal(project: NovelProject, id: string, takeFocus: boolean): Promise<{ readonly sentence?: string }> {
	const entry = existingMemory(project, id);
	const evidence = await evidenceOf(project, entry);
	await showEvidence(evidence, { preview: true, preserveFocus: !takeFocus });
	const sentence = evidenceSentence(evidence, entry);
	return sentence === undefined ? {} : { sentence };
}

const startCommands: Readonly<Record<Exclude<MemoryStart, 'tryAgain'>, string>> = {
	newNovel: 'prometheusNovel.newNovel',
	openFolder: 'vscode.openFolder',
	manageTrust: 'workbench.trust.manage',
	generateNextChapter: 'prometheusNovel.generateNextChapter',
	addNote: 'prometheusNovel.memory.add',
};

/** Ids come back from a page as text. */
function memoryId(id: string): MemoryId {
	return id as MemoryId;
}
