import assert from 'node:assert/strict';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runBackupJob } from '../../../src/adapters/backup/runBackupJob.js';
import { inEnglish, speak } from '../../../src/base/displayLanguage.js';
import { budgetServerAway } from '../../../src/core/cost/budgetSharing.js';
import { proseHabits } from '../../../src/core/prose/validation.js';
import { dist } from '../../support/novel/sampleProject.js';

const german = {
	'It does not answer.': 'Er antwortet nicht.',
	'there is no such file': 'Es gibt keine solche Datei',
	'“{0}” is a phrase that models wear out. Put there what only this person would do, notice or say.':
		'„{0}“ ist abgenutzt.',
};
const worn = 'A breath she didn’t know she was holding escaped her.';

describe('The display language', () => {
	beforeEach(() => speak(german));
	afterEach(() => speak());

	it('is that of faults below the editor, from when it is known on', () => {
		assert.match(budgetServerAway().message, /Er antwortet nicht\./);
		speak();
		assert.match(budgetServerAway().message, /It does not answer\./);
	});

	it('is not that of what a model reads, and is back after that', () => {
		const [told] = proseHabits(worn);
		const [asked] = inEnglish(() => proseHabits(worn));
		assert.match(told ?? '', /^„.*“ ist abgenutzt\.$/);
		assert.match(asked ?? '', /is a phrase that models wear out/);
		assert.deepEqual(proseHabits(worn)[0], told);
	});

	it('is back when what a model reads could not be made', () => {
		const fail = (): never => {
			throw new Error('No prompt.');
		};
		assert.throws(() => inEnglish(fail), /No prompt\./);
		assert.match(budgetServerAway().message, /Er antwortet nicht\./);
	});

	it('is that of threads, too', async () => {
		const input = { file: join(tmpdir(), 'none.zip'), folder: tmpdir() };
		const { signal } = new AbortController();
		await assert.rejects(runBackupJob(dist, 'verify', input, signal), /: Es gibt keine solche Datei\./);
	});
});
