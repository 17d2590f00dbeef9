import type { MemoryKind, MemoryTier } from '../../core/memory/entry.js';
import type { NovelProject } from '../../services/novelProject.js';
import { wholeNumber, wrong, type CommandLine } from '../options.js';
import { print } from '../output.js';

export async function addMemory({ memory }: NovelProject, { values, json }: CommandLine): Promise<number> {
	if (values.text === undefined) throw wrong('Say what to remember: --text T.');
	const entry = memory.add({
		text: values.text,
		// What is no kind or tier is refused with the names of those that there are.
		...(values.kind === undefined ? {} : { kind: values.kind as MemoryKind }),
		...(values.tier === undefined ? {} : { tier: values.tier as MemoryTier }),
		chapter: values.chapter === undefined ? undefined : wholeNumber('chapter', values.chapter, 1, 1, 1_000_000),
		scene: values.scene === undefined ? undefined : wholeNumber('scene', values.scene, 1, 1, 1_000_000),
		entities: values.entity ?? [],
		pinned: values.pinned,
	});
	print(json, { id: entry.id }, () => [`Remembered as ${entry.id}.`]);
	return await Promise.resolve(0);
}
