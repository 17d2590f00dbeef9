// Usage: node writeMemories.mjs DATABASE COUNT. Adds, edits and deletes memories, and says each when it is written; stops
// after COUNT adds, or never for 0.
import { writeSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { openLanguage } from '../../../src/adapters/language/openLanguage.js';
import { openDatabase } from '../../../src/adapters/sqlite/database.js';
import { SqliteMemoryStore } from '../../../src/adapters/sqlite/sqliteMemoryStore.js';
import { systemClock } from '../../../src/base/clock.js';
import { newId } from '../../../src/base/ids.js';
import { HybridClock } from '../../../src/core/memory/hybridClock.js';
import { textAnalysis } from '../../../src/core/memory/textAnalysis.js';
import { MemoryService } from '../../../src/services/memory/memoryService.js';

const [path = '', count = '0'] = process.argv.slice(2);
const { database, quarantined } = await openDatabase(path);
if (quarantined !== undefined) throw new Error('The database was found damaged.');
const language = await openLanguage('en', pathToFileURL(`${join(process.cwd(), 'dist')}/`));
const store = new SqliteMemoryStore(database, textAnalysis(language), () => true);
const versions = new HybridClock(Date.now, newId().slice(-10));
const memory = new MemoryService({ store, versions, clock: systemClock });

for (let number = 1; Number(count) === 0 || number <= Number(count); number++) {
	const entry = memory.add({ text: `Process ${process.pid} remembers lamp ${number}.`, chapter: 1 + (number % 30) });
	say('added', entry.id);
	if (number % 3 === 0) {
		memory.edit(entry.id, { text: `Process ${process.pid} remembers lantern ${number}.` });
		say('edited', entry.id);
	}
	if (number % 7 === 0) {
		memory.remove(entry.id);
		say('deleted', entry.id);
	}
}
database.close();

/** In one write, so that a kill cuts no line. */
function say(what: string, id: string): void {
	writeSync(1, `${what} ${id}\n`);
}
