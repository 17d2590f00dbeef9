/** Third person singular to past, for the outline's present tense. Regular verbs stand where the rule alone would not be safe. */
const irregular: Readonly<Record<string, string>> = Object.fromEntries(
	(
		'is was,are were,has had,does did,can could,cannot could not,will would,may might,am was,isn’t wasn’t,aren’t weren’t,doesn’t didn’t,don’t didn’t,hasn’t hadn’t,can’t couldn’t,won’t wouldn’t,' +
		'becomes became,begins began,bends bent,bites bit,blows blew,breaks broke,brings brought,builds built,burns burned,buys bought,catches caught,chooses chose,comes came,cuts cut,' +
		'deals dealt,digs dug,draws drew,drinks drank,drives drove,drops dropped,eats ate,falls fell,feeds fed,feels felt,fights fought,finds found,flees fled,flies flew,forbids forbade,forgets forgot,forgives forgave,' +
		'gets got,gives gave,goes went,grows grew,hangs hung,hears heard,hides hid,hits hit,holds held,keeps kept,kneels knelt,knows knew,lays laid,leads led,leaves left,lends lent,lets let,lies lay,lights lit,loses lost,' +
		'makes made,means meant,meets met,overhears overheard,pays paid,puts put,reads read,rides rode,rings rang,rises rose,runs ran,says said,sees saw,seeks sought,sells sold,sends sent,sets set,shakes shook,shoots shot,shows showed,shuts shut,sings sang,sinks sank,sits sat,sleeps slept,speaks spoke,spends spent,stands stood,steals stole,sticks stuck,strikes struck,swears swore,swims swam,' +
		'takes took,teaches taught,tears tore,tells told,thinks thought,throws threw,understands understood,wakes woke,wears wore,weeps wept,wins won,writes wrote,' +
		'admits admitted,begs begged,dips dipped,grabs grabbed,nods nodded,plans planned,refuses refused,slips slipped,stops stopped,steps stepped,traps trapped,wraps wrapped'
	)
		.split(',')
		.map((pair) => [pair.slice(0, pair.indexOf(' ')), pair.slice(pair.indexOf(' ') + 1)] as const),
);

/** Words that cannot be taken for things. */
export const pastForms: ReadonlySet<string> = new Set(Object.values(irregular));

/** After these a word in -s is a noun. */
const beforeNouns = new Set(
	'a an the his her their its my your our this that these those no some any every each of in on at by for with from to into over under about between two three four five six seven eight nine ten twelve twenty thirty hundred forty all both many few several'.split(
		' ',
	),
);
const pronouns = new Set([
	'he',
	'she',
	'it',
	'who',
	'which',
	'nobody',
	'somebody',
	'everybody',
	'someone',
	'everyone',
	'and',
	'but',
	'then',
]);

/** Also plural nouns: verbs only where a subject stands before them. */
const alsoNouns = new Set(
	'steps stops plans drops cuts rides fights deals drinks hits lights shows sets leaves means tears lies flies blows breaks traps wraps slips falls rings runs'.split(
		' ',
	),
);

/** @param names whose following word, where it ends in -s, is taken for a verb. */
export function toPast(sentence: string, names: ReadonlySet<string>): string {
	const words = sentence.split(/(\s+)/);
	const isSubject = (word: string, index: number) =>
		names.has(word) ||
		/^\p{Lu}/u.test(word) ||
		pronouns.has(word.toLowerCase()) ||
		(index === 2 && opensWithArticle.test(sentence));
	let before = { word: '', index: -1 };
	return words
		.map((word, index) => {
			if (/^\s*$/.test(word)) return word;
			const isVerb = isSubject(before.word, before.index);
			const past = beforeNouns.has(before.word.toLowerCase()) ? word : pastOf(word, isVerb);
			before = { word: word.replace(/[,;:.]$/, ''), index };
			return past;
		})
		.join('');
}

/** `The bell rings`: an article, a singular noun, its verb. */
const opensWithArticle = /^(?:The|An?|His|Her|Their) [a-z]+[^s\s] [a-z]+s\b/;

function pastOf(word: string, isVerb: boolean): string {
	const [, core = '', tail = ''] = /^([\p{L}’']+)(.*)$/u.exec(word) ?? [];
	const known = alsoNouns.has(core) && !isVerb ? undefined : irregular[core.replaceAll("'", '’')];
	if (known !== undefined) return known + tail;
	return isVerb && /^[a-z]{2,}[^s'’]s$/.test(core) && !alsoNouns.has(core) ? regularPast(core) + tail : word;
}

function regularPast(verb: string): string {
	if (verb.endsWith('ies')) return `${verb.slice(0, -3)}ied`;
	const stem = /(?:ss|sh|ch|x|zz)es$/.test(verb) ? verb.slice(0, -2) : verb.slice(0, -1);
	if (/[^aeiou][aeiou][bdgmp]$/.test(stem)) return `${stem}${stem.at(-1)}ed`;
	return stem.endsWith('e') ? `${stem}d` : `${stem}ed`;
}
