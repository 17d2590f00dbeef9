import { openDatabase, type OpenedDatabase } from '../../src/adapters/sqlite/database.js';

/** Opens databases that are closed after each test of the suite. */
export function openDatabases(): (path: string) => Promise<OpenedDatabase> {
	const opened: OpenedDatabase[] = [];
	afterEach(() => {
		for (const { database } of opened.splice(0)) database.close();
	});
	return async (path) => {
		const one = await openDatabase(path);
		opened.push(one);
		return one;
	};
}
