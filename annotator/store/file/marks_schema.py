"""The table that the schema got so that an import finds articles without reading all of them.

Nothing in it is a truth of its own: `article_marks` keeps it in step with the articles.
"""

MARKS = """
CREATE TABLE article_mark (
  kind TEXT NOT NULL,
  mark TEXT NOT NULL,
  article TEXT NOT NULL,
  PRIMARY KEY (kind, mark, article)
) STRICT, WITHOUT ROWID;
CREATE INDEX article_mark_article ON article_mark (article)
"""
