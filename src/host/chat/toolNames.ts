/** All tools that language models may use, without the prefix `prometheusNovel_`. */
export const toolNames = ['searchStoryMemory', 'estimateCost', 'chapterStatus'] as const;

export type ToolName = (typeof toolNames)[number];
