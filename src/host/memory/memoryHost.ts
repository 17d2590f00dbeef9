import * as vscode from 'vscode';
import type { Lifetime } from '../../base/lifetime.js';
import type { CommandId } from '../commandIds.js';
import type { Novels } from '../novels.js';
import { MemoryCommands } from './memoryCommands.js';
import { MemoryUpkeep } from './memoryUpkeep.js';
import { MemoryView } from './memoryView.js';

type MemoryCommandId = `memory.${'search' | 'add' | 'addSelection' | 'edit' | 'delete' | 'pin' | 'reveal'}` & CommandId;

export interface MemoryHost {
	readonly view: MemoryView;
	readonly commands: Readonly<Record<MemoryCommandId, (argument: unknown) => Promise<unknown>>>;
}

/** Memory in the editor: its view, its commands, and what keeps it true to the manuscript. */
export function startMemory(novels: Novels, extension: vscode.Uri, lifetime: Lifetime): MemoryHost {
	lifetime.own(new MemoryUpkeep(novels));
	const view = lifetime.own(
		new MemoryView({
			novels,
			webviewFolder: vscode.Uri.joinPath(extension, 'dist', 'webview'),
			standing: () => ({ sync: vscode.l10n.t('Kept on this computer.') }),
		}),
	);
	const commands = new MemoryCommands(novels, (project, entry) => view.edit(project, entry));
	return {
		view,
		commands: {
			'memory.search': (argument) => commands.search(argument),
			'memory.add': (argument) => commands.add(argument),
			'memory.addSelection': (argument) => commands.addSelection(argument),
			'memory.edit': (argument) => commands.edit(argument),
			'memory.delete': (argument) => commands.delete(argument),
			'memory.pin': (argument) => commands.pin(argument),
			'memory.reveal': (argument) => commands.reveal(argument),
		},
	};
}
