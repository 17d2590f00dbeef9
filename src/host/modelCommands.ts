import * as vscode from 'vscode';
import { z } from 'zod';
import { ProviderModelRegistry } from '../adapters/llm/providerModelRegistry.js';
import { providerNames, providerOf } from '../adapters/llm/providers.js';
import { modelRegistry, priceTable } from '../compose/composeModels.js';
import { AppError } from '../base/errors.js';
import { formatModelId, parseModelId } from '../core/models/modelId.js';
import type { ReachableModel } from '../core/models/modelRegistry.js';
import { modelRoles, type ModelRole } from '../core/pipeline/stages.js';
import type { PriceTable } from '../core/cost/priceTable.js';
import { folderArgument, parseArgument } from './arguments.js';
import type { Keys } from './keys.js';
import type { Novels } from './novels.js';
import { setModel } from './setModel.js';
import { locale } from './locale.js';

const modelName = z.string().min(1).optional();
const chooseArgument = z.strictObject({
	folder: folderArgument,
	plan: modelName,
	draft: modelName,
	check: modelName,
});
const keyArgument = z.strictObject({ provider: z.string().min(1), key: z.string(), check: z.boolean().default(true) });

interface ModelItem extends vscode.QuickPickItem {
	readonly model?: string;
}

/** Which model does what, and the keys to reach them. */
export class ModelCommands {
	readonly #novels: Novels;
	readonly #keys: Keys;

	constructor(novels: Novels, keys: Keys) {
		this.#novels = novels;
		this.#keys = keys;
	}

	/** @returns the models of all roles as they are set afterwards */
	async choose(argument: unknown): Promise<Record<ModelRole, string>> {
		const given = parseArgument('chooseModels', chooseArgument, argument);
		const folder = given?.folder ?? this.#novels.folders()[0];
		const chosen = given ?? (await this.#pickAll(folder));
		for (const role of modelRoles) {
			const model = chosen[role];
			if (model !== undefined) await setModel(folder, role, formatModelId(parseModelId(model)));
		}
		return this.#novels.hostFor(folder).settings().models;
	}

	/** @returns what the provider said to the key; the key itself is never shown again */
	async setKey(argument: unknown): Promise<{ readonly provider: string; readonly verdict: string } | undefined> {
		const given = parseArgument('setApiKey', keyArgument, argument);
		const provider = given?.provider ?? (await this.#pickProvider());
		if (provider === undefined) return undefined;
		const key = given?.key ?? (await askKey(provider));
		if (key === undefined) return undefined;
		const { kind, sentence } =
			given?.check === false || key === ''
				? { kind: 'unverifiable' as const, sentence: '' }
				: await this.#check(provider, key.trim());
		if (kind === 'rejected') throw new AppError('key-rejected', sentence);
		await this.#keys.set(provider, key.trim());
		if (given === undefined)
			void vscode.window.showInformationMessage(
				key === '' ? vscode.l10n.t('The key was removed.') : sentence || vscode.l10n.t('The key is saved.'),
			);
		return { provider, verdict: kind };
	}

	async #check(
		provider: string,
		key: string,
	): Promise<{ readonly kind: 'accepted' | 'rejected' | 'unverifiable'; readonly sentence: string }> {
		const { providers } = this.#novels.hostFor(this.#novels.folders()[0]).settings();
		const registry = new ProviderModelRegistry({ providers, key: () => Promise.resolve(key) });
		return await registry.checkKey(provider, key, AbortSignal.timeout(15_000));
	}

	async #pickProvider(): Promise<string | undefined> {
		const { providers } = this.#novels.hostFor(this.#novels.folders()[0]).settings();
		const items = await Promise.all(
			providerNames(providers).map(async (name) => ({
				label: providerOf(name, providers).title,
				description: name,
				...((await this.#keys.get(name)) === undefined
					? {}
					: { detail: vscode.l10n.t('A key is set; a new one replaces it.') }),
				name,
			})),
		);
		return (
			await vscode.window.showQuickPick(items, {
				title: vscode.l10n.t('A key for which provider?'),
				matchOnDescription: true,
			})
		)?.name;
	}

	async #pickAll(folder: string | undefined): Promise<Partial<Record<ModelRole, string>>> {
		const host = this.#novels.hostFor(folder);
		const listing = await vscode.window.withProgress(
			{ location: vscode.ProgressLocation.Notification, title: vscode.l10n.t('Asking which models can be reached…') },
			() =>
				modelRegistry(host, {
					count: () => Promise.resolve(0),
					countAll: (texts) => Promise.resolve(texts.map(() => 0)),
				}).reachable(AbortSignal.timeout(15_000)),
		);
		const items = await Promise.all(listing.models.map((model) => itemOf(model, priceTable(host))));
		const chosen: Partial<Record<ModelRole, string>> = {};
		for (const [step, role] of modelRoles.entries()) {
			const model = await pickModel(role, step + 1, items, host.settings().models[role], listing.unreachable);
			if (model === undefined) return chosen;
			chosen[role] = model;
		}
		return chosen;
	}
}

/** Price and context window are what a choice depends on, so they stand beside the name. */
async function itemOf(model: ReachableModel, prices: PriceTable): Promise<ModelItem> {
	const name = formatModelId(model.id);
	const contextWindow = model.contextWindow ?? (await prices.limitsOf(model.id).catch(() => undefined))?.contextWindow;
	const context =
		contextWindow === undefined
			? ''
			: ` · ${vscode.l10n.t('{0} tokens of context', contextWindow.toLocaleString(locale()))}`;
	return {
		label: name,
		description: `${await priceLine(model, prices)}${context}`,
		...(name.endsWith(model.name) ? {} : { detail: model.name }),
		model: name,
	};
}

async function priceLine(model: ReachableModel, prices: PriceTable): Promise<string> {
	try {
		const price = await prices.priceOf(model.id);
		if (price.perMillion !== undefined)
			return vscode.l10n.t('${0} in, ${1} out per million tokens', price.perMillion.input, price.perMillion.output);
		return price.source === 'subscription' ? vscode.l10n.t('in your subscription') : vscode.l10n.t('free');
	} catch {
		return vscode.l10n.t('no price known: set one first');
	}
}

async function pickModel(
	role: ModelRole,
	step: number,
	models: readonly ModelItem[],
	current: string,
	unreachable: readonly string[],
): Promise<string | undefined> {
	const other: ModelItem = {
		label: vscode.l10n.t('$(edit) Another model…'),
		detail: unreachable.join(' '),
		alwaysShow: true,
	};
	const key: ModelItem = {
		label: vscode.l10n.t('$(key) Set an API key…'),
		detail: vscode.l10n.t('Models of a provider are listed here when its key is set.'),
		alwaysShow: true,
	};
	const sorted = models.toSorted((a, b) => Number(b.model === current) - Number(a.model === current));
	const items = [...sorted, key, other];
	const picked = await vscode.window.showQuickPick(
		items.map((item) => (item.model === current ? { ...item, label: `$(check) ${item.label}` } : item)),
		{ title: `${roleTitle(role)} (${step}/3)`, matchOnDescription: true, matchOnDetail: true, ignoreFocusOut: true },
	);
	if (picked === undefined) return undefined;
	if (picked.label === key.label) {
		await vscode.commands.executeCommand('prometheusNovel.setApiKey');
		return undefined;
	}
	return (
		picked.model ??
		(await vscode.window.showInputBox({
			title: roleTitle(role),
			value: current,
			prompt: vscode.l10n.t('provider/model, for example openai/gpt-5-mini'),
			validateInput: problemOfModel,
		}))
	);
}

function problemOfModel(text: string): string | undefined {
	try {
		parseModelId(text);
		return undefined;
	} catch (error) {
		return (error as Error).message;
	}
}

function roleTitle(role: ModelRole): string {
	const titles = {
		plan: vscode.l10n.t('Which model plans the book and its scenes?'),
		draft: vscode.l10n.t('Which model drafts the prose?'),
		check: vscode.l10n.t('Which model reads finished chapters?'),
	};
	return titles[role];
}

async function askKey(provider: string): Promise<string | undefined> {
	return await vscode.window.showInputBox({
		title: vscode.l10n.t('Key for {0}', provider),
		prompt: vscode.l10n.t("Kept in the system's secret storage. Leave empty to remove the key."),
		password: true,
		ignoreFocusOut: true,
	});
}
