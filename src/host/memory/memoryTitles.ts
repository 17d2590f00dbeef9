import * as vscode from 'vscode';
import type { MemoryEntry } from '../../core/memory/entry.js';

type Titled = Pick<MemoryEntry, 'kind' | 'details'>;

/** What an entry is, in a novelist's words. */
export function entryTitle({ kind, details }: Titled): string {
	switch (kind) {
		case 'scene':
			return vscode.l10n.t('Passage');
		case 'summary':
			return details?.of === 'end-state' ? vscode.l10n.t('How it ends') : vscode.l10n.t('Summary');
		case 'fact':
			return details?.of === 'knowledge' ? vscode.l10n.t('Knowledge') : vscode.l10n.t('Fact');
		case 'thread':
			return vscode.l10n.t('Thread');
		case 'note':
			return vscode.l10n.t('Note');
	}
}

export function placeTitle({ chapter, scene }: Pick<MemoryEntry, 'chapter' | 'scene'>): string {
	if (chapter === undefined) return vscode.l10n.t('Whole book');
	return scene === undefined
		? vscode.l10n.t('Chapter {0}', chapter)
		: vscode.l10n.t('Chapter {0}, scene {1}', chapter, scene);
}
