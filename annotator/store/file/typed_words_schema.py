"""What keeps words while they are typed: no part of the history, and of no other file."""

TYPED_WORDS = """
CREATE TABLE typed (
  coder TEXT NOT NULL,
  kind TEXT NOT NULL,
  annotation TEXT NOT NULL,
  field TEXT NOT NULL,
  text TEXT NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (coder, kind, annotation, field)
) STRICT
"""
