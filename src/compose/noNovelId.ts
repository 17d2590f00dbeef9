import { AppError } from '../base/errors.js';

export function noNovelId(): AppError {
	return new AppError(
		'bad-novel',
		'This novel cannot be shared while novel.json has no valid "id": that is what tells it from others on the server.',
	);
}
