import * as vscode from 'vscode';
import type { Lifetime } from '../../base/lifetime.js';
import type { CommandId } from '../commandIds.js';
import type { Keys } from '../keys.js';
import type { Novels } from '../novels.js';
import { DatabaseWatch } from './databaseWatch.js';
import { MemoryCommands } from './memoryCommands.js';
import { MemoryStandings } from './memoryStandings.js';
import { MemoryUpkeep } from './memoryUpkeep.js';
import { MemoryView } from './memoryView.js';
import { RedisCommand } from './redisCommand.js';
import { SafekeepingCommands } from './safekeepingCommands.js';

type MemoryCommandId = Extract<CommandId, `memory.${string}`>;
export interface MemoryHost {
	readonly commands: Commands;
	readonly standings: MemoryStandings;
}

type Commands = Readonly<Record<MemoryCommandId, (argument: unknown) => Promise<unknown>>>;

/** Everything in the editor that has to do with what books remember. */
export function startMemory(novels: Novels, keys: Keys, extension: vscode.Uri, lifetime: Lifetime): MemoryHost {
	lifetime.own(new MemoryUpkeep(novels));
	lifetime.own(new DatabaseWatch(novels));
	const standings = lifetime.own(new MemoryStandings(novels));
	const stop = standings.onChange(() => view.refresh());
	lifetime.onClose(() => stop());
	const view: MemoryView = lifetime.own(
		new MemoryView({
			novels,
			webviewFolder: vscode.Uri.joinPath(extension, 'dist', 'webview'),
			standing: (project) => standings.of(project),
		}),
	);
	const memory = new MemoryCommands(novels, (project, entry) => view.edit(project, entry));
	const safekeeping = new SafekeepingCommands(novels);
	const redis = new RedisCommand(novels, keys);
	const commands: Commands = {
		'memory.search': (argument) => memory.search(argument),
		'memory.add': (argument) => memory.add(argument),
		'memory.addSelection': (argument) => memory.addSelection(argument),
		'memory.edit': (argument) => memory.edit(argument),
		'memory.delete': (argument) => memory.delete(argument),
		'memory.pin': (argument) => memory.pin(argument),
		'memory.reveal': (argument) => memory.reveal(argument),
		'memory.backup': (argument) => safekeeping.backup(argument),
		'memory.restore': (argument) => safekeeping.restore(argument),
		'memory.clear': (argument) => safekeeping.clear(argument),
		'memory.verify': (argument) => safekeeping.verify(argument),
		'memory.connectRedis': (argument) => redis.run(argument),
	};
	return { commands, standings };
}
