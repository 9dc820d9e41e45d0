"""The history's first indexes, as they were: a later step makes two of them anew, this stays."""

_WHOLE = "coalesce(after, before)"


def _first(name: str) -> str:
    """Return the text of the first attribute, if it is this one, as JSON has it."""
    start = f'{{"{name}":"'
    rest = f"substr({_WHOLE}, {len(start) + 1})"
    until = f"substr({rest}, 1, instr({rest}, '\"') - 1)"
    return f"CASE WHEN substr({_WHOLE}, 1, {len(start)}) = '{start}' THEN {until} END"


def _code() -> str:
    """Return the first code that is named, which is the annotation's: codes' ids are plain."""
    name = '"code":"'
    rest = f"substr({_WHOLE}, instr({_WHOLE}, '{name}') + {len(name)}, 100)"
    until = f"substr({rest}, 1, instr({rest}, '\"') - 1)"
    return f"CASE WHEN instr({_WHOLE}, '{name}') THEN {until} END"


_ARTICLE, _ANNOTATION, _CODE = _first("article"), _first("annotation"), _code()
_ON_ARTICLES = "kind IN ('status', 'annotation', 'assignment')"
_ON_ANNOTATIONS = "kind IN ('link', 'decision', 'comment')"

INDEXES = f"""
CREATE INDEX edit_target ON edit (target) WHERE target IS NOT NULL;
CREATE INDEX edit_coder ON edit (coder, clock, id);
CREATE INDEX edit_merge ON edit (id) WHERE kind = 'merge';
CREATE INDEX brought_edit ON brought (edit);
CREATE INDEX change_article ON change ({_ARTICLE}) WHERE {_ON_ARTICLES};
CREATE INDEX change_annotation ON change ({_ANNOTATION}) WHERE {_ON_ANNOTATIONS};
CREATE INDEX change_code ON change ({_CODE}) WHERE kind = 'annotation'
"""
