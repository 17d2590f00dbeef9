/** Each symbol with what it may become; symbols stand in braces, and a line that is indented goes on. */
const rules = `
sentence = {who} {did} {thing}. | {who} {did} {thing} {where}. | {who} {did} {thing} {where}, and {clause}. | {who}
  {did} {thing}, {doing} {thing}, while {clause} {where}. | {when}, {clause}. | {when}, {clause}, and then {clause}. |
  {when}, before {clause}, {who} {did} {thing} {where}. | {thing} {was} {quality}. | {thing} {was} {quality},
  {likeness}, and {clause}. | There was {thing} {where}, {quality} and {quality}, and {clause}. | If {clause}, it was
  because {clause}, and because {clause}. | {who} could have {done} {thing}; {clause} instead. | Whatever {name} meant
  by {thing}, {clause}. | She knew {thing} {likeness}, and {clause}. | It was {quality}, {name} thought, {likeness},
  and she {did} {thing} {where}. | She waited. | Nobody came. | {number} minutes. Then {clause}. | She counted
  {number} of them, {doing} {thing}, until {clause}. | For a long moment {clause}.
clause = {who} {did} {thing} | {who} {did} {thing} {where} | {thing} {was} {quality} | {name} had already {done}
  {thing} | {name} was {doing} {thing} {where} | nobody had {done} {thing} {since}
speech = ‘{line}’ | ‘{line}’ | {name} said, ‘{line}’ | {name} said, {doing} {thing}, ‘{line}’ | ‘{line}’ {name}
  {did} {thing}. ‘{line}’ | {name} {did} {thing} {where}. ‘{line}’ | ‘{line} {line}’
line = You’ll have seen {thing}, I expect. | I was told {number}, and {number} is what I wrote down. | Ask {name}
  about {thing}, if you’re asking anybody. | That’s {thing} you’ve got there. | Is it {quality}, or is it only
  {quality}? | I never {did} {thing}. I never so much as {did} {thing}. | There’s tea {where}, if {name} hasn’t {done}
  it. | You could have {done} {thing} before now. | Not {since}. | And who {did} {thing}, then? | Well. | I’m only
  saying what I saw, which was {name} {where}, {doing} {thing}. | It’s {quality}, that’s all it is. | Give over,
  {name}. | They’ll not thank you for {thing}. | My mother {did} {thing} every day of her life, and it was {quality}
  then.
claim = {name} wants {thing} {done} {before} | {name} must decide whether {thing} is worth {stake} | {name} cannot
  admit to {doing} {thing} without losing {stake} | {name} {did} {thing} {where}, which costs {name} {stake} | nobody
  {where} may touch {thing} unless {name} has {done} it first | what {name} takes for {thing} turns out to be {thing},
  and {stake} goes with it | {name} refuses, because {thing} was {quality} when {name} last {did} it | {thing} is
  {quality} and {quality}; people {where} go round it | {name} arrives with {thing} and leaves without {stake} | the
  talk stays on {thing}, though both are thinking of {stake} | {name} hands over {thing} in front of witnesses,
  {before} | the smell is of {thing}, {likeness} | {quality} from the outside, {quality} within | {name} has never
  spoken of {thing} | {name} {did} {thing} | {stake} is at an end | not {thing} but {thing}, {where} | {when}, {thing}
  {was} {quality}
before = before the office opens | before {name} can count it | while the town is still asleep | by the end of the
  week | without being seen | in the hour that is left
stake = the licence | {name}’s good opinion | the only copy of the statement | a family’s name | twenty-seven years
  of silence | the house and its contents | the last honest hour of the summer | {name}’s alibi | a wage that others
  live on | the right to be angry
label = the {adjective} {noun} | {name}’s {noun} | the {noun} and the {noun} | a {adjective} {noun} | the {noun}
  {where}
who = {name} | {name} | {name} | she | she | a {adjective} woman | the boy from the {noun} | somebody
thing = the {noun} | the {adjective} {noun} | a {adjective} {noun} | her {adjective} {noun} | the {noun} of the
  {noun} | {name}’s {noun} | what was left of the {noun} | the {noun} with the {adjective} {noun}
did = lifted | set down | folded | wiped | measured | turned over | looked past | kept | opened | weighed |
  unbuttoned | held out | mended | counted | pushed aside | read aloud | covered | refused | walked round | borrowed |
  put away | listened for | straightened | forgot
done = lifted | put down | folded | wiped | measured | opened | weighed | hidden | mended | counted | signed for |
  covered | refused | borrowed
doing = lifting | setting down | folding | wiping | measuring | turning over | avoiding | unlocking | weighing |
  holding | mending | counting | pushing aside | reading out | covering | refusing | sorting | borrowing | putting
  away | listening for | polishing
was = was | was | looked | had gone | stayed | had always been | seemed
noun = brake | handle | ledge | kettle | ticket roll | timetable | waistcoat | tank | gauge | chair | stair carpet |
  envelope | bucket | bench | rail | parapet | window | newspaper | teapot | bandstand | hymn book | wage packet |
  lavatory chain | signature | turnstile | deckchair | oilcan | cable | pulley | notebook | boarding house | wardrobe
  | telephone | ambulance | paraffin stove | bicycle | promenade | dipstick | cornet | washing line | photograph |
  thermometer | drawer | railing | strap | padlock | biscuit tin | allotment | shingle | afternoon | cardigan |
  petition | queue | receipt | inspector | hinge | lozenge | tarpaulin | umbrella
adjective = cold | wet | narrow | second | borrowed | municipal | unlit | cracked | green | good | other | rusted |
  folded | empty | overheated | half-eaten | salt-stained | patient | brass | ordinary | dented | crooked | secondhand
  | thin | whitewashed | unpaid | galvanised
quality = warm to the touch | dry as a biscuit | heavier than it ought to be | out of true | perfectly clean |
  nearly full | no use to anybody | older than she was | painted shut | not where it belonged | quiet | still wet |
  too small by half | beginning to lift at the corners | blistered with heat | patched in two places | respectable |
  loud | unconvincing | stiff | hot | a quarter of an inch short
where = by the door | at the top of the steps | under the window | beside the tank | on the landing | in the yard |
  along the sea wall | behind the counter | in the back room | at the kerb | below the clock | across the road | in
  front of everybody | on the third step | outside the chapel | between the rails | at the far end of the table | in
  the shade of the wall | halfway down | near the pump
when = by nine o’clock | after the second bell | that evening | on the way down | in the end | before anybody could
  answer | once the door had closed | when the tea was poured | at the turn of the tide | in the quiet | as far as she
  could tell | without hurrying | a minute later | all that week | for the first time since Easter | when it was
  properly dark | under her breath | out of habit | with her good hand
since = since Whitsun | since the war | in all that heat | for a fortnight | since the rain stopped | in twenty
  years | since her father’s time | that she could remember | without asking | since the inquiry
likeness = like a sheet on a line | like a boarder who has paid in advance | as a brake takes hold | like the last
  bus | as you would a sleeping child | like washing left out | as a bandsman keeps time | like bread on the second
  day | as if it had been weighed | like a queue that has stopped moving | as a wall holds the day’s heat | like
  change counted twice
number = two | three | four | five | seven | nine | eleven | twelve | fifteen | nineteen | twenty-five | thirty |
  forty | a hundred and ninety-nine
setting = the {noun} {where} | {name}’s {noun} | the {adjective} {noun} {where} | {when}, {where} | the {noun} and
  the {noun} {where}, {since} | {where}, {likeness} | {quality}, {likeness} | {number} o’clock, {where}
`;

/** By symbol; `name` is left to the people of the book. */
export const plausibleGrammar: ReadonlyMap<string, readonly string[]> = new Map(
	rules
		.replace(/\n +/g, ' ')
		.split('\n')
		.map((line) => line.split(' = '))
		.map(([symbol = '', forms = '']) => [symbol, forms.split(' | ')]),
);

/** For a book whose people have no names yet. */
export const newNames: readonly string[] = (
	'Hester Oldroyd,Cuthbert Raine,Moira Pennock,Anselm Dace,Winifred Garbutt,Bashir Qureshi,' +
	'Lottie Thackray,Edmund Foss,Ruth Appleyard,Kit Marlborough,Zofia Nowak,Percival Sugden'
).split(',');
