import { readdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import * as vscode from 'vscode';
import { z } from 'zod';
import { AppError } from '../base/errors.js';
import type { Closable } from '../base/lifetime.js';
import { candidatePath, type Candidate } from '../core/novel/manuscript.js';
import type { NovelProject } from '../services/novelProject.js';
import { folderArgument, isResource, parseArgument } from './arguments.js';
import { openFresh } from './freshDocument.js';
import { isInside } from './isInside.js';
import type { Novels } from './novels.js';

const argumentSchema = z.strictObject({ folder: folderArgument, chapter: z.int().positive() });

interface Chosen {
	readonly project: NovelProject;
	readonly chapter: number;
	readonly candidate: vscode.Uri;
	readonly own: vscode.Uri;
	/** Of the chapter, relative to the novel's folder. */
	readonly path: string;
}

type NewCandidate = Candidate & { readonly folder: string };

/** New versions beside the author's own: compare, accept, discard. */
export class CandidateCommands implements Closable {
	readonly #novels: Novels;
	readonly #stop: (() => void)[];
	/** Not yet told of. */
	#new: readonly NewCandidate[] = [];

	constructor(novels: Novels) {
		this.#novels = novels;
		this.#stop = [
			novels.onCandidate((candidate) => void this.#note(candidate)),
			novels.onOpen(() => void this.#countCandidates()),
		];
	}

	close(): void {
		for (const stop of this.#stop) stop();
	}

	async compare(argument: unknown): Promise<void> {
		const chosen = await this.#choose('compareCandidate', argument);
		if (chosen !== undefined) await openDiff(chosen, false);
	}

	/** Puts the candidate in place of the chapter, as one edit that undo takes back. */
	async accept(argument: unknown): Promise<{ readonly path: string } | undefined> {
		const chosen = await this.#choose('acceptCandidate', argument);
		if (chosen === undefined) return undefined;
		const text = (await openFresh(chosen.candidate)).getText();
		const document = await openFresh(chosen.own);
		const edit = new vscode.WorkspaceEdit();
		edit.replace(
			document.uri,
			new vscode.Range(document.positionAt(0), document.positionAt(document.getText().length)),
			text,
		);
		if (!(await vscode.workspace.applyEdit(edit)) || !(await document.save())) {
			throw new AppError(
				'unwritable',
				vscode.l10n.t(
					'{0} cannot be saved. The candidate is still there; allow writing to the folder and accept it again.',
					document.uri.fsPath,
				),
			);
		}
		await this.#remove(chosen);
		await vscode.window.showTextDocument(document, { preview: false });
		return { path: chosen.path };
	}

	/** Takes the candidate away; what its scenes cost is kept in the journal. */
	async discard(argument: unknown): Promise<void> {
		const chosen = await this.#choose('discardCandidate', argument);
		if (chosen !== undefined) await this.#remove(chosen);
	}

	async #remove({ candidate }: Chosen): Promise<void> {
		const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs).filter((tab) => shows(tab, candidate));
		await vscode.window.tabGroups.close(tabs, true);
		await rm(candidate.fsPath, { force: true });
		await this.#countCandidates();
	}

	async #choose(command: string, argument: unknown): Promise<Chosen | undefined> {
		const given = parseArgument(command, argumentSchema, argument);
		const resource = isResource(argument) ? argument : undefined;
		const project = await this.#novels.choose(given?.folder ?? this.#folderOf(resource));
		if (project === undefined) return undefined;
		const chapter = given?.chapter ?? chapterOf(resource) ?? (await pickCandidate(project));
		if (chapter === undefined) return undefined;
		const candidate = vscode.Uri.file(join(project.folder, candidatePath(chapter)));
		const own = (await project.outlook.chapters()).find((one) => one.chapter === chapter);
		if (own === undefined || !(await candidates(project.folder)).includes(chapter))
			throw new AppError('no-candidate', vscode.l10n.t('There is no candidate for chapter {0}.', chapter));
		return { project, chapter, candidate, own: vscode.Uri.file(join(project.folder, own.path)), path: own.path };
	}

	#folderOf(resource: vscode.Uri | undefined): string | undefined {
		return resource && this.#novels.folders().find((folder) => isInside(folder, resource.fsPath));
	}

	/** The candidates of a folder that came since this was last asked. */
	takeNew(folder: string): readonly Candidate[] {
		const taken = this.#new.filter((one) => one.folder === folder);
		this.#new = this.#new.filter((one) => one.folder !== folder);
		return taken;
	}

	/** A single one opens on its own where it covers nothing else that the author is at. */
	async show(news: readonly Candidate[]): Promise<void> {
		const [only, second] = news as readonly NewCandidate[];
		if (only === undefined || second !== undefined) return;
		const own = vscode.Uri.file(join(only.folder, only.path));
		const active = vscode.window.activeTextEditor?.document.uri.toString();
		if (active !== undefined && active !== own.toString()) return;
		const candidate = vscode.Uri.file(join(only.folder, candidatePath(only.chapter)));
		await openDiff({ own, candidate, chapter: only.chapter }, true);
	}

	async #note(candidate: NewCandidate): Promise<void> {
		this.#new = [
			...this.#new.filter((one) => one.folder !== candidate.folder || one.chapter !== candidate.chapter),
			candidate,
		];
		await this.#countCandidates();
	}

	async #countCandidates(): Promise<void> {
		const all = await Promise.all(this.#novels.folders().map(candidates));
		await vscode.commands.executeCommand('setContext', 'prometheusNovel.hasCandidates', all.flat().length > 0);
	}
}

async function openDiff(
	{ own, candidate, chapter }: Pick<Chosen, 'own' | 'candidate' | 'chapter'>,
	preserveFocus: boolean,
): Promise<void> {
	await vscode.commands.executeCommand('vscode.diff', own, candidate, diffTitle(chapter), {
		preview: false,
		preserveFocus,
	});
}

function diffTitle(chapter: number): string {
	return vscode.l10n.t('Chapter {0}: yours ↔ candidate', chapter);
}

/** Chapters of a novel that have one. */
export async function candidates(folder: string): Promise<readonly number[]> {
	const names = await readdir(join(folder, '.prometheus', 'candidates')).catch(() => []);
	return names
		.filter((name) => /^\d+\.md$/.test(name))
		.map((name) => Number.parseInt(name, 10))
		.toSorted((a, b) => a - b);
}

async function pickCandidate(project: NovelProject): Promise<number | undefined> {
	const items = (await candidates(project.folder)).map((chapter) => ({
		label: vscode.l10n.t('Chapter {0}', chapter),
		chapter,
	}));
	if (items.length <= 1) return items[0]?.chapter;
	return (await vscode.window.showQuickPick(items, { title: vscode.l10n.t('Which candidate?') }))?.chapter;
}

function chapterOf(resource: vscode.Uri | undefined): number | undefined {
	const number = Number.parseInt(basename(resource?.fsPath ?? ''), 10);
	return Number.isNaN(number) ? undefined : number;
}

function shows(tab: vscode.Tab, uri: vscode.Uri): boolean {
	const { input } = tab;
	if (input instanceof vscode.TabInputTextDiff) return input.modified.toString() === uri.toString();
	return input instanceof vscode.TabInputText && input.uri.toString() === uri.toString();
}
