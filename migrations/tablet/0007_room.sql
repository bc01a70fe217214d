-- Windows are found by their room, so that days that are full need not be read. Each that was here before is named; one that
-- is full loses the name when it changes.
UPDATE entities
SET keys = json_insert(keys, '$[#]', 'room=' || json_extract(body, '$.kind') || ' ' || json_extract(body, '$.date'))
WHERE kind = 'window';
INSERT INTO entity_keys (kind, key, id)
    SELECT kind, 'room=' || json_extract(body, '$.kind') || ' ' || json_extract(body, '$.date'), id
    FROM entities WHERE kind = 'window';
