import { relative, sep } from 'node:path';
import type * as vscode from 'vscode';
import type { MemorySource, NewMemory } from '../../core/memory/entry.js';
import { bodyPlaces } from '../../core/novel/bodyPlaces.js';
import { chapterNumberOf } from '../../core/novel/chapterFile.js';
import { textHash } from '../../core/pipeline/fingerprint.js';
import { passagesOf } from '../../core/prose/passages.js';
import { lineFeedText } from '../lineFeeds.js';

/** A selection as a note: of the chapter it stands in, with its place there. */
export function selectedMemory(document: vscode.TextDocument, selection: vscode.Range, folder: string): NewMemory {
	const path = relative(folder, document.uri.fsPath).split(sep).join('/');
	const chapter = path.startsWith('manuscript/') ? chapterNumberOf(path) : undefined;
	const { text, start, end } = trimmedSelection(document, selection);
	const { body, inBody } = bodyPlaces(lineFeedText(document));
	const from = inBody(start);
	const to = inBody(end);
	// In a heading or a comment there is no place in the prose.
	if (from === undefined || to === undefined) return { kind: 'note', text, chapter };
	const source: MemorySource = { path, hash: textHash(body), start: from, end: to };
	const scene = chapter && passagesOf(body).findLast((passage) => passage.start <= from)?.scene;
	return { kind: 'note', text: body.slice(from, to), chapter, scene, source };
}

/** Offsets count line feeds only. */
function trimmedSelection(
	document: vscode.TextDocument,
	selection: vscode.Range,
): { readonly text: string; readonly start: number; readonly end: number } {
	const lineFeeds = (text: string): string => text.replaceAll('\r\n', '\n');
	const before = lineFeeds(document.getText(selection.with(document.positionAt(0), selection.start)));
	const selected = lineFeeds(document.getText(selection));
	const text = selected.trim();
	const start = before.length + selected.length - selected.trimStart().length;
	return { text, start, end: start + text.length };
}
