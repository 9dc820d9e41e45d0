"""What the second released schema added to the first; later steps alter it, this stays."""

TEAMWORK = """
ALTER TABLE decision ADD COLUMN gold TEXT NOT NULL DEFAULT '';
CREATE INDEX decision_gold ON decision (gold);
CREATE TABLE assignment (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  article TEXT NOT NULL REFERENCES article (id) DEFERRABLE INITIALLY DEFERRED,
  coder TEXT NOT NULL REFERENCES coder (id) DEFERRABLE INITIALLY DEFERRED,
  at TEXT NOT NULL
) STRICT;
CREATE INDEX assignment_article ON assignment (article);
CREATE INDEX assignment_coder ON assignment (coder);
CREATE TABLE comment (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  annotation TEXT NOT NULL REFERENCES annotation (id) DEFERRABLE INITIALLY DEFERRED,
  coder TEXT NOT NULL REFERENCES coder (id) DEFERRABLE INITIALLY DEFERRED,
  text TEXT NOT NULL,
  at TEXT NOT NULL,
  closes INTEGER NOT NULL
) STRICT;
CREATE INDEX comment_annotation ON comment (annotation);
CREATE INDEX comment_coder ON comment (coder);
CREATE TABLE brought (
  merge TEXT NOT NULL REFERENCES edit (id),
  edit TEXT NOT NULL REFERENCES edit (id),
  PRIMARY KEY (merge, edit)
) STRICT;
CREATE TABLE withheld (
  kind TEXT NOT NULL,
  record TEXT NOT NULL,
  "values" TEXT NOT NULL,
  PRIMARY KEY (kind, record)
) STRICT;
CREATE TABLE conflict (
  n INTEGER PRIMARY KEY,
  via TEXT NOT NULL REFERENCES edit (id),
  kind TEXT NOT NULL,
  record TEXT NOT NULL,
  attribute TEXT NOT NULL,
  ours TEXT NOT NULL,
  theirs TEXT NOT NULL,
  kept TEXT NOT NULL
) STRICT
"""
"""`brought` has the edits that came in again after the merge in their `via` had been undone,
`withheld` the folded values of records that can't stand as they are, `conflict` what two people
gave the same attribute of the same record, as JSON, and whose word was kept."""
