-- Terms as terms.py cuts them, joined by spaces; the row's number is the report's place.
CREATE VIRTUAL TABLE search USING fts5 (title, words, outlet, speaker, tokenize = 'ascii');
