import * as vscode from 'vscode';
import type { MemoryWords } from '../../protocol/memoryWords.js';

/** What the page of the Memory view says. */
export function memoryWords(): MemoryWords {
	return { ...searchWords(), ...tierWords(), ...entryWords(), ...noticeWords(), ...emptyWords() };
}

function searchWords() {
	return {
		memory: vscode.l10n.t('What the book remembers'),
		search: vscode.l10n.t('Search memory'),
		clearSearch: vscode.l10n.t('Clear the search'),
		kindFilter: vscode.l10n.t('Which memories'),
		allKinds: vscode.l10n.t('Everything'),
		scene: vscode.l10n.t('Passages'),
		summary: vscode.l10n.t('Summaries'),
		fact: vscode.l10n.t('Facts'),
		thread: vscode.l10n.t('Threads'),
		note: vscode.l10n.t('Notes'),
		storyFilter: vscode.l10n.t('Up to which chapter'),
		storyFilterTip: vscode.l10n.t('Leaves out what a reader of that chapter does not know yet'),
		wholeBook: vscode.l10n.t('Whole book'),
		upToChapter: vscode.l10n.t('Up to {0}'),
		found: vscode.l10n.t('{0} found'),
		foundOne: vscode.l10n.t('1 found'),
		foundBest: vscode.l10n.t('The {0} that fit best'),
		nothingFound: vscode.l10n.t('Nothing found'),
		nothingFoundTip: vscode.l10n.t('Try other words, or a name. Questions work, too.'),
		lookEverywhere: vscode.l10n.t('Look in Everything'),
	};
}

function tierWords() {
	return {
		immediate: vscode.l10n.t('On the desk'),
		immediateTip: vscode.l10n.t('The latest passages, word for word, as the next chapter gets them (immediate memory)'),
		immediateEmpty: vscode.l10n.t('The latest passages lie here once a chapter is there.'),
		recent: vscode.l10n.t('The story so far'),
		recentTip: vscode.l10n.t('What the latest chapters come to (recent memory)'),
		recentEmpty: vscode.l10n.t('Summaries stand here once a model has read a chapter.'),
		archival: vscode.l10n.t('Archive'),
		archivalTip: vscode.l10n.t('Everything else: found when it matters, and never thrown away (archival memory)'),
		archivalEmpty: vscode.l10n.t('Facts, threads, notes and older chapters are kept here.'),
		atLeast: vscode.l10n.t('{0}+'),
		showMore: vscode.l10n.t('Show more'),
		showEarlier: vscode.l10n.t('Show earlier'),
	};
}

function entryWords() {
	return {
		chapter: vscode.l10n.t('Chapter {0}'),
		chapterScene: vscode.l10n.t('Chapter {0}, scene {1}'),
		more: vscode.l10n.t('More'),
		less: vscode.l10n.t('Less'),
		pin: vscode.l10n.t('Pin'),
		pinTip: vscode.l10n.t('Pin: goes into every prompt that has room'),
		pinned: vscode.l10n.t('Pinned'),
		edit: vscode.l10n.t('Edit'),
		remove: vscode.l10n.t('Delete'),
		reveal: vscode.l10n.t('Go to the passage'),
		revealTip: vscode.l10n.t('Show where it stands in the chapter'),
		stale: vscode.l10n.t('The text has changed since'),
		nameTip: vscode.l10n.t('Search for {0}'),
		textOfMemory: vscode.l10n.t('Text of this memory'),
		save: vscode.l10n.t('Save'),
		cancel: vscode.l10n.t('Cancel'),
	};
}

function noticeWords() {
	return {
		dropped: vscode.l10n.t('Your changes were put aside.'),
		takeUp: vscode.l10n.t('Take Them Up Again'),
		removed: vscode.l10n.t('Deleted.'),
		undo: vscode.l10n.t('Undo'),
		restored: vscode.l10n.t('It is back.'),
		saved: vscode.l10n.t('Saved.'),
		dismiss: vscode.l10n.t('Dismiss'),
	};
}

function emptyWords() {
	return {
		noNovel: vscode.l10n.t('No novel is open'),
		noNovelTip: vscode.l10n.t('Begin one here, or open the folder of one that you have begun.'),
		newNovel: vscode.l10n.t('New Novel'),
		openFolder: vscode.l10n.t('Open Folder'),
		untrusted: vscode.l10n.t('This folder is not trusted yet'),
		untrustedTip: vscode.l10n.t('What the novel remembers is read once you trust its folder.'),
		manageTrust: vscode.l10n.t('Manage Trust'),
		opening: vscode.l10n.t('Opening the novel…'),
		failed: vscode.l10n.t('The novel cannot be opened'),
		tryAgain: vscode.l10n.t('Try Again'),
		nothingYet: vscode.l10n.t('Nothing is remembered yet'),
		nothingYetTip: vscode.l10n.t(
			'Each chapter that you write, import or generate is read into memory: who is who, what happened, which threads are open. Notes of your own belong here, too.',
		),
		generateNextChapter: vscode.l10n.t('Generate Next Chapter'),
		addNote: vscode.l10n.t('Add a Note'),
	};
}
