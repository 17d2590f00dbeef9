// Usage: node scripts/l10n.mjs. Lists what the German translation lacks, and what it has in vain.
import { manifestKeyFaults } from '../test/support/l10n/manifestStrings.ts';
import { manifestFaults, sourceFaults } from '../test/support/l10n/translations.ts';

const lists = {
	'l10n/bundle.l10n.de.json': await sourceFaults(),
	'package.nls.de.json': manifestFaults(),
	'package.json': manifestKeyFaults(),
};
for (const [file, faults] of Object.entries(lists))
	for (const [kind, texts] of Object.entries(faults))
		for (const text of texts) process.stdout.write(`${file}: ${kind}: ${JSON.stringify(text)}\n`);
process.exitCode = Object.values(lists).some((faults) => Object.values(faults).some(({ length }) => length > 0))
	? 1
	: 0;
