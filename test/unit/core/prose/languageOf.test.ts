import assert from 'node:assert/strict';
import { languageOf } from '../../../../src/core/prose/languageOf.js';

describe('the language of a text', () => {
	it('is told by the words that are everywhere in it', () => {
		const texts: Readonly<Record<string, string>> = {
			en: 'The boat lay in the harbour, and nobody knew that it was hers. She had not been there for a year, but she came with the tide and stayed.',
			de: 'Das Boot lag im Hafen, und niemand wusste, dass es ihr gehörte. Sie war seit einem Jahr nicht dort gewesen, aber sie kam mit der Flut und blieb.',
			fr: 'Le bateau était dans le port, et personne ne savait que la barque était à elle. Elle n’y était pas venue depuis un an, mais elle restait pour la nuit avec les autres.',
			es: 'El barco estaba en el puerto y nadie sabía que era de ella. No había vuelto en un año, pero vino con la marea y se quedó para ver lo que pasaba con los otros.',
			it: 'La barca era nel porto e nessuno sapeva che fosse sua. Non era tornata da un anno, ma venne con la marea e rimase per vedere che cosa faceva il mare della notte.',
			nl: 'De boot lag in de haven en niemand wist dat het haar boot was. Ze was er een jaar niet geweest, maar ze kwam met het tij en bleef op het water van de baai.',
			ru: 'Лодка стояла в порту, и никто не знал, что это была она. Она не была там год, но пришла с водой и осталась, как он и думал, и я её видел на берегу.',
			ja: '舟は港にあり、それが彼女のものだとは誰も知らなかった。',
			zh: '船停在港口，没有人知道那是她的。',
			el: 'Το καράβι ήταν στο λιμάνι και κανείς δεν ήξερε ότι ήταν δικό της.',
		};
		assert.deepEqual(Object.values(texts).map(languageOf), Object.keys(texts));
	});

	it('is not guessed from a few words', () => {
		assert.deepEqual(['', 'Salt', 'Kellynch Hall, Uppercross, Lyme'].map(languageOf), [
			undefined,
			undefined,
			undefined,
		]);
	});
});
