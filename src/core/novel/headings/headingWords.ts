/** What a numbered heading counts. */
export type CountedPart = 'chapter' | 'part' | 'section';
/** What a heading without a number announces; `story` is told to the reader as the chapters are. */
export type NamedPart = 'story' | 'front' | 'contents' | 'back';

/** What headings are called in the languages that most novels are written in. */
const counted: Readonly<Record<CountedPart, string>> = {
	chapter:
		'chapter|chap|kapitel|kap|chapitre|capítulo|capitulo|cap|capítol|capitolo|capitol|capitolul|hoofdstuk|rozdział|kapitola|' +
		'poglavlje|luku|fejezet|bölüm|chương|глава|розділ|κεφάλαιο|פרק|الفصل',
	part:
		'part|book|volume|vol|teil|buch|band|partie|livre|tome|parte|libro|volumen|deel|boek|del|bok|bind|część|tom|księga|kniha|' +
		'díl|osa|rész|könyv|kısım|часть|том|книга|частина|μέρος|βιβλίο|חלק',
	section: 'scene|szene|scène|escena|scena|сцена|section|abschnitt',
};

const named: Readonly<Record<NamedPart, string>> = {
	story:
		'prologue|prolog|prólogo|prologo|proloog|πρόλογος|пролог|epilogue|epilog|épilogue|epílogo|epilogo|epiloog|επίλογος|эпилог|' +
		'епілог|interlude|zwischenspiel|interludio|interlúdio|intermezzo|intermède|интерлюдия|coda|序章|序幕|楔子|引子|プロローグ|' +
		'终章|終章|尾声|尾聲|エピローグ|프롤로그|에필로그',
	front:
		'preface|foreword|introduction|dedication|epigraph|copyright|advertisement|dramatis personae|vorwort|einleitung|widmung|' +
		'préface|avant-propos|dédicace|prefacio|dedicatoria|prefazione|introduzione|dedica|voorwoord|inleiding|предисловие|введение|' +
		'title page|title|front matter|half title|前言|序言',
	contents:
		'contents|table of contents|list of chapters|toc|inhalt|inhaltsverzeichnis|table des matières|table des chapitres|sommaire|' +
		'índice|indice|contenido|sommario|inhoud|inhoudsopgave|spis treści|содержание|оглавление|目录|目錄|目次|차례',
	back:
		"afterword|acknowledgements|acknowledgments|about the author|author's note|author’s note|a note on the type|appendix|glossary|" +
		'endnotes|bibliography|nachwort|danksagung|über den autor|über die autorin|anhang|postface|remerciements|epílogo del autor|' +
		'agradecimientos|apéndice|ringraziamenti|postfazione|nawoord|dankwoord|послесловие|примечания|后记|後記|あとがき|back matter',
};

const countedWords = indexed(counted);
const namedWords = indexed(named);

export function countedPart(word: string): CountedPart | undefined {
	return countedWords.get(word.toLowerCase());
}

export function namedPart(phrase: string): NamedPart | undefined {
	return namedWords.get(phrase.toLowerCase());
}

function indexed<Part extends string>(lists: Readonly<Record<Part, string>>): ReadonlyMap<string, Part> {
	return new Map(
		(Object.keys(lists) as Part[]).flatMap((part) =>
			lists[part].split('|').map((word): [string, Part] => [word, part]),
		),
	);
}
