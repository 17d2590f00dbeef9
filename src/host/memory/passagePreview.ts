import * as vscode from 'vscode';
import type { Closable } from '../../base/lifetime.js';
import type { Evidence } from './evidence.js';

/** The editor as it was, to go back to. */
interface Standing {
	readonly document: vscode.TextDocument;
	readonly viewColumn: vscode.ViewColumn | undefined;
	readonly selections: readonly vscode.Selection[];
	readonly visible: vscode.Range | undefined;
	readonly isPreview: boolean;
}

/** Shows passages while somebody looks through a list, and puts the editor back when they leave without choosing. */
export class PassagePreview implements Closable {
	readonly #before: Standing | undefined = standing();
	readonly #tabsBefore: ReadonlySet<string> = new Set(fileTabs().map(({ uri }) => uri.toString()));
	readonly #highlight = vscode.window.createTextEditorDecorationType(highlightOptions());
	#hasShown = false;

	/** Marks the passage instead of selecting it, so that no caret is moved. */
	async show({ document, range }: Evidence): Promise<void> {
		this.#hasShown = true;
		const editor = await vscode.window.showTextDocument(document, { preview: true, preserveFocus: true });
		for (const other of vscode.window.visibleTextEditors)
			other.setDecorations(this.#highlight, other === editor ? [range] : []);
		editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
	}

	/** Nothing was chosen. */
	async restore(): Promise<void> {
		if (!this.#hasShown) return;
		if (this.#before !== undefined) await putBack(this.#before);
		const opened = fileTabs().filter(({ tab, uri }) => tab.isPreview && !this.#tabsBefore.has(uri.toString()));
		await vscode.window.tabGroups.close(
			opened.map(({ tab }) => tab),
			true,
		);
	}

	/** Takes the highlight away. */
	close(): void {
		this.#highlight.dispose();
	}
}

function highlightOptions(): vscode.DecorationRenderOptions {
	const { kind } = vscode.window.activeColorTheme;
	const isHighContrast =
		kind === vscode.ColorThemeKind.HighContrast || kind === vscode.ColorThemeKind.HighContrastLight;
	// There, backgrounds say nothing.
	return isHighContrast
		? { border: '1px dashed', borderColor: new vscode.ThemeColor('contrastActiveBorder') }
		: { backgroundColor: new vscode.ThemeColor('editor.selectionBackground') };
}

function standing(): Standing | undefined {
	const editor = vscode.window.activeTextEditor;
	if (editor === undefined) return undefined;
	const { document, viewColumn, selections, visibleRanges } = editor;
	const own = fileTabs().find(({ uri }) => uri.toString() === document.uri.toString());
	return { document, viewColumn, selections, visible: visibleRanges[0], isPreview: own?.tab.isPreview ?? false };
}

async function putBack({ document, viewColumn, selections, visible, isPreview }: Standing): Promise<void> {
	const editor = await vscode.window.showTextDocument(document, {
		preview: isPreview,
		...(viewColumn === undefined ? {} : { viewColumn }),
	});
	editor.selections = selections;
	if (visible !== undefined) editor.revealRange(visible, vscode.TextEditorRevealType.AtTop);
}

function fileTabs(): readonly { readonly tab: vscode.Tab; readonly uri: vscode.Uri }[] {
	return vscode.window.tabGroups.all
		.flatMap(({ tabs }) => tabs)
		.flatMap((tab) => (tab.input instanceof vscode.TabInputText ? [{ tab, uri: tab.input.uri }] : []));
}
