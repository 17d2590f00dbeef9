/** What the gaps of sentence patterns are filled with. Plain things, at home in any century. */
export const wordBanks: Readonly<Record<string, readonly string[]>> = {
	thing: [
		'the kettle', 'the chair', 'the lamp', 'the bread', 'the coat', 'the window', 'the stairs', 'the table', 'the key', 'the cup',
		'the shutter', 'the bench', 'the knife', 'the basket', 'the blanket', 'the letter', 'the rope', 'the bucket', 'the gate', 'the stove',
		'the mirror', 'the hat', 'the bell', 'the drawer', 'the spoon', 'the towel', 'the matchbox', 'the broom', 'the shelf', 'the boots',
	].filter((thing) => !thing.endsWith('boots')),
	spot: [
		'by the door', 'under the window', 'at the foot of the stairs', 'beside the wall', 'near the gate', 'in the corner', 'at the far end',
		'behind the bench', 'next to the coats', 'halfway across the floor', 'where the draught came in', 'out of the light', 'close to the stove',
		'on the bottom step', 'between the two chairs', 'in everybody’s way', 'at the edge of the shade',
	],
	smell: [
		'soap', 'wet wool', 'old paper', 'onions', 'paint', 'rust', 'warm dust', 'apples', 'lamp oil', 'tar', 'boiled milk', 'cut grass', 'candle wax',
		'leather', 'burnt toast', 'salt', 'straw', 'ink', 'damp plaster',
	],
	noise: [
		'a dog', 'a cart', 'somebody’s laughter', 'a loose board', 'a pump', 'a hammer', 'a door two houses down', 'a child counting', 'the pipes', 'a gull',
		'a saw', 'a wireless voice, or a person who talked in that manner,', 'a broom on stone', 'a cough', 'the wind in a gutter', 'a whistle', 'a ladder being moved',
	].filter((noise) => !noise.startsWith('a wireless')),
	span: [
		'a minute', 'some minutes', 'half an hour', 'an hour', 'a good while', 'the length of a song', 'as long as it takes to boil an egg', 'most of the morning',
		'longer than was polite', 'a quarter of an hour', 'the time it takes to lace a shoe',
	],
	work: [
		'folding a cloth', 'winding string', 'sorting coins', 'peeling a pear', 'wiping the sill', 'mending a strap', 'stacking plates', 'scraping mud from a heel',
		'threading a needle', 'emptying a pocket', 'oiling a hinge', 'counting spoons', 'sharpening a pencil', 'shelling peas', 'tying a parcel', 'untangling wire',
		'brushing crumbs together',
	],
	manner: [
		'with great care', 'in no hurry', 'without looking round', 'one-handed', 'as quietly as it could be done', 'more firmly than was needed', 'out of habit',
		'with a show of ease', 'at the second try', 'before anyone could offer', 'a little too late', 'in plain view', 'upside down', 'to gain time', 'for want of anything better',
		'by touch alone', 'on the wrong side',
	],
	weather: [
		'the rain', 'the heat', 'the wind', 'the fog', 'the frost', 'the dusk', 'the early sun', 'the long afternoon', 'the thaw', 'the dry spell', 'the evening', 'the cold', 'the grey morning',
	],
	matter: [
		'the money', 'the date', 'the name', 'the road home', 'the promise', 'the missing hour', 'the other visitor', 'the bill', 'the old quarrel', 'the order of things', 'the second key',
		'the reason', 'the price', 'the letter', 'the part that had been left out', 'the neighbours', 'the weather', 'the first answer', 'supper',
	],
	short: ['tea', 'water', 'time', 'money', 'help', 'luck', 'rest', 'sense', 'news', 'warning', 'company', 'sleep', 'room'],
};
