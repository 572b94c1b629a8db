-- Who may: accounts, what a browser or an app shows to be let in (kept as hashes alone), and secrets of the site.
CREATE TABLE accounts (
    number $KEY,
    name TEXT NOT NULL UNIQUE, -- '' of number 1: the reader on this machine, until there is a first account
    role TEXT NOT NULL, -- reader, editor, admin
    password TEXT, -- an Argon2 hash, NULL where none lets in
    added TEXT
);
INSERT INTO accounts (number, name, role) VALUES (1, '', 'admin');
CREATE TABLE sessions (
    digest TEXT PRIMARY KEY,
    account BIGINT NOT NULL REFERENCES accounts (number) ON DELETE CASCADE,
    began TEXT NOT NULL,
    seen TEXT NOT NULL
);
CREATE INDEX sessions_by_account ON sessions (account);
CREATE TABLE tokens (
    digest TEXT PRIMARY KEY,
    account BIGINT NOT NULL REFERENCES accounts (number) ON DELETE CASCADE,
    name TEXT NOT NULL,
    scope TEXT NOT NULL, -- read, write
    made TEXT NOT NULL,
    used TEXT,
    UNIQUE (account, name)
);
CREATE TABLE identities ( -- who an identity provider says that an account is
    issuer TEXT NOT NULL,
    subject TEXT NOT NULL,
    account BIGINT NOT NULL REFERENCES accounts (number) ON DELETE CASCADE,
    PRIMARY KEY (issuer, subject)
);
CREATE INDEX identities_by_account ON identities (account);
CREATE TABLE secrets (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
);
