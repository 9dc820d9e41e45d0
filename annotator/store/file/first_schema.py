"""The tables of the first released schema, as they were: later steps alter them, this stays."""

RECORDS = """
CREATE TABLE text (
  n INTEGER PRIMARY KEY,
  sha256 TEXT NOT NULL UNIQUE,
  body TEXT NOT NULL
) STRICT;
CREATE TABLE project (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL,
  codebook_title TEXT NOT NULL,
  codebook_description TEXT NOT NULL,
  codebook_version INTEGER NOT NULL,
  variables TEXT NOT NULL,
  settings TEXT NOT NULL,
  created TEXT NOT NULL
) STRICT;
CREATE TABLE coder (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  handle TEXT NOT NULL,
  name TEXT NOT NULL,
  archived INTEGER NOT NULL
) STRICT;
CREATE TABLE actor (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  role TEXT NOT NULL,
  affiliation TEXT NOT NULL,
  aliases TEXT NOT NULL,
  note TEXT NOT NULL,
  archived INTEGER NOT NULL
) STRICT;
CREATE TABLE code (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  "key" TEXT NOT NULL,
  scope TEXT NOT NULL,
  colour TEXT NOT NULL,
  parent TEXT NOT NULL,
  "group" INTEGER NOT NULL,
  fields TEXT NOT NULL,
  links TEXT NOT NULL,
  definition TEXT NOT NULL,
  include TEXT NOT NULL,
  "exclude" TEXT NOT NULL,
  positive_example TEXT NOT NULL,
  negative_example TEXT NOT NULL,
  source TEXT NOT NULL,
  state TEXT NOT NULL,
  position INTEGER NOT NULL
) STRICT;
CREATE TABLE article (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL,
  text_sha256 TEXT NOT NULL REFERENCES text (sha256) DEFERRABLE INITIALLY DEFERRED,
  length INTEGER NOT NULL,
  meta TEXT NOT NULL,
  excluded TEXT NOT NULL,
  note TEXT NOT NULL,
  created TEXT NOT NULL
) STRICT;
CREATE INDEX article_text_sha256 ON article (text_sha256);
CREATE TABLE status (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  article TEXT NOT NULL REFERENCES article (id) DEFERRABLE INITIALLY DEFERRED,
  coder TEXT NOT NULL REFERENCES coder (id) DEFERRABLE INITIALLY DEFERRED,
  status TEXT NOT NULL
) STRICT;
CREATE INDEX status_article ON status (article);
CREATE INDEX status_coder ON status (coder);
CREATE TABLE annotation (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  article TEXT NOT NULL REFERENCES article (id) DEFERRABLE INITIALLY DEFERRED,
  code TEXT NOT NULL REFERENCES code (id) DEFERRABLE INITIALLY DEFERRED,
  coder TEXT NOT NULL REFERENCES coder (id) DEFERRABLE INITIALLY DEFERRED,
  layer TEXT NOT NULL,
  fragments TEXT NOT NULL,
  texts TEXT NOT NULL,
  contexts TEXT NOT NULL,
  "values" TEXT NOT NULL,
  note TEXT NOT NULL,
  origin TEXT NOT NULL,
  codebook_version INTEGER NOT NULL,
  created TEXT NOT NULL,
  modified TEXT NOT NULL
) STRICT;
CREATE INDEX annotation_article ON annotation (article);
CREATE INDEX annotation_code ON annotation (code);
CREATE INDEX annotation_coder ON annotation (coder);
CREATE TABLE link (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  annotation TEXT NOT NULL REFERENCES annotation (id) DEFERRABLE INITIALLY DEFERRED,
  type TEXT NOT NULL,
  target_annotation TEXT REFERENCES annotation (id) DEFERRABLE INITIALLY DEFERRED,
  target_actor TEXT REFERENCES actor (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX link_annotation ON link (annotation);
CREATE INDEX link_target_annotation ON link (target_annotation);
CREATE INDEX link_target_actor ON link (target_actor);
CREATE TABLE decision (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  annotation TEXT NOT NULL REFERENCES annotation (id) DEFERRABLE INITIALLY DEFERRED,
  reviewer TEXT NOT NULL REFERENCES coder (id) DEFERRABLE INITIALLY DEFERRED,
  verdict TEXT NOT NULL,
  reason TEXT NOT NULL,
  at TEXT NOT NULL
) STRICT;
CREATE INDEX decision_annotation ON decision (annotation);
CREATE INDEX decision_reviewer ON decision (reviewer);
"""

HISTORY = """
CREATE TABLE edit (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  label TEXT NOT NULL,
  coder TEXT NOT NULL,
  at TEXT NOT NULL,
  clock TEXT NOT NULL,
  target TEXT,
  via TEXT
) STRICT;
CREATE TABLE change (
  n INTEGER PRIMARY KEY,
  edit TEXT NOT NULL REFERENCES edit (id),
  kind TEXT NOT NULL,
  record TEXT NOT NULL,
  before TEXT,
  after TEXT
) STRICT;
CREATE INDEX edit_clock ON edit (clock, id);
CREATE INDEX change_edit ON change (edit);
CREATE INDEX change_record ON change (record);
"""

APPEND_ONLY = """
CREATE TRIGGER {table}_keeps_{act} BEFORE {act} ON {table}
BEGIN SELECT RAISE(ABORT, 'what is in {table} never changes'); END
"""
"""For the tables whose rows are neither changed nor deleted, and both acts."""
