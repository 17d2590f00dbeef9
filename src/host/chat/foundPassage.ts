import { join } from 'node:path';
import { isAppError } from '../../base/errors.js';
import { whyOf, type MemoryMatch } from '../../core/memory/recall.js';
import type { NovelProject } from '../../services/novelProject.js';
import { evidenceOf } from '../memory/evidence.js';
import type { EvidenceKind } from '../memory/evidencePlace.js';
import type { FoundPassage } from './passagesAnswer.js';

/** A match with the place that it can be linked to. */
export async function foundPassage(project: NovelProject, match: MemoryMatch): Promise<FoundPassage> {
	const { text, chapter, scene, kind, pinned, stale } = match.entry;
	const told = {
		chapter,
		scene,
		kind,
		why: whyOf(match),
		...(await placeOf(project, match)),
		...(pinned ? { pinned } : {}),
		...(stale ? { stale } : {}),
	};
	return { text, told };
}

async function placeOf(project: NovelProject, { entry }: MemoryMatch): Promise<object> {
	try {
		const { path, kind, range } = await evidenceOf(project, entry);
		const place = places[kind];
		return { file: join(project.folder, path), line: range.start.line + 1, ...(place === undefined ? {} : { place }) };
	} catch (error) {
		if (isAppError(error)) return {};
		throw error;
	}
}

const places: Readonly<Record<EvidenceKind, string | undefined>> = {
	passage: undefined,
	nearby: 'nearby',
	gone: 'chapter',
	whole: 'chapter',
};
