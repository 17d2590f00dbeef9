import { budgetBook } from './budgetBook.lua.js';

/**
 * Holds a call if there is room for it, once, however often it is sent.
 *
 * ARGV after those of the book: id, asking, month, lane, amount, milliseconds of its lease, the novel's limit, and the
 * month's or nothing. Returns 1 when the call is held or settled, else 0, with the shares.
 */
export const holdCall = `${budgetBook}
local id, asking, month, lane = ARGV[3], tonumber(ARGV[4]), ARGV[5], ARGV[6]
local amount, lease_ms = tonumber(ARGV[7]), tonumber(ARGV[8])
local novel_limit, month_limit = tonumber(ARGV[9]), tonumber(ARGV[10])

-- Fields begin with a machine, which has no spaces, and its month.
local function sum_since(hash, first_month)
	local sum, flat = 0, redis.call('HGETALL', hash)
	for at = 1, #flat, 2 do
		if string.match(flat[at], '^%S+ (%S+)') >= first_month then sum = sum + tonumber(flat[at + 1]) end
	end
	return sum
end

local function has_room(limit, first_month)
	return not limit or sum_since(spent, first_month) + sum_since(held, first_month) + amount <= limit
end

end_leases()
local before = call_of(id)
local is_allowed = 0
if before and before.state == 'settled' then
	is_allowed = 1
elseif before and before.state == 'held' then
	is_allowed = 1
	put(id, before, with(before, { asking = math.max(asking, before.asking) }), lease_ms)
elseif not (before and before.state == 'withdrawn' and before.asking >= asking) then
	-- What had lapsed is held again instead.
	if before then count(before, -1) end
	if has_room(novel_limit, '') and has_room(month_limit, month) then
		is_allowed = 1
		put(id, nil, {
			state = 'held', machine = machine, month = month, lane = lane,
			amount = amount, so_far = 0, asking = asking
		}, lease_ms)
	elseif before then
		count(before, 1)
	end
end
return { is_allowed, shares() }
`;
