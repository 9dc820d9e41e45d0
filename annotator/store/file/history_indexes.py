"""The indexes by which the history is looked through: a page of it is found without reading all.

Indexes can't use SQLite's JSON functions, since the schema of a file is not trusted. But values are
kept with their names sorted and without spaces, so that what is asked for stands at the beginning.

An edit of many records evaluates them for each change. So no more of a change is copied than an id
can take, and kinds are compared one by one: for `IN` SQLite makes a table of them each time.
"""

import msgspec

from annotator.domain.ids import LONGEST_ID

_WHOLE = "coalesce(after, before)"
_LONGEST = 6 * LONGEST_ID + 1
"""Characters of an id in JSON, all of them escaped, with the quotation mark after it."""


def first_named(name: str, bound: str = "") -> str:
    """Return the text of the first attribute, if it is this one, as JSON has it.

    `bound` says how many characters are looked at (", 100"); the schema's earlier steps have none.
    """
    start = f'{{"{name}":"'
    rest = f"substr({_WHOLE}, {len(start) + 1}{bound})"
    until = f"substr({rest}, 1, instr({rest}, '\"') - 1)"
    return f"CASE WHEN substr({_WHOLE}, 1, {len(start)}) = '{start}' THEN {until} END"


def _code() -> str:
    """Return the first code that is named, which is the annotation's: codes' ids are plain."""
    name = '"code":"'
    rest = f"substr({_WHOLE}, instr({_WHOLE}, '{name}') + {len(name)}, 100)"
    until = f"substr({rest}, 1, instr({rest}, '\"') - 1)"
    return f"CASE WHEN instr({_WHOLE}, '{name}') THEN {until} END"


_BOUND = f", {_LONGEST}"
ARTICLE, ANNOTATION = first_named("article", _BOUND), first_named("annotation", _BOUND)
CODE = _code()
ON_ARTICLES = "(kind = 'status' OR kind = 'annotation' OR kind = 'assignment')"
"""The changes of records that are on an article, as the index has them."""
ON_ANNOTATIONS = "(kind = 'link' OR kind = 'decision' OR kind = 'comment')"
OF_ANNOTATIONS = "kind = 'annotation'"

ANEW = f"""
DROP INDEX change_article;
DROP INDEX change_annotation;
CREATE INDEX change_article ON change ({ARTICLE}) WHERE {ON_ARTICLES};
CREATE INDEX change_annotation ON change ({ANNOTATION}) WHERE {ON_ANNOTATIONS}
"""


def as_indexed(ident: str) -> str:
    """Return an id as the indexes have it: as JSON writes it, up to a quotation mark in it."""
    return msgspec.json.encode(ident).decode()[1:-1].partition('"')[0]


def indexed(column: str) -> str:
    """Return the same of a column with ids, as SQL."""
    rest = f"substr(json_quote({column}), 2)"
    return f"substr({rest}, 1, instr({rest}, '\"') - 1)"
