"""What the schema got for a study: rounds, settled articles, notes to the lead, freezes."""

STUDY = """
CREATE TABLE round (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  begins TEXT NOT NULL,
  pass_mark TEXT NOT NULL,
  position INTEGER NOT NULL,
  created TEXT NOT NULL,
  sum INTEGER NOT NULL
) STRICT;
CREATE TABLE inclusion (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  article TEXT NOT NULL REFERENCES article (id) DEFERRABLE INITIALLY DEFERRED,
  round TEXT NOT NULL REFERENCES round (id) DEFERRABLE INITIALLY DEFERRED,
  probability TEXT NOT NULL,
  stratum TEXT NOT NULL,
  at TEXT NOT NULL,
  sum INTEGER NOT NULL
) STRICT;
CREATE INDEX inclusion_article ON inclusion (article);
CREATE INDEX inclusion_round ON inclusion (round);
CREATE TABLE result (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  article TEXT NOT NULL REFERENCES article (id) DEFERRABLE INITIALLY DEFERRED,
  coder TEXT NOT NULL REFERENCES coder (id) DEFERRABLE INITIALLY DEFERRED,
  score TEXT NOT NULL,
  passed INTEGER NOT NULL,
  counts TEXT NOT NULL,
  at TEXT NOT NULL,
  sum INTEGER NOT NULL
) STRICT;
CREATE INDEX result_article ON result (article);
CREATE INDEX result_coder ON result (coder);
CREATE TABLE settlement (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  article TEXT NOT NULL REFERENCES article (id) DEFERRABLE INITIALLY DEFERRED,
  reviewer TEXT NOT NULL REFERENCES coder (id) DEFERRABLE INITIALLY DEFERRED,
  state TEXT NOT NULL,
  locked INTEGER NOT NULL,
  at TEXT NOT NULL,
  sum INTEGER NOT NULL
) STRICT;
CREATE INDEX settlement_article ON settlement (article);
CREATE INDEX settlement_reviewer ON settlement (reviewer);
CREATE INDEX settlement_state ON settlement (state);
CREATE TABLE return (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  article TEXT NOT NULL REFERENCES article (id) DEFERRABLE INITIALLY DEFERRED,
  coder TEXT NOT NULL REFERENCES coder (id) DEFERRABLE INITIALLY DEFERRED,
  reviewer TEXT NOT NULL REFERENCES coder (id) DEFERRABLE INITIALLY DEFERRED,
  reason TEXT NOT NULL,
  at TEXT NOT NULL,
  sum INTEGER NOT NULL
) STRICT;
CREATE INDEX return_article ON return (article);
CREATE INDEX return_coder ON return (coder);
CREATE INDEX return_reviewer ON return (reviewer);
CREATE TABLE remark (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  asker TEXT NOT NULL REFERENCES coder (id) DEFERRABLE INITIALLY DEFERRED,
  coder TEXT NOT NULL REFERENCES coder (id) DEFERRABLE INITIALLY DEFERRED,
  text TEXT NOT NULL,
  at TEXT NOT NULL,
  article TEXT REFERENCES article (id) DEFERRABLE INITIALLY DEFERRED,
  code TEXT REFERENCES code (id) DEFERRABLE INITIALLY DEFERRED,
  closes INTEGER NOT NULL,
  sum INTEGER NOT NULL
) STRICT;
CREATE INDEX remark_asker ON remark (asker);
CREATE INDEX remark_coder ON remark (coder);
CREATE INDEX remark_article ON remark (article);
CREATE INDEX remark_code ON remark (code);
CREATE TABLE freeze (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  coder TEXT NOT NULL REFERENCES coder (id) DEFERRABLE INITIALLY DEFERRED,
  at TEXT NOT NULL,
  codebook_version INTEGER NOT NULL,
  counts TEXT NOT NULL,
  checksums TEXT NOT NULL,
  figures TEXT NOT NULL,
  note TEXT NOT NULL,
  sum INTEGER NOT NULL
) STRICT;
CREATE INDEX freeze_coder ON freeze (coder)
"""
