import * as l10n from '@vscode/l10n';
import { AppError } from '../base/errors.js';

export function noNovelId(): AppError {
	return new AppError(
		'bad-novel',
		l10n.t(
			'This novel cannot be shared while novel.json has no valid "id": that is what tells it from others on the server.',
		),
	);
}
