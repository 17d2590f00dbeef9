import { existsSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import * as vscode from 'vscode';
import { AppError } from '../base/errors.js';
import { Emitter } from '../base/emitter.js';
import type { Closable } from '../base/lifetime.js';
import type { Candidate } from '../core/novel/manuscript.js';
import { openNovelProject, type ProjectHost } from '../compose.js';
import type { NovelProject } from '../services/novelProject.js';
import { EditorManuscript } from './editorManuscript.js';
import type { Keys } from './keys.js';
import { Settings } from './settings.js';
import { VscodeModels } from './vscodeModel.js';

/** The novels of the workspace: one project a folder, opened when first needed, sharing nothing. */
export class Novels implements Closable {
	readonly #dist: URL;
	readonly #keys: Keys;
	readonly #projects = new Map<string, Promise<NovelProject>>();
	readonly #opened = new Map<string, NovelProject>();
	#inWorkspace: ReadonlySet<string> = new Set();
	readonly #onOpen = new Emitter<NovelProject>();
	readonly #onClose = new Emitter<void>();
	readonly #onCandidate = new Emitter<Candidate & { readonly folder: string }>();
	readonly #vscodeModels = new VscodeModels();
	readonly #settings = new Settings();

	readonly onOpen = this.#onOpen.on;
	/** A novel is not open any more. */
	readonly onClose = this.#onClose.on;
	readonly onCandidate = this.#onCandidate.on;

	constructor(dist: URL, keys: Keys) {
		this.#dist = dist;
		this.#keys = keys;
	}

	/** Folders of the workspace that hold a novel. */
	folders(): readonly string[] {
		return (vscode.workspace.workspaceFolders ?? [])
			.map((folder) => folder.uri)
			.filter((uri) => uri.scheme === 'file' && existsSync(join(uri.fsPath, 'novel.json')))
			.map((uri) => uri.fsPath);
	}

	get opened(): readonly NovelProject[] {
		return [...this.#opened.values()];
	}

	/** @throws AppError with what to do when the novel cannot be opened; the next call tries again */
	open(path: string): Promise<NovelProject> {
		const folder = resolve(path);
		const known = this.#projects.get(folder);
		if (known !== undefined) return known;
		const opening = this.#open(folder);
		this.#projects.set(folder, opening);
		opening.catch(() => this.#projects.delete(folder));
		return opening;
	}

	/** The novel a command is about: the one named, the only one, the active file's, or the one picked. */
	async choose(folder: string | undefined): Promise<NovelProject | undefined> {
		const chosen = folder ?? (await this.#chooseFolder());
		return chosen === undefined ? undefined : await this.open(chosen);
	}

	/** What a host lends, for commands that need models without a novel. */
	hostFor(folder: string | undefined): ProjectHost {
		const uri = folder === undefined ? undefined : vscode.Uri.file(folder);
		return {
			dist: this.#dist,
			settings: () => this.#settings.of(uri),
			key: (provider) => this.#keys.get(provider),
			redisUrl: (novelId) => this.#keys.redisUrl(novelId),
			models: { vscode: this.#vscodeModels },
			manuscript: (of) => new EditorManuscript(of, (candidate) => this.#onCandidate.emit({ ...candidate, folder: of })),
		};
	}

	async close(): Promise<void> {
		const projects = await Promise.allSettled(this.#projects.values());
		await Promise.all(projects.map(async (one) => (one.status === 'fulfilled' ? await closed(one.value) : undefined)));
		this.#settings.close();
	}

	/** Closes novels whose folder left the workspace; one that was opened by its path stays while it is there. */
	async closeMissing(): Promise<void> {
		const before = this.#inWorkspace;
		this.#inWorkspace = new Set(this.folders());
		for (const [folder, opening] of [...this.#projects]) {
			const isThere = before.has(folder) ? this.#inWorkspace.has(folder) : existsSync(join(folder, 'novel.json'));
			if (isThere) continue;
			this.#projects.delete(folder);
			this.#opened.delete(folder);
			this.#onClose.emit();
			const project = await opening.catch(() => undefined);
			if (project !== undefined) await closed(project);
		}
	}

	async #open(folder: string): Promise<NovelProject> {
		if (!vscode.workspace.isTrusted) {
			throw new AppError(
				'untrusted',
				vscode.l10n.t(
					'This workspace is not trusted, so nothing is generated here. Trust it with "Workspaces: Manage Workspace Trust", then try again.',
				),
			);
		}
		const project = await openNovelProject(folder, this.hostFor(folder));
		project.backups.start();
		project.batchWatch.start();
		this.#opened.set(folder, project);
		this.#onOpen.emit(project);
		return project;
	}

	async #chooseFolder(): Promise<string | undefined> {
		const folders = this.folders();
		const active = vscode.window.activeTextEditor?.document.uri;
		const own = active === undefined ? undefined : vscode.workspace.getWorkspaceFolder(active)?.uri.fsPath;
		if (own !== undefined && folders.includes(own)) return own;
		if (folders.length === 0) {
			throw new AppError(
				'not-a-novel',
				vscode.l10n.t(
					"There is no novel in this window. Create one with 'Prometheus Novel: New Novel', or open a folder that holds a novel.json.",
				),
			);
		}
		if (folders.length === 1) return folders[0];
		const picked = await vscode.window.showQuickPick(
			folders.map((folder) => ({ label: basename(folder), description: folder, folder })),
			{ title: vscode.l10n.t('Which novel?') },
		);
		return picked?.folder;
	}
}

/** VS Code gives an extension a few seconds to close; a backup that takes longer is made the next time. */
async function closed(project: NovelProject): Promise<void> {
	await project.generation.close();
	await project.backups.onClose(AbortSignal.timeout(3_000));
	await project.close();
}
