/**
 * Words, phrases and turns that models use far more often than people: our own list, drawn from what
 * sam-paech/slop-score, EQ-Bench's longform results and NousResearch/autonovel measured.
 */

const possessive = '(?:his|her|their|my|your|its)';
const person = '(?:he|she|they|i|we|you)';

/** Each with the name by which it is shown. */
export const stockPhrases: ReadonlyArray<readonly [name: string, pattern: RegExp]> = (
	[
		['barely a whisper', 'barely (?:above |more than )?a whisper'],
		[
			'took a deep breath',
			'(?:took|drew|takes|draws|taking|drawing) a (?:deep|shaky|slow|steadying|shuddering) breath',
		],
		["couldn't help but", "(?:couldn['’]t|could not|can['’]t|cannot) help but"],
		['a wave of', 'a (?:wave|pang|surge|rush|flicker|jolt) of \\p{L}+'],
		['a sense of', 'a (?:growing |deep |strange )?sense of'],
		[
			'the weight of',
			'the (?:full |sheer |unspoken )?weight of (?:it all|what|everything|' +
				possessive +
				' (?:words|gaze|silence|years)|the (?:words|silence|moment|years))',
		],
		['air thick with', 'air (?:was |grew |hung |felt )?(?:thick|heavy) with'],
		['breath caught', 'breath (?:caught|hitched)'],
		['heart hammered', 'heart (?:hammer|pound)(?:ed|ing|s)'],
		[
			'shiver down the spine',
			'shiver (?:ran |went |crawled |traveled |travelled )?(?:down|up) ' + possessive + ' spine',
		],
		['eyes widened', 'eyes (?:widened|widening)'],
		['brow furrowed', '(?:brows? furrow(?:ed|ing)|furrowed (?:' + possessive + ' )?brows?)'],
		['long shadows', 'long shadows'],
		['dust motes', 'dust motes'],
		['a smile playing on the lips', 'smile (?:playing|tugging|ghosting) (?:on|at|across)|(?:ghost|hint) of a smile'],
		['something else entirely', 'something else entirely'],
		['words hung in the air', '(?:words?|question|silence|sentence) hung (?:in the air|between them)'],
		['knowing smile', 'knowing (?:smile|look)'],
		[
			"a breath they didn't know they held",
			'breath (?:that )?' + person + " (?:hadn['’]t|had not|didn['’]t|did not) (?:know|known|realiz|realis)",
		],
		['nobody said anything', '(?:nobody|no one) said anything'],
		['neither of them said', 'neither of (?:them|us) (?:said|spoke|moved)'],
		['put a hand flat', '(?:put|laid|placed) ' + possessive + ' (?:hand|palm) flat'],
		['for a long moment', 'for a long moment'],
		['the way you know', 'the way you know'],
		['like a man who', 'like a (?:man|woman|person|child) who'],
		['made a small sound', 'made a small sound'],
		['let it sit', 'let (?:it|that) sit'],
		["there's a difference", "there(?:['’]s| is) a difference"],
		["I'm not saying … I'm saying", "i(?:['’]m| am) not saying [^.!?\\n]{1,80}[.,;—] ?i(?:['’]m| am) saying"],
	] as const
).map(([name, pattern]) => [name, new RegExp(`(?<![\\p{L}\\p{N}])(?:${pattern})(?![\\p{L}\\p{N}])`, 'giu')]);

export const stockWords =
	/(?<!\p{L})(?:delv(?:e[ds]?|ing)|tapestr(?:y|ies)|myriad|multifaceted|palpabl[ey]|ethereal|iridescen(?:t|ce)|obsidian|cacophon(?:y|ous)|shimmer(?:ed|ing|s)?|thrumm(?:ed|ing)|flicker(?:ed|ing|s)?|glint(?:ed|ing|s)?|murmur(?:ed|ing|s)?|unspoken|meticulous(?:ly)?|cobblestones?|gaze[ds]?|gazing|doorframe|ledger|arithmetic|hummed|unhurried)(?!\p{L})/giu;

/** Names that models give to people. Elara alone stands about 85,000 times as often in their prose as in that of people. */
export const stockNames =
	/(?<!\p{L})(?:Elara|Elias|Lyra|Kael|Thorne|Voss|Seraphina|Isolde|Elowen|Aldric|Silas|Anya|Blackwood|Eldoria|Maren|Okafor|Priya|Vance|Halloran)(?!\p{L})/gu;

export const notXButY =
	/\bnot (?:just|only|merely|simply|because|an?|the|with|from|out of) [^.!?\n]{1,60}?,? but\b|\b(?:it|this|that|he|she|they) (?:was|is|were|are)(?: not|n['’]t)\b[^.!?\n]{1,80}[.;—–] ?(?:it|this|that|he|she|they)(?: (?:was|is|were|are)|['’]s)\b/giu;

export const theWay = /\bthe way (?:an?|the|his|her|you|he|she|they|it|people|some|someone|somebody)\b/giu;
export const didNot = /\b(?:he|she|they|i|we) did not\b/giu;
export const beganTo = /\b(?:began|started) to\b/giu;
export const transitionOpener =
	/^(?:then|later|after|afterwards|meanwhile|suddenly|finally|eventually|soon|however|moments later|but then|and then|at last|by the time)\b/iu;
