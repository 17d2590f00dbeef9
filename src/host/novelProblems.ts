import { join } from 'node:path';
import * as vscode from 'vscode';
import type { Closable } from '../base/lifetime.js';
import { readNovel } from '../adapters/files/novelFolder.js';
import type { Problem } from '../core/novel/novel.js';
import type { NovelProject } from '../services/novelProject.js';
import { isInside } from './isInside.js';
import type { Novels } from './novels.js';

/** The novel's Problems: of its files as they are saved, and of its chapters as they are checked. */
export class NovelProblems implements Closable {
	readonly #novels: Novels;
	/** Apart, so that a check of the files does not wipe what the audit found. */
	readonly #files = vscode.languages.createDiagnosticCollection('prometheus-novel-files');
	readonly #chapters = vscode.languages.createDiagnosticCollection('prometheus-novel-chapters');
	readonly #disposables: vscode.Disposable[] = [];

	constructor(novels: Novels) {
		this.#novels = novels;
		const saved = vscode.workspace.onDidSaveTextDocument((document) => this.#recheck(document.uri));
		const changed = vscode.workspace.createFileSystemWatcher('**/{novel.json,outline.md,bible/**/*.md,prompts/*.md}');
		const stop = novels.onOpen((project) => this.#listen(project));
		for (const event of [changed.onDidChange, changed.onDidCreate, changed.onDidDelete])
			this.#disposables.push(event((uri) => this.#recheck(uri)));
		this.#disposables.push(saved, changed, { dispose: stop }, this.#files, this.#chapters);
	}

	/** Reads the novel's files and shows what is wrong in them. */
	async check(folder: string): Promise<void> {
		const { problems } = await readNovel(folder).catch(() => ({ problems: [] }));
		this.#files.forEach((uri) => {
			if (isInside(folder, uri.fsPath)) this.#files.delete(uri);
		});
		for (const [path, own] of Map.groupBy(problems, (problem) => problem.path))
			this.#files.set(
				uriOf(folder, path),
				own.map((one) => diagnosticOf(folder, one)),
			);
	}

	close(): void {
		vscode.Disposable.from(...this.#disposables).dispose();
	}

	#listen(project: NovelProject): void {
		const stop = project.generation.onProblems(({ path, problems }) =>
			this.#chapters.set(
				uriOf(project.folder, path),
				problems.map((one) => diagnosticOf(project.folder, one)),
			),
		);
		this.#disposables.push({ dispose: stop });
		void project.generation.publishKnownProblems().catch(() => undefined);
	}

	#recheck(uri: vscode.Uri): void {
		const folder = this.#novels.folders().find((one) => isInside(one, uri.fsPath));
		if (folder === undefined) return;
		void this.check(folder);
		if (!isInside(join(folder, 'manuscript'), uri.fsPath)) return;
		const project = this.#novels.opened.find((one) => one.folder === folder);
		void project?.generation.publishKnownProblems().catch(() => undefined);
	}
}

function diagnosticOf(folder: string, problem: Problem): vscode.Diagnostic {
	const range = new vscode.Range(problem.line, problem.column, problem.endLine, problem.endColumn);
	const diagnostic = new vscode.Diagnostic(range, problem.message, severities[problem.severity]);
	diagnostic.source = 'Prometheus Novel';
	diagnostic.code = problem.code;
	if (problem.related !== undefined) {
		const { path, line, message } = problem.related;
		const place = new vscode.Location(uriOf(folder, path), new vscode.Position(line, 0));
		diagnostic.relatedInformation = [new vscode.DiagnosticRelatedInformation(place, message)];
	}
	return diagnostic;
}

const severities = {
	error: vscode.DiagnosticSeverity.Error,
	warning: vscode.DiagnosticSeverity.Warning,
	information: vscode.DiagnosticSeverity.Information,
} as const;

function uriOf(folder: string, path: string): vscode.Uri {
	return vscode.Uri.file(join(folder, path));
}
