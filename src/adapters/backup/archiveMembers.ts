/** What a backup holds: these two and nothing else. */
export const manifestMember = 'manifest.json';
export const databaseMember = 'novel.db';
