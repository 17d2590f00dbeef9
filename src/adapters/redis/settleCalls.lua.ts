import { budgetBook } from './budgetBook.lua.js';

/**
 * Counts what calls have cost, each once, however often it is sent: in place of what was held for them or, where their
 * lease was over, of what they had spent so far.
 *
 * ARGV after those of the book, for each call: id, month, cost. Returns the ids of those that another machine has settled.
 */
export const settleCalls = `${budgetBook}
local others = {}
for at = 3, #ARGV, 3 do
	local id, before = ARGV[at], call_of(ARGV[at])
	if before and before.state == 'settled' then
		if before.machine ~= machine then others[#others + 1] = id end
	else
		put(id, before, {
			state = 'settled', machine = machine, month = ARGV[at + 1], lane = before and before.lane or 'now',
			amount = tonumber(ARGV[at + 2]), so_far = 0, asking = 0
		})
	end
end
end_leases()
return others
`;
