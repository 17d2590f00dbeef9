import type { ShownEntry } from '../../protocol/memory.js';

/** What can be done with an entry. */
export interface EntryActions {
	pin(entry: ShownEntry): void;
	edit(entry: ShownEntry): void;
	remove(entry: ShownEntry): void;
	/** @param takeFocus true to go on in the chapter, false to stay in the list */
	reveal(entry: ShownEntry, takeFocus: boolean): void;
	searchFor(name: string): void;
	isOpened(entry: ShownEntry): boolean;
	/** Opens or closes the whole text. */
	setOpened(entry: ShownEntry, opened: boolean): void;
	wholeText(entry: ShownEntry): Promise<string>;
}
