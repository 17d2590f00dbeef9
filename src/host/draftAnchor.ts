/** Replaces `length` characters from `start` on. */
export interface TextChange {
	readonly start: number;
	readonly length: number;
	readonly text: string;
}

interface Place {
	/** What of the draft stands in the document. */
	readonly shown: string;
	/** Where the draft ends in the document. */
	readonly end: number;
}

/**
 * Knows where a growing draft ends in a document that its author edits at the same time. All texts have line feeds only.
 */
export class DraftAnchor {
	#place: Place;
	/** The document as last seen. */
	#text: string;
	/** Place and text when the file was last saved: what a closed tab goes back to. */
	#savedPlace: Place;
	#savedText: string;
	#own: { readonly change: TextChange; readonly shown: string; arrived: boolean } | undefined;

	constructor(text: string) {
		this.#text = this.#savedText = text;
		this.#place = this.#savedPlace = { shown: text, end: text.length };
	}

	get shown(): string {
		return this.#place.shown;
	}

	/** The change that makes the document show `wanted`; undefined when it does. `end` says what became of it. */
	begin(wanted: string, text: string): TextChange | undefined {
		this.#text = text;
		const { shown, end } = this.#place;
		if (wanted === shown) return undefined;
		const common = commonLength(shown, wanted);
		const obsolete = shown.slice(common);
		// What the author changed meanwhile is not taken away again.
		const length = text.slice(0, end).endsWith(obsolete) ? obsolete.length : 0;
		const change = { start: end - length, length, text: wanted.slice(common) };
		this.#own = { change, shown: wanted, arrived: false };
		return change;
	}

	end(done: boolean): void {
		if (done && this.#own?.arrived === false) this.#arrive(this.#own.change, this.#own.shown);
		this.#own = undefined;
	}

	saved(): void {
		this.#savedPlace = this.#place;
		this.#savedText = this.#text;
	}

	/** @returns whether the change is the one that `begin` gave */
	follow(changes: readonly TextChange[], text: string, wanted: string, isReplay: boolean): boolean {
		const before = this.#text;
		this.#text = text;
		// A change of line ends only.
		if (before === text) return true;
		const [first, second] = changes;
		if (this.#own?.arrived === false && second === undefined && isSame(first, this.#own.change)) {
			this.#own.arrived = true;
			this.#arrive(this.#own.change, this.#own.shown);
			return true;
		}
		for (const change of changes)
			this.#place =
				(isReplay ? replayed(this.#place, change, before, wanted) : undefined) ?? moved(this.#place, change);
		return false;
	}

	/** The document was read from disk again: it may be as it was when it was last saved. */
	reload(text: string, wanted: string): void {
		if (text === this.#savedText) this.#place = this.#savedPlace;
		else if (wanted.startsWith(text)) this.#place = { shown: text, end: text.length };
		else if (text !== this.#text)
			this.#place = { shown: this.#place.shown, end: Math.min(this.#place.end, text.length) };
		this.#text = text;
	}

	#arrive(change: TextChange, shown: string): void {
		this.#place = { shown, end: change.start + change.text.length };
	}
}

/** Where the draft ends after an edit of the author's. What they type right behind it stays behind it. */
function moved({ shown, end }: Place, { start, length, text }: TextChange): Place {
	if (start >= end) return { shown, end };
	return { shown, end: start + length <= end ? end + text.length - length : start + text.length };
}

/**
 * Undo may take streamed text away, and redo bring it back. Then it counts as not shown, and as shown again: a chapter
 * that is still being written is not left without its beginning.
 */
function replayed(
	{ shown, end }: Place,
	{ start, length, text }: TextChange,
	before: string,
	wanted: string,
): Place | undefined {
	if (start + length !== end) return undefined;
	const taken = before.slice(start, end);
	const now = shown.slice(0, shown.length - taken.length) + text;
	// What redo brings back right behind the draft may be the author's.
	if (!shown.endsWith(taken) || (taken === '' && !wanted.startsWith(now))) return undefined;
	return { shown: now, end: start + text.length };
}

function isSame(one: TextChange | undefined, other: TextChange): boolean {
	return one?.start === other.start && one.length === other.length && one.text === other.text;
}

function commonLength(a: string, b: string): number {
	const most = Math.min(a.length, b.length);
	let length = 0;
	while (length < most && a[length] === b[length]) length++;
	return length;
}
