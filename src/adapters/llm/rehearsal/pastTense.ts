/** Third person singular to past, for the outline's present tense. Regular verbs stand where the rule alone would not be safe. */
const irregular: Readonly<Record<string, string>> = Object.fromEntries(
	(
		'is was,are were,has had,does did,can could,will would,may might,am was,isn’t wasn’t,aren’t weren’t,doesn’t didn’t,don’t didn’t,hasn’t hadn’t,can’t couldn’t,won’t wouldn’t,' +
		'becomes became,begins began,bends bent,bites bit,blows blew,breaks broke,brings brought,builds built,burns burned,buys bought,catches caught,chooses chose,comes came,cuts cut,' +
		'deals dealt,digs dug,draws drew,drinks drank,drives drove,drops dropped,eats ate,falls fell,feeds fed,feels felt,fights fought,finds found,flees fled,flies flew,forbids forbade,forgets forgot,forgives forgave,' +
		'gets got,gives gave,goes went,grows grew,hangs hung,hears heard,hides hid,hits hit,holds held,keeps kept,kneels knelt,knows knew,lays laid,leads led,leaves left,lends lent,lets let,lies lay,lights lit,loses lost,' +
		'makes made,means meant,meets met,overhears overheard,pays paid,puts put,reads read,rides rode,rings rang,rises rose,runs ran,says said,sees saw,seeks sought,sells sold,sends sent,sets set,shakes shook,shoots shot,shows showed,shuts shut,sings sang,sinks sank,sits sat,sleeps slept,speaks spoke,spends spent,stands stood,steals stole,sticks stuck,strikes struck,swears swore,swims swam,' +
		'takes took,teaches taught,tears tore,tells told,thinks thought,throws threw,understands understood,wakes woke,wears wore,weeps wept,wins won,writes wrote,' +
		'admits admitted,begs begged,dips dipped,grabs grabbed,nods nodded,plans planned,refuses refused,slips slipped,stops stopped,steps stepped,traps trapped,wraps wrapped'
	)
		.split(',')
		.map((pair) => pair.split(' ') as [string, string]),
);

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

/** @param names whose following word, where it ends in -s, is taken for a verb. */
export function toPast(sentence: string, names: ReadonlySet<string>): string {
	const words = sentence.split(/(\s+)/);
	let before = '';
	return words
		.map((word) => {
			if (/^\s*$/.test(word)) return word;
			const past = beforeNouns.has(before.toLowerCase())
				? word
				: pastOf(word, names.has(before) || /^\p{Lu}/u.test(before) || pronouns.has(before.toLowerCase()));
			before = word.replace(/[,;:.]$/, '');
			return past;
		})
		.join('');
}

function pastOf(word: string, isVerb: boolean): string {
	const [, core = '', tail = ''] = /^([\p{L}’']+)(.*)$/u.exec(word) ?? [];
	const known = irregular[core.replaceAll("'", '’')];
	if (known !== undefined) return known + tail;
	return isVerb && /^[a-z]{2,}[^s'’]s$/.test(core) ? regularPast(core) + tail : word;
}

function regularPast(verb: string): string {
	if (verb.endsWith('ies')) return `${verb.slice(0, -3)}ied`;
	const stem = /(?:ss|sh|ch|x|zz)es$/.test(verb) ? verb.slice(0, -2) : verb.slice(0, -1);
	return stem.endsWith('e') ? `${stem}d` : `${stem}ed`;
}
