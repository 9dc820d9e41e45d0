"""The tables that the schema got so that lists needn't read what they count and search.

Nothing in them is a truth of its own: `derived_tables` keeps them in step with the records.
"""

DERIVED = """
CREATE TABLE annotation_count (
  article TEXT NOT NULL,
  coder TEXT NOT NULL,
  layer TEXT NOT NULL,
  code TEXT NOT NULL,
  count INTEGER NOT NULL,
  PRIMARY KEY (article, coder, layer, code)
) STRICT, WITHOUT ROWID;
CREATE TABLE code_count (
  code TEXT NOT NULL,
  coder TEXT NOT NULL,
  layer TEXT NOT NULL,
  count INTEGER NOT NULL,
  PRIMARY KEY (code, coder, layer)
) STRICT, WITHOUT ROWID;
CREATE TABLE status_count (
  coder TEXT NOT NULL,
  status TEXT NOT NULL,
  count INTEGER NOT NULL,
  PRIMARY KEY (coder, status)
) STRICT, WITHOUT ROWID;
CREATE TABLE article_title (
  article TEXT NOT NULL PRIMARY KEY,
  searchable TEXT NOT NULL
) STRICT, WITHOUT ROWID
"""
