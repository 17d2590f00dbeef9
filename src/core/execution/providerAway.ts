import * as l10n from '@vscode/l10n';
import { AppError } from '../../base/errors.js';

/** A provider that has failed several times in a row is not asked for a while. Nothing was sent. */
export class ProviderAwayError extends AppError<'provider-away'> {
	readonly provider: string;

	constructor(provider: string) {
		super(
			'provider-away',
			l10n.t(
				'{0} has failed several times in a row and is left alone for a moment. Wait a little, or choose another model.',
				provider,
			),
		);
		this.name = 'ProviderAwayError';
		this.provider = provider;
	}
}
