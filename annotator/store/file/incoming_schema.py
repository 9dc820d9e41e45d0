"""What the schema got for what comes in: roles of stretches, runs of programs, and their scores."""

INCOMING = """
CREATE TABLE layout (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  article TEXT NOT NULL REFERENCES article (id) DEFERRABLE INITIALLY DEFERRED,
  stretches TEXT NOT NULL,
  sum INTEGER NOT NULL
) STRICT;
CREATE INDEX layout_article ON layout (article);
CREATE TABLE run (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  coder TEXT NOT NULL REFERENCES coder (id) DEFERRABLE INITIALLY DEFERRED,
  name TEXT NOT NULL,
  model TEXT NOT NULL,
  version TEXT NOT NULL,
  prompt_sha256 TEXT NOT NULL,
  at TEXT NOT NULL,
  cost TEXT NOT NULL,
  currency TEXT NOT NULL,
  note TEXT NOT NULL,
  sum INTEGER NOT NULL
) STRICT;
CREATE INDEX run_coder ON run (coder);
CREATE TABLE score (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  annotation TEXT NOT NULL REFERENCES annotation (id) DEFERRABLE INITIALLY DEFERRED,
  score TEXT NOT NULL,
  reason TEXT NOT NULL,
  sum INTEGER NOT NULL
) STRICT;
CREATE INDEX score_annotation ON score (annotation)
"""
