/**
 * Takes writes in, each once, however often it is sent.
 *
 * KEYS: entries, versions, stream, revisions. ARGV: the length that the stream is kept to, roughly; then for each write
 * id, version, digest of its content, its ancestors with spaces between, and the entry as JSON. Returns as JSON what
 * stands there in place of writes that lost.
 *
 * The newer version wins. Where the one in place is no ancestor of the winner, nor the loser already settled, two wrote
 * at the same time, and the loser is kept, unless both say the same. Changes are numbered without gaps, so that whoever
 * follows sees when some are missing.
 */
export const writeEntries = `
local entries, versions, stream, revisions = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local most_settled = 16
local last

local function last_change()
	if redis.call('EXISTS', stream) == 0 then return 0 end
	local info = redis.call('XINFO', 'STREAM', stream)
	for at = 1, #info, 2 do
		if info[at] == 'last-generated-id' then return tonumber(string.match(info[at + 1], '^%d+')) end
	end
end

local function announce(what, id, version)
	last = (last or last_change()) + 1
	redis.call('XADD', stream, 'MAXLEN', '~', ARGV[1], string.format('%.0f-0', last), what, id .. '/' .. version)
end

-- Lua compares strings by the server's locale; versions are in the order of their bytes.
local function is_later(a, b)
	for at = 1, math.min(#a, #b) do
		local left, right = string.byte(a, at), string.byte(b, at)
		if left ~= right then return left > right end
	end
	return #a > #b
end

local function words(text)
	local list = {}
	for word in string.gmatch(text, '%S+') do list[#list + 1] = word end
	return list
end

local function contains(list, wanted)
	for _, one in ipairs(list) do
		if one == wanted then return true end
	end
	return false
end

local function present(id)
	local record = redis.call('HGET', versions, id)
	if not record then return nil end
	local settled = words(record)
	return { version = table.remove(settled, 1), digest = table.remove(settled, 1), settled = settled }
end

-- What has been dealt with: when one of these is sent again, it is no news.
local function settled_after(before, ancestors)
	local list = {}
	local function add(version)
		if #list < most_settled and not contains(list, version) then list[#list + 1] = version end
	end
	if before then add(before.version) end
	for _, version in ipairs(ancestors) do add(version) end
	if before then
		for _, version in ipairs(before.settled) do add(version) end
	end
	return list
end

local function keep(id, version, entry)
	if entry and redis.call('HSETNX', revisions, id .. '/' .. version, entry) == 1 then
		announce('conflict', id, version)
	end
end

local newer = {}
for at = 2, #ARGV, 5 do
	local id, version, digest, entry = ARGV[at], ARGV[at + 1], ARGV[at + 2], ARGV[at + 4]
	local ancestors = words(ARGV[at + 3])
	local before = present(id)
	if before and version ~= before.version and not is_later(version, before.version) then
		if digest ~= before.digest and not contains(before.settled, version) then keep(id, version, entry) end
		newer[#newer + 1] = redis.call('HGET', entries, id)
	elseif not before or version ~= before.version then
		if before and digest ~= before.digest and not contains(ancestors, before.version) then
			keep(id, before.version, redis.call('HGET', entries, id))
		end
		local settled = settled_after(before, ancestors)
		redis.call('HSET', versions, id, table.concat({ version, digest, unpack(settled) }, ' '))
		redis.call('HSET', entries, id, entry)
		announce('entry', id, version)
	end
end
return newer
`;
