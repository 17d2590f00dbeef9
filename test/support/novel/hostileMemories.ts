import type { MemoryId, NewMemory } from '../../../src/core/memory/entry.js';

/** Entries that would run a script or fetch something from `origin` wherever their text were taken for markup. */
export function hostileMemories(origin: string): readonly NewMemory[] {
	const run = 'globalThis.hostile=1';
	return [
		{
			id: `"><img/src='${origin}/id.png'/onerror='${run}'>` as MemoryId,
			text: `Markup <script>${run}</script><img src="${origin}/text.png" onerror="${run}"><style>@import '${origin}/style.css'</style>`,
			entities: [`<b onmouseover="${run}">Bold</b>`],
			kind: 'fact',
		},
		{
			text: `Links [Ackrill](javascript:${run}) ![](${origin}/remote.png) <a href="javascript:${run}">Ivy</a> &lt;i&gt;`,
			kind: 'thread',
		},
		{ text: `Frames <iframe src="${origin}/frame"></iframe><svg onload="${run}"></svg>{0}`, kind: 'note' },
	];
}
