import { budgetBook } from './budgetBook.lua.js';

/**
 * Takes in which calls are out and begins their leases anew. Those that it does not know were begun without the server, or
 * it has lost them; those that had lapsed are held again.
 *
 * ARGV after those of the book, for each call: id, month, lane, amount, what it has spent so far, milliseconds of its lease.
 * Returns the shares.
 */
export const renewCalls = `${budgetBook}
for at = 3, #ARGV, 6 do
	local id, before = ARGV[at], call_of(ARGV[at])
	if not before or before.state == 'held' or before.state == 'lapsed' then
		put(id, before, {
			state = 'held', machine = machine, month = ARGV[at + 1], lane = ARGV[at + 2],
			amount = tonumber(ARGV[at + 3]), so_far = tonumber(ARGV[at + 4]), asking = before and before.asking or 0
		}, tonumber(ARGV[at + 5]))
	end
end
end_leases()
return shares()
`;
