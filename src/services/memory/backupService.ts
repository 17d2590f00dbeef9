import type { Clock } from '../../base/clock.js';
import { Emitter } from '../../base/emitter.js';
import { CancellationError, isCancellation, sentenceOf } from '../../base/errors.js';
import type { Backup, BackupArchive, BackupFacts } from '../../core/memory/backup.js';
import type { BackupManifest } from '../../core/memory/backupManifest.js';
import type { BackupReason } from '../../core/memory/backupReason.js';
import { backupsToDrop } from '../../core/memory/backupRotation.js';

export interface BackupSettings {
	/** Between two backups on the timer; 0 for none. */
	readonly intervalSeconds: number;
	/** How many stay. */
	readonly keep: number;
}

export interface BackupServiceParts {
	readonly archive: BackupArchive;
	readonly clock: Clock;
	/** Names what the database holds now: another one after every change, empty while nothing was ever written. */
	readonly changeMark: () => string;
	readonly novel: () => BackupFacts['novel'];
	/** Read at each use. */
	readonly settings: () => BackupSettings;
}

export type BackupState =
	| { readonly kind: 'running'; readonly reason: BackupReason }
	/** `dropped`: names of older ones that made room. */
	| { readonly kind: 'done'; readonly backup: Backup; readonly dropped: readonly string[] }
	| { readonly kind: 'failed'; readonly reason: BackupReason; readonly sentence: string }
	| { readonly kind: 'cancelled'; readonly reason: BackupReason };

/** How long a changed setting may wait to be noticed. */
const lookEveryMs = 60_000;

/** Backups of one novel: when asked, on a timer and on closing, one at a time; the oldest make room. */
export class BackupService {
	readonly #parts: BackupServiceParts;
	readonly #states = new Emitter<BackupState>();
	readonly #stopTimer = new AbortController();
	/** For those that nobody waits for. */
	readonly #abandon = new AbortController();
	#timer: Promise<void> | undefined;
	#last: Promise<unknown> = Promise.resolve();
	/** When the newest was made, here or in another window, or tried. */
	#latestAt = Number.NEGATIVE_INFINITY;
	/** The mark of a state that a backup holds. */
	#backedUp: string | undefined;

	readonly onState = this.#states.on;

	constructor(parts: BackupServiceParts) {
		this.#parts = parts;
	}

	/** Waits for one that is being made. @throws AppError as `BackupArchive.create` does; the signal's reason */
	create(reason: BackupReason, signal: AbortSignal): Promise<Backup> {
		const turn = this.#last.then(() => this.#make(reason, signal));
		this.#last = turn.catch(() => undefined);
		return turn;
	}

	list(checksums: boolean, signal: AbortSignal): Promise<readonly Backup[]> {
		return this.#parts.archive.list(checksums, signal);
	}

	/** @throws AppError `bad-backup` */
	verify(backup: string, signal: AbortSignal): Promise<BackupManifest> {
		return this.#parts.archive.verify(backup, signal);
	}

	/** From now on a backup is made whenever the newest is as old as the settings say, and something has changed since. */
	start(): void {
		this.#timer ??= this.#watch(this.#stopTimer.signal);
	}

	/** To be called while the database is open. Ends the timer; its failure, too, is told by `onState` alone. */
	async onClose(signal: AbortSignal): Promise<void> {
		const abandon = (): void => this.#abandon.abort(signal.reason);
		if (signal.aborted) abandon();
		signal.addEventListener('abort', abandon, { once: true });
		this.#stopTimer.abort(new CancellationError());
		await this.#timer;
		await this.#last;
		await this.#makeIfChanged('close', signal);
		signal.removeEventListener('abort', abandon);
	}

	async #watch(stop: AbortSignal): Promise<void> {
		while (!stop.aborted) {
			const waitMs = Math.min(this.#intervalMs() ?? lookEveryMs, lookEveryMs);
			await this.#parts.clock.wait(waitMs, stop).catch(() => undefined);
			if (!stop.aborted && this.#isDue()) await this.#makeIfChanged('timer', this.#abandon.signal);
		}
	}

	#intervalMs(): number | undefined {
		const { intervalSeconds } = this.#parts.settings();
		return intervalSeconds > 0 ? intervalSeconds * 1_000 : undefined;
	}

	#isDue(): boolean {
		const intervalMs = this.#intervalMs();
		return intervalMs !== undefined && this.#parts.clock.now() - this.#latestAt >= intervalMs;
	}

	async #makeIfChanged(reason: 'timer' | 'close', signal: AbortSignal): Promise<void> {
		try {
			if (await this.#isBackedUp(signal)) return;
			// Meanwhile it may have turned out that another window has just made one.
			if (reason === 'timer' && !this.#isDue()) return;
			await this.create(reason, signal);
		} catch {
			// Those who listen to the state know.
		}
	}

	/** What cannot be found out counts as no, so that the attempt to make one says what is wrong. */
	async #isBackedUp(signal: AbortSignal): Promise<boolean> {
		try {
			const mark = this.#parts.changeMark();
			if (mark === '' || mark === this.#backedUp) return true;
			const { id } = this.#parts.novel();
			const backups = (await this.list(false, signal)).filter(({ novelId }) => novelId === id);
			this.#noteOthers(backups);
			if (backups.some((backup) => backup.changeMark === mark)) this.#backedUp = mark;
			return mark === this.#backedUp;
		} catch {
			return false;
		}
	}

	#noteOthers(backups: readonly Backup[]): void {
		const now = this.#parts.clock.now();
		// One of a clock that went ahead would keep the timer from making any.
		const times = backups.map(({ createdAt }) => createdAt).filter((time) => time <= now);
		this.#latestAt = Math.max(this.#latestAt, ...times);
	}

	async #make(reason: BackupReason, signal: AbortSignal): Promise<Backup> {
		const { archive, clock, novel } = this.#parts;
		this.#states.emit({ kind: 'running', reason });
		try {
			this.#latestAt = clock.now();
			const backup = await archive.create({ novel: novel(), reason, createdAt: this.#latestAt }, signal);
			this.#backedUp = backup.changeMark ?? undefined;
			this.#states.emit({ kind: 'done', backup, dropped: await this.#makeRoom(backup, signal) });
			return backup;
		} catch (error) {
			if (isCancellation(error)) this.#states.emit({ kind: 'cancelled', reason });
			else this.#states.emit({ kind: 'failed', reason, sentence: sentenceOf(error) });
			throw error;
		}
	}

	/** What cannot be removed now is tried again with the next backup. */
	async #makeRoom(made: Backup, signal: AbortSignal): Promise<readonly string[]> {
		const { archive, clock, settings } = this.#parts;
		const dropped: string[] = [];
		try {
			const found = await archive.list(false, signal);
			const backups = found.map((backup) => (backup.name === made.name ? made : backup));
			for (const name of backupsToDrop(backups, { keep: settings().keep, now: clock.now() })) {
				await archive.remove(name);
				dropped.push(name);
			}
		} catch {
			return dropped;
		}
		return dropped;
	}
}
