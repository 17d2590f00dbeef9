import * as vscode from 'vscode';
import { z } from 'zod';
import { AppError } from '../../base/errors.js';
import type { ReplicaState } from '../../core/memory/replication.js';
import type { NovelProject } from '../../services/novelProject.js';
import { folderArgument, parseArgument } from '../arguments.js';
import type { Keys } from '../keys.js';
import type { Novels } from '../novels.js';
import { syncSentence } from './syncSentence.js';

/** An empty URL ends the sharing. */
const argumentSchema = z.strictObject({ folder: folderArgument, url: z.string() });

/** Shares a novel's memory and budget between machines through a Redis server; its URL, with the password, goes into the secrets. */
export class RedisCommand {
	readonly #novels: Novels;
	readonly #keys: Keys;

	constructor(novels: Novels, keys: Keys) {
		this.#novels = novels;
		this.#keys = keys;
	}

	/** Answers at once: a server that is slow or down is tried in the background. */
	async run(argument: unknown): Promise<ReplicaState | undefined> {
		const given = parseArgument('memory.connectRedis', argumentSchema, argument);
		const project = await this.#novels.choose(given?.folder);
		if (project === undefined) return undefined;
		const id = await novelId(project);
		const url = given?.url ?? (await askForUrl((await this.#keys.redisUrl(id)) !== undefined));
		if (url === undefined) return undefined;
		const state = await this.#connect(project, id, url.trim());
		if (given === undefined) tell(project, state);
		return state;
	}

	async #connect({ replication, budgetSharing }: NovelProject, id: string, url: string): Promise<ReplicaState> {
		if (url === '') {
			await replication.disconnect();
			await budgetSharing.disconnect();
			await this.#keys.setRedisUrl(id, '');
			return replication.state;
		}
		// What is no URL is refused here, before it is kept.
		const state = await replication.connect(url);
		await budgetSharing.connect(url);
		await this.#keys.setRedisUrl(id, url);
		return state;
	}
}

async function novelId({ store }: NovelProject): Promise<string> {
	const { novel } = await store.read();
	if (novel !== undefined) return novel.info.id;
	throw new AppError(
		'bad-novel',
		vscode.l10n.t('novel.json cannot be read. Mend what is shown under Problems, then try again.'),
	);
}

async function askForUrl(isConnected: boolean): Promise<string | undefined> {
	return await vscode.window.showInputBox({
		title: vscode.l10n.t('Share Memory Through Redis'),
		prompt: isConnected
			? vscode.l10n.t('A server is set. Enter another one, or nothing to work on this computer alone.')
			: vscode.l10n.t(
					'The address of your Redis server. It is kept in the system’s secret storage, for this novel only.',
				),
		placeHolder: 'rediss://user:password@redis.example.com:6379',
		password: true,
		ignoreFocusOut: true,
	});
}

function tell({ replication }: NovelProject, state: ReplicaState): void {
	const sentences = [syncSentence(state), ...replication.warnings].join(' ');
	if (state.kind === 'unreachable' || replication.warnings.length > 0) void vscode.window.showWarningMessage(sentences);
	else void vscode.window.showInformationMessage(sentences);
}
