"""What the schema got for articles that lists name and whose texts have not come in yet."""

SHELLS = """
CREATE TABLE shell (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  address TEXT NOT NULL,
  doi TEXT NOT NULL,
  heading TEXT NOT NULL,
  title TEXT NOT NULL,
  meta TEXT NOT NULL,
  sum INTEGER NOT NULL
) STRICT;
CREATE INDEX shell_address ON shell (address);
CREATE INDEX shell_doi ON shell (doi);
CREATE INDEX shell_heading ON shell (heading)
"""
