import type { CallId } from '../../base/ids.js';
import type { Clock } from '../../base/clock.js';
import { receiptParts, type ReceiptBook } from '../../core/context/receipt.js';
import type { ModelRequest } from '../../core/models/languageModel.js';
import { formatModelId, type ModelId } from '../../core/models/modelId.js';
import type { CallWitness, WitnessedContext } from '../cost/meteredModel.js';

/** Keeps what each call was given to read, whatever becomes of the call. */
export class ReceiptRecorder implements CallWitness {
	readonly #book: ReceiptBook;
	readonly #clock: Clock;

	constructor(book: ReceiptBook, clock: Clock) {
		this.#book = book;
		this.#clock = clock;
	}

	saw(
		call: CallId,
		model: ModelId,
		request: ModelRequest,
		{ run, node, attempt, fitted = [] }: WitnessedContext,
	): void {
		const { stage, chapter, scene } = request.purpose;
		const parts = receiptParts.flatMap((part) => {
			const text = request[part] ?? '';
			return text === '' ? [] : [{ part, text }];
		});
		const madeAt = this.#clock.now();
		try {
			this.#book.add({
				...{ call, run, node, stage, chapter, scene, attempt, madeAt, parts, fitted },
				model: formatModelId(model),
			});
		} catch {
			// A call that is paid for is worth more than the note of what it was given.
		}
	}
}
