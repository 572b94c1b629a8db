-- How many entries stood above it in its feed when it stood highest, where a feed is in an order of its editors' choice.
ALTER TABLE items ADD COLUMN above INTEGER;
