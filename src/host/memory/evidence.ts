import * as vscode from 'vscode';
import { AppError } from '../../base/errors.js';
import type { MemoryEntry } from '../../core/memory/entry.js';
import type { NovelProject } from '../../services/novelProject.js';
import { isInside } from '../isInside.js';
import { lineFeedPosition, lineFeedText } from '../lineFeeds.js';
import { evidencePlace, type EvidenceKind } from './evidencePlace.js';

/** Where the source of an entry stands in the editor's text, unsaved edits included. */
export interface Evidence {
	/** Relative to the novel's folder. */
	readonly path: string;
	readonly document: vscode.TextDocument;
	readonly range: vscode.Range;
	readonly kind: EvidenceKind;
}

/** @throws AppError `no-place` for an entry of the whole book, or when its chapter is gone */
export async function evidenceOf(project: NovelProject, entry: MemoryEntry): Promise<Evidence> {
	const { path, document } = await sourceDocument(project, entry);
	const text = lineFeedText(document);
	const { kind, start, end } = evidencePlace(text, entry);
	const position = (offset: number): vscode.Position => {
		const { line, character } = lineFeedPosition(text, offset);
		return new vscode.Position(line, character);
	};
	return { path, document, kind, range: new vscode.Range(position(start), position(end)) };
}

/** Opens the place, selects it and brings it into view. */
export async function showEvidence(
	{ document, range }: Evidence,
	options: Pick<vscode.TextDocumentShowOptions, 'preserveFocus' | 'preview'>,
): Promise<vscode.TextEditor> {
	const editor = await vscode.window.showTextDocument(document, { ...options, selection: range });
	editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
	return editor;
}

/** What to say when the place is not quite the one that was meant. */
export function evidenceSentence({ kind }: Pick<Evidence, 'kind'>, entry: MemoryEntry): string | undefined {
	if (kind === 'nearby') return vscode.l10n.t('The text has changed since this was remembered; it stood about here.');
	if (kind === 'gone')
		return vscode.l10n.t('These words are not in the chapter any more. This is where the chapter begins.');
	return kind === 'whole' && entry.kind !== 'summary'
		? vscode.l10n.t('This belongs to the whole chapter, which begins here.')
		: undefined;
}

/** A chapter that was renamed is found by its number. */
async function sourceDocument(
	{ folder, outlook }: NovelProject,
	{ source, chapter }: MemoryEntry,
): Promise<{ readonly path: string; readonly document: vscode.TextDocument }> {
	const own = source && (await openIfThere(folder, source.path));
	if (own !== undefined) return own;
	if (source === undefined && chapter === undefined)
		throw new AppError(
			'no-place',
			vscode.l10n.t('This memory belongs to the whole book; there is no passage to go to.'),
		);
	const now = (await outlook.chapters()).find((one) => one.chapter === chapter && one.text !== undefined);
	const found = now && (await openIfThere(folder, now.path));
	if (found !== undefined) return found;
	throw new AppError(
		'no-place',
		vscode.l10n.t(
			'{0} is not there any more, so there is no passage to go to. What is remembered of it stays.',
			source?.path ?? vscode.l10n.t('Chapter {0}', String(chapter)),
		),
	);
}

async function openIfThere(
	folder: string,
	path: string,
): Promise<{ readonly path: string; readonly document: vscode.TextDocument } | undefined> {
	const uri = vscode.Uri.joinPath(vscode.Uri.file(folder), path);
	// Memories can be imported, and a path of theirs is no reason to leave the novel.
	if (!isInside(folder, uri.fsPath)) return undefined;
	try {
		return { path, document: await vscode.workspace.openTextDocument(uri) };
	} catch {
		return undefined;
	}
}
