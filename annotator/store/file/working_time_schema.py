"""What the schema got for how long coders work: a record kind, and what is not in the history yet.

`worked` is beside the history and of no other file, as typed words are: a coder's handle, a day
there, an article, and milliseconds. `mark` tells the stretch from those of other files.
"""

WORKING_TIME = """
CREATE TABLE timing (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  article TEXT NOT NULL REFERENCES article (id) DEFERRABLE INITIALLY DEFERRED,
  coder TEXT NOT NULL REFERENCES coder (id) DEFERRABLE INITIALLY DEFERRED,
  day TEXT NOT NULL,
  mark TEXT NOT NULL,
  seconds INTEGER NOT NULL,
  sum INTEGER NOT NULL
) STRICT;
CREATE INDEX timing_article ON timing (article, coder);
CREATE INDEX timing_coder ON timing (coder);
CREATE TABLE worked (
  coder TEXT NOT NULL,
  day TEXT NOT NULL,
  article TEXT NOT NULL,
  mark TEXT NOT NULL,
  millis INTEGER NOT NULL,
  PRIMARY KEY (coder, day, article)
) STRICT;
CREATE INDEX worked_article ON worked (coder, article, day)
"""
