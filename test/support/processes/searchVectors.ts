// Usage: node searchVectors.mjs DIST DATABASE MODEL. Searches once and never closes the index.
import { SqliteVectorIndex } from '../../../src/adapters/vectors/sqliteVectorIndex.js';

const [dist = '', database = '', model = ''] = process.argv.slice(2);
const index = new SqliteVectorIndex({ dist: new URL(dist), database }, model);
const found = await index.search(Float32Array.of(1, 0), 1, undefined, new AbortController().signal);
process.stdout.write(`${JSON.stringify(found)}\n`);
