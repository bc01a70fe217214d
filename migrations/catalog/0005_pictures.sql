-- What became of the picture at an address: two sizes, each named by its content. The bytes lie outside this file: at
-- headquarters in a folder beside it, on a tablet in a store with a budget.
CREATE TABLE picture_names (
  key BLOB PRIMARY KEY,                    -- first 16 bytes of the SHA-256 of the address
  thumb BLOB,                              -- SHA-256 of the small size; NULL at headquarters when it was taken back
  large BLOB,                              -- SHA-256 of the large size
  changed INTEGER NOT NULL                 -- catalog version that changed it last
) WITHOUT ROWID;
DROP TABLE picture_refs;
