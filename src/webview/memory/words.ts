import * as z from 'zod/mini';
import { memoryWords, type MemoryWords } from '../../protocol/memoryWords.js';

/** What the page says, as the host has put it there. */
export const words: MemoryWords = z.parse(memoryWords, JSON.parse(document.body.dataset['words'] ?? '{}'));
