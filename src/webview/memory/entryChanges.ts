import type { MemoryProtocol, ShownEntry } from '../../protocol/memory.js';
import type { HostChannel } from '../hostChannel.js';
import type { PageNotices } from '../pageNotices.js';
import { words } from './words.js';

/** What the host does with an entry; faults are told. */
export class EntryChanges {
	readonly #channel: HostChannel<MemoryProtocol>;
	readonly #notices: PageNotices;

	constructor(channel: HostChannel<MemoryProtocol>, notices: PageNotices) {
		this.#channel = channel;
		this.#notices = notices;
	}

	async pin({ id, isPinned }: ShownEntry): Promise<void> {
		await this.#telling(() => this.#channel.ask('pin', { id, isPinned: !isPinned }));
	}

	async remove(entry: ShownEntry): Promise<void> {
		await this.#telling(async () => {
			await this.#channel.ask('remove', { id: entry.id });
			const action = { label: words.undo, press: () => void this.#restore(entry) };
			this.#notices.show({ text: words.removed, action });
		});
	}

	async reveal({ id }: ShownEntry, takeFocus: boolean): Promise<void> {
		await this.#telling(async () => {
			const { sentence } = await this.#channel.ask('reveal', { id, takeFocus });
			if (sentence === undefined) this.#notices.hide();
			else this.#notices.show({ text: sentence });
		});
	}

	async #restore({ id }: ShownEntry): Promise<void> {
		await this.#telling(async () => {
			await this.#channel.ask('restore', { id });
			this.#notices.say(words.restored);
		});
	}

	async #telling(work: () => Promise<unknown>): Promise<void> {
		try {
			await work();
		} catch (error) {
			this.#notices.fail(error);
		}
	}
}
