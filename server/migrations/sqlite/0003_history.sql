-- What happened to one document: `desk` and `n` follow the key in it, so it is read in order.
CREATE INDEX transitions_by_key ON transitions (key);
