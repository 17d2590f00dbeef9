import * as vscode from 'vscode';

/** A stage in a novelist's words. */
export function stageTitle(stage: string): string {
	return titles()[stage] ?? stage;
}

/** Rows of stages in the order in which a book is made. */
export function inStageOrder<Row extends { readonly key: unknown }>(rows: readonly Row[]): readonly Row[] {
	const order = Object.keys(titles());
	return rows.toSorted((a, b) => order.indexOf(String(a.key)) - order.indexOf(String(b.key)));
}

function titles(): Readonly<Record<string, string>> {
	return {
		concept: vscode.l10n.t('finding the concept'),
		world: vscode.l10n.t('building the world'),
		characters: vscode.l10n.t('meeting the characters'),
		beat_sheet: vscode.l10n.t('setting the beats'),
		motifs: vscode.l10n.t('choosing motifs'),
		outline: vscode.l10n.t('outlining'),
		scene_plan: vscode.l10n.t('planning scenes'),
		scene_drafting: vscode.l10n.t('drafting'),
		chapter_assembly: vscode.l10n.t('putting together'),
		chapter_memory: vscode.l10n.t('remembering'),
		embedding: vscode.l10n.t('indexing memory by meaning'),
		continuity_audit: vscode.l10n.t('checking continuity'),
		continuity_fix: vscode.l10n.t('mending'),
		voice_pass: vscode.l10n.t('voice pass'),
		validation: vscode.l10n.t('validating'),
	};
}
