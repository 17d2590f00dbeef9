import { NumberFormats } from './numberFormats.js';

/** In the language of the page. */
export const formats = new NumberFormats(document.documentElement.lang || undefined);
