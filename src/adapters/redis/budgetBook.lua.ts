/**
 * What the scripts of a novel's budget begin with. A call is one line: state, machine, month, lane, amount, what it had
 * spent so far, and the number of the asking. `held`: the amount is set aside; `lapsed`: its lease was over, and the amount
 * is what it had spent so far; `settled`: the amount is what it cost; `withdrawn`: it may still be on its way here.
 * All sums change in step with the lines.
 *
 * KEYS: calls, spent, held, leases, instance. ARGV: the instance that the sender knows, its machine, and what the script
 * says. Every script returns nil when the instance is another one: then the sender has to tell everything anew.
 */
export const budgetBook = `
if redis.call('GET', KEYS[5]) ~= ARGV[1] then return nil end
local calls, spent, held, leases, machine = KEYS[1], KEYS[2], KEYS[3], KEYS[4], ARGV[2]
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)

local function whole(number) return string.format('%.0f', number) end

local function call_of(id)
	local line = redis.call('HGET', calls, id)
	if not line then return nil end
	local state, owner, month, lane, amount, so_far, asking =
		string.match(line, '^(%S+) (%S+) (%S+) (%S+) (%d+) (%d+) (%d+)$')
	return {
		state = state, machine = owner, month = month, lane = lane,
		amount = tonumber(amount), so_far = tonumber(so_far), asking = tonumber(asking)
	}
end

local function count(call, sign)
	-- Redis takes no -0.
	if call.amount == 0 then return end
	if call.state == 'held' then
		local field = call.machine .. ' ' .. call.month .. ' ' .. call.lane
		if redis.call('HINCRBY', held, field, whole(sign * call.amount)) == 0 then redis.call('HDEL', held, field) end
	elseif call.state ~= 'withdrawn' then
		redis.call('HINCRBY', spent, call.machine .. ' ' .. call.month, whole(sign * call.amount))
	end
end

-- In place of what was there, if anything. What has no lease stays as it is for good.
local function put(id, before, after, lease_ms)
	if before then count(before, -1) end
	count(after, 1)
	redis.call('HSET', calls, id, table.concat({
		after.state, after.machine, after.month, after.lane,
		whole(after.amount), whole(after.so_far), whole(after.asking)
	}, ' '))
	if lease_ms then redis.call('ZADD', leases, whole(now + lease_ms), id) else redis.call('ZREM', leases, id) end
end

local function with(call, changes)
	local changed = {}
	for name, value in pairs(call) do changed[name] = value end
	for name, value in pairs(changes) do changed[name] = value end
	return changed
end

local function end_leases()
	for _, id in ipairs(redis.call('ZRANGEBYSCORE', leases, '-inf', whole(now))) do
		local call = call_of(id)
		if call and call.state == 'held' then
			put(id, call, with(call, { state = 'lapsed', amount = call.so_far }))
		else
			redis.call('ZREM', leases, id)
			if call and call.state == 'withdrawn' then redis.call('HDEL', calls, id) end
		end
	end
end

local function shares() return { redis.call('HGETALL', spent), redis.call('HGETALL', held) } end
`;
