// The scripts that Redis runs. Each one is atomic, and all keys of a world are in one hash slot. A world consists of:
// `meta` (id, seq, revision, base, barrier, origin), `state` (field to JSON), `changed` (field to the entry that last changed it and
// the place of its creation), `log` (a stream, one entry per change), `gone` (deleted fields by entry) and `calls`.

/** The names of the keys of a world, in the order in which every script gets them. */
export const WORLD_KEYS = ['meta', 'state', 'changed', 'log', 'gone', 'calls'] as const;

/** Reads the world's id, and stops if the world is gone or another one has its name. */
const CHECKED = `
local meta = redis.call('HMGET', KEYS[1], 'id', 'seq', 'revision', 'base', 'barrier')
if not meta[1] or meta[1] ~= ARGV[1] then return {'gone'} end
local seq, revision = tonumber(meta[2]), tonumber(meta[3])
local known = tonumber(ARGV[2])
if known > seq then return {'lost', seq} end
`;

/** Writes fields. `write(field, value)` with an empty value deletes the field: no JSON text is empty. */
const WRITE = `
local place = 0
local function write(field, value)
  place = place + 1
  if value == '' then
    redis.call('HDEL', KEYS[2], field)
    redis.call('HSET', KEYS[3], field, seq)
    redis.call('ZADD', KEYS[5], seq, field)
    return
  end
  local changed = redis.call('HGET', KEYS[3], field)
  local created = changed and string.match(changed, ' .*')
  redis.call('HSET', KEYS[3], field, seq .. (created or (' ' .. seq .. ' ' .. place)))
  redis.call('HSET', KEYS[2], field, value)
  if changed and not created then redis.call('ZREM', KEYS[5], field) end
end
`;

/** Adds the entry to the log, forgets old entries, and notifies other processes. */
const APPEND = `
local kept = tonumber(ARGV[6])
redis.call('XADD', KEYS[4], seq .. '-0', 'k', ARGV[4], 'r', revision, 'n', ARGV[3], 'e', ARGV[5])
redis.call('HSET', KEYS[1], 'seq', seq, 'revision', revision)
if seq > kept then
  redis.call('XTRIM', KEYS[4], 'MINID', (seq - kept + 1) .. '-0')
  redis.call('HSET', KEYS[1], 'base', seq - kept)
  if seq % 64 == 0 then
    local old = redis.call('ZRANGEBYSCORE', KEYS[5], '-inf', seq - kept, 'LIMIT', 0, 256)
    for _, field in ipairs(old) do
      local changed = redis.call('HGET', KEYS[3], field)
      if changed and not string.find(changed, ' ') then redis.call('HDEL', KEYS[3], field) end
      redis.call('ZREM', KEYS[5], field)
    end
  end
end
redis.call('PUBLISH', ARGV[7], ARGV[8])
return {'ok', seq, revision}
`;

/**
 * Commits changes if none of their fields was changed by an entry that the caller does not know.
 * ARGV: id, known, nonce, kind, entry, kept, channel, message, number of writes, then field and value of each, then the fields that
 * must exist: those are changed too, so that a deletion of one that does not know this entry is refused.
 */
export const COMMIT = `${CHECKED}
local writes = tonumber(ARGV[9])
local above = 10 + 2 * writes
if known < seq then
  if known < tonumber(meta[4]) or known < tonumber(meta[5]) then return {'conflict', seq} end
  for i = 10, above - 2, 2 do
    local changed = redis.call('HGET', KEYS[3], ARGV[i])
    if changed and tonumber(string.match(changed, '^%d+')) > known then return {'conflict', seq} end
  end
  for i = above, #ARGV do
    if redis.call('HEXISTS', KEYS[2], ARGV[i]) == 0 then return {'conflict', seq} end
  end
end
seq = seq + 1
if ARGV[4] ~= 'initial' then revision = revision + 1 end
${WRITE}
for i = 10, above - 2, 2 do write(ARGV[i], ARGV[i + 1]) end
for i = above, #ARGV do
  local changed = redis.call('HGET', KEYS[3], ARGV[i])
  if changed then redis.call('HSET', KEYS[3], ARGV[i], seq .. string.match(changed, ' .*')) end
end
${APPEND}`;

/**
 * Replaces the state of the world, or of some parts. The caller must know every entry.
 * ARGV: id, known, nonce, kind, entry, kept, channel, message, the revision after it (empty for the next one), the number of starts,
 * then the starts of the fields that are cleared (without any, all are), then field and value of each write.
 */
export const REPLACE = `${CHECKED}
if known ~= seq then return {'conflict', seq} end
seq = seq + 1
if ARGV[9] == '' then revision = revision + 1 else revision = tonumber(ARGV[9]) end
local starts = tonumber(ARGV[10])
if starts == 0 then
  redis.call('DEL', KEYS[2], KEYS[3], KEYS[5])
  if ARGV[4] == 'reset' then redis.call('DEL', KEYS[6]) end
else
  for _, field in ipairs(redis.call('HKEYS', KEYS[3])) do
    for i = 11, 10 + starts do
      if string.sub(field, 1, #ARGV[i]) == ARGV[i] then
        redis.call('HDEL', KEYS[2], field)
        redis.call('HDEL', KEYS[3], field)
      end
    end
  end
end
redis.call('HSET', KEYS[1], 'barrier', seq)
${WRITE}
for i = 11 + starts, #ARGV, 2 do write(ARGV[i], ARGV[i + 1]) end
${APPEND}`;

/** Returns the entries after a known one. ARGV: id, known, the most entries. */
export const CATCH_UP = `${CHECKED}
if known == seq then return {'same', seq} end
if known < tonumber(meta[4]) then return {'behind', seq} end
return {'more', seq, redis.call('XRANGE', KEYS[4], (known + 1) .. '-0', '+', 'COUNT', ARGV[3])}
`;

/** Whether the known entry is the one that the caller knows. ARGV: id, known, nonce. */
export const VERIFY = `${CHECKED}
if known == 0 then return {'same'} end
local entry = redis.call('XRANGE', KEYS[4], known .. '-0', known .. '-0')[1]
if not entry then return {'behind'} end
for i = 1, #entry[2], 2 do
  if entry[2][i] == 'n' and entry[2][i + 1] == ARGV[3] then return {'same'} end
end
return {'lost'}
`;

/** Returns the whole world, or nothing. */
export const LOAD = `
local meta = redis.call('HMGET', KEYS[1], 'id', 'seq', 'revision', 'origin')
if not meta[1] then return {} end
local last = redis.call('XREVRANGE', KEYS[4], '+', '-', 'COUNT', 1)[1]
return {meta[1], tonumber(meta[2]), tonumber(meta[3]), meta[4],
  redis.call('HGETALL', KEYS[2]), redis.call('HGETALL', KEYS[3]), last and last[2] or {}}
`;

/** Creates a world if there is none of its name. ARGV: id, origin, then field and value of each first value. */
export const CREATE = `
if redis.call('EXISTS', KEYS[1]) == 1 then return 0 end
redis.call('DEL', KEYS[2], KEYS[3], KEYS[4], KEYS[5], KEYS[6])
redis.call('HSET', KEYS[1], 'id', ARGV[1], 'origin', ARGV[2], 'seq', 0, 'revision', 0, 'base', 0, 'barrier', 0)
local seq = 0
${WRITE}
for i = 3, #ARGV, 2 do write(ARGV[i], ARGV[i + 1]) end
return 1
`;

/** Deletes a world, and notifies other processes. ARGV: its id, or nothing for any; channel, message. Returns whether it existed. */
export const REMOVE = `
local id = redis.call('HGET', KEYS[1], 'id')
if not id or (ARGV[1] ~= '' and id ~= ARGV[1]) then return 0 end
redis.call('DEL', KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5], KEYS[6])
redis.call('PUBLISH', ARGV[2], ARGV[3])
return 1
`;

/** The time in seconds. */
const NOW = `
local time = redis.call('TIME')
local now = time[1] + time[2] / 1000000
`;

/** Adds a world to the list of worlds. KEYS: list. ARGV: name, the most worlds (empty if it may be new). Returns 1 if it is in the list. */
export const REGISTER = `${NOW}
if ARGV[2] ~= '' and not redis.call('ZSCORE', KEYS[1], ARGV[1]) and redis.call('ZCARD', KEYS[1]) >= tonumber(ARGV[2]) then
  return 0
end
redis.call('ZADD', KEYS[1], now, ARGV[1])
return 1
`;

/** Notes that worlds were used. KEYS: list. ARGV: their names. */
export const USE = `${NOW}
for _, name in ipairs(ARGV) do redis.call('ZADD', KEYS[1], 'XX', now, name) end
return 1
`;

/** Finds the worlds that nobody has used for some seconds. KEYS: list. ARGV: seconds. Returns each name with the time of the last use. */
export const UNUSED = `${NOW}
return redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', now - tonumber(ARGV[1]), 'WITHSCORES', 'LIMIT', 0, 100)
`;

/** Takes a world off the list if it was not used after a time. KEYS: list. ARGV: name, time. */
export const UNLIST = `
local used = redis.call('ZSCORE', KEYS[1], ARGV[1])
if used and tonumber(used) <= tonumber(ARGV[2]) then redis.call('ZREM', KEYS[1], ARGV[1]) end
return 1
`;

/**
 * Notes that a process runs. KEYS: processes. ARGV: the process, the seconds after which one that notes nothing has ended.
 * Returns when the first of the processes that run now has begun, in milliseconds. If none runs, that is now.
 */
export const RUNNING = `${NOW}
local own, others = redis.call('HEXISTS', KEYS[1], ARGV[1]) == 1, false
local fields = redis.call('HGETALL', KEYS[1])
for i = 1, #fields, 2 do
  if fields[i] ~= 'begun' and fields[i] ~= ARGV[1] then
    if now - tonumber(fields[i + 1]) > tonumber(ARGV[2]) then redis.call('HDEL', KEYS[1], fields[i]) else others = true end
  end
end
if not own and not others then redis.call('HSET', KEYS[1], 'begun', math.floor(now * 1000)) end
redis.call('HSET', KEYS[1], ARGV[1], now)
return redis.call('HGET', KEYS[1], 'begun')
`;

/** Counts calls of an operation. ARGV: id, operation, number of calls. Returns the number of all calls. */
export const COUNT = `
if redis.call('HGET', KEYS[1], 'id') ~= ARGV[1] then return 0 end
return redis.call('HINCRBY', KEYS[6], ARGV[2], ARGV[3])
`;
