// Usage: node countTokens.mjs DIST. Counts once and never closes the counter.
import { TiktokenCounter } from '../../../src/adapters/tokens/tiktokenCounter.js';

const counter = new TiktokenCounter(new URL(process.argv[2] ?? ''));
process.stdout.write(`${await counter.count('One two three')}\n`);
