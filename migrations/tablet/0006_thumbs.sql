-- On a network that costs money only the small picture of a photo is sent; the file follows on another.
ALTER TABLE blobs ADD COLUMN thumb_sent INTEGER NOT NULL DEFAULT 0;
