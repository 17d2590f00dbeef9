import { ChatNovels, type ChatNovelsPort } from './chatNovels.js';
import { chapterStatus } from './chapterStatusTool.js';
import { chatTool, type ChatTool } from './chatTool.js';
import { estimateCost } from './estimateCostTool.js';
import { searchStoryMemory } from './searchStoryMemoryTool.js';
import { toolInputs } from './toolInputs.js';
import type { ToolName } from './toolNames.js';

export type ChatTools = Readonly<Record<ToolName, ChatTool>>;

/** What language models may do with the novels of the window. */
export function chatTools(port: ChatNovelsPort): ChatTools {
	const novels = new ChatNovels(port);
	return {
		searchStoryMemory: chatTool('searchStoryMemory', toolInputs.searchStoryMemory, searchStoryMemory(novels)),
		estimateCost: chatTool('estimateCost', toolInputs.estimateCost, estimateCost(novels)),
		chapterStatus: chatTool('chapterStatus', toolInputs.chapterStatus, chapterStatus(novels)),
	};
}
