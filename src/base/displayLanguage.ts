import * as l10n from '@vscode/l10n';
import { getEnvironmentData, setEnvironmentData } from 'node:worker_threads';

/** Translated sentences by the English ones. */
export type Translations = Readonly<Record<string, string>>;

/** Threads that are started after this find it there. */
const environmentKey = 'prometheus-novel.translations';

let spoken: Translations = {};

/** What is said from here on, in this thread and in those that it starts, is said in this language. Nothing for English. */
export function speak(translations: Translations = {}): void {
	setEnvironmentData(environmentKey, translations);
	use(translations);
}

/** For threads. */
export function speakLikeParent(): void {
	use((getEnvironmentData(environmentKey) as Translations | undefined) ?? {});
}

/** Sentences that a model reads do not follow the editor's language. `work` must not wait for anything. */
export function inEnglish<T>(work: () => T): T {
	const before = spoken;
	use({});
	try {
		return work();
	} finally {
		use(before);
	}
}

function use(translations: Translations): void {
	spoken = translations;
	l10n.config({ contents: translations });
}
