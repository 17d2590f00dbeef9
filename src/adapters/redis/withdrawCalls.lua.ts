import { budgetBook } from './budgetBook.lua.js';

/**
 * Takes back what was held by an asking or one before it. An asking that comes here later than its withdrawal, over a
 * connection that was given up, holds nothing.
 *
 * ARGV after those of the book: milliseconds for which a withdrawal is remembered; then for each call id and asking.
 * Returns how many were held.
 */
export const withdrawCalls = `${budgetBook}
local withdrawn = 0
for at = 4, #ARGV, 2 do
	local id, asking, before = ARGV[at], tonumber(ARGV[at + 1]), call_of(ARGV[at])
	if not before or (before.state ~= 'settled' and before.asking <= asking) then
		if before and before.state == 'held' then withdrawn = withdrawn + 1 end
		put(id, before, {
			state = 'withdrawn', machine = machine, month = '-', lane = 'now', amount = 0, so_far = 0, asking = asking
		}, tonumber(ARGV[3]))
	end
end
end_leases()
return withdrawn
`;
