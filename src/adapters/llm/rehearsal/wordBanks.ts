/** What the gaps of sentence patterns are filled with: plain things, at home in any century. */
export const wordBanks: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
	Object.entries({
		thing:
			'the kettle, the chair, the lamp, the bread, the coat, the cup, the knife, the basket, the blanket, the letter, the rope, the bucket, the mirror, the hat, the bell, the spoon, ' +
			'the towel, the matchbox, the broom, the parcel, the map, the jug, the candle, the cushion, the brush, the glove, the tin, the umbrella, the plate, the stool, the ladder',
		hatch:
			'the window, the shutter, the gate, the drawer, the cupboard, the stove, the outer door, the trunk, the skylight, the lid of the chest, the hatch',
		spot:
			'by the door, under the window, at the foot of the stairs, beside the wall, near the gate, in the corner, at the far end, behind the bench, next to the coats, halfway across the floor, ' +
			'where the draught came in, out of the light, close to the stove, on the bottom step, between the two chairs, at the edge of the shade, within reach',
		smell:
			'soap, wet wool, old paper, onions, paint, rust, warm dust, apples, lamp oil, tar, boiled milk, cut grass, candle wax, leather, burnt toast, salt, straw, ink, damp plaster',
		noise:
			'a dog, a cart, somebody’s laughter, a loose board, a pump, a hammer, a door two houses down, a child counting, a saw, a gull, a broom on stone, a cough, the wind in a gutter, a whistle, a wheel',
		span: 'a minute, some minutes, half an hour, an hour, a good while, the length of a song, most of the morning, a quarter of an hour, the time it takes to lace a shoe, five breaths, an evening',
		work:
			'folding a cloth, winding string, sorting coins, peeling a pear, wiping the sill, mending a strap, stacking plates, scraping mud from a heel, threading a needle, emptying a pocket, ' +
			'oiling a hinge, counting spoons, sharpening a pencil, shelling peas, tying a parcel, untangling wire, brushing crumbs together',
		manner:
			'with great care, in no hurry, without looking round, one-handed, as quietly as it could be done, more firmly than was needed, out of habit, with a show of ease, at the second try, ' +
			'before anyone could offer, a little too late, in plain view, to gain time, for want of anything better, by touch alone, on purpose, with half a smile',
		weather:
			'the rain, the heat, the wind, the fog, the frost, the dusk, the early sun, the long afternoon, the thaw, the dry spell, the evening, the cold, the grey morning',
		matter:
			'the money, the date, the name, the road home, the promise, the missing hour, the other visitor, the bill, the old quarrel, the order of things, the second key, the reason, the price, ' +
			'the part that had been left out, the neighbours, the weather, the first answer, supper, the debt, the journey',
		short: 'tea, water, rest, news, company, sleep, soup, quiet, advice, fresh air, help, warmth, peace',
	}).map(([name, words]) => [name, words.split(', ')]),
);
