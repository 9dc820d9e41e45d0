"""One line of a release without texts: an article with its labels, and no word of its text."""

from collections.abc import Mapping
from typing import Any

import msgspec
from msgspec import structs

from annotator.analysis.wordless.marks import (
    Checks,
    WordlessPlace,
    WordMark,
    group_size,
    text_marks,
)
from annotator.analysis.wordless.words import PlainWords
from annotator.domain.article import WorkStatus, fingerprint
from annotator.domain.layout import RoleStretch
from annotator.domain.record import Values
from annotator.formats.jsonl.lines import (
    WORDLESS,
    ActorPart,
    AnnotationPart,
    ArticleLine,
    AssignedPart,
    Scalar,
    SentBackPart,
    StatePart,
)


class WordlessLine(msgspec.Struct, frozen=True, kw_only=True):
    """An article without its text; offsets are code points of the text with this SHA-256.

    `words_sha256` is of its words in plain dress, `words` how many they are, `group` how many of
    them a mark is made of. `places` tells, by annotation (id), where its fragments stand by words,
    and `excluded_places` and `role_places` where those stretches do.
    """

    schema: str
    id: str
    title: str | None = None
    meta: Mapping[str, Scalar] = msgspec.field(default_factory=dict[str, Scalar])
    text_sha256: str
    words_sha256: str
    length: int
    words: int
    group: int
    marks: tuple[WordMark, ...] = ()
    excluded: tuple[tuple[int, int], ...] = ()
    excluded_places: tuple[WordlessPlace, ...] = ()
    roles: tuple[RoleStretch, ...] = ()
    role_places: tuple[WordlessPlace, ...] = ()
    annotations: tuple[AnnotationPart, ...] = ()
    places: Mapping[str, tuple[WordlessPlace, ...]] = msgspec.field(
        default_factory=dict[str, tuple[WordlessPlace, ...]]
    )
    actors: tuple[ActorPart, ...] = ()
    statuses: Mapping[str, WorkStatus | None] = msgspec.field(
        default_factory=dict[str, WorkStatus | None]
    )
    assigned: tuple[AssignedPart, ...] = ()
    article_state: StatePart | None = None
    sent_back: tuple[SentBackPart, ...] = ()
    note: str = ""
    created: str = ""

    def with_text(self, text: str, **changed: Any) -> ArticleLine:
        """Return the line of the article with a text, and with what differs on it."""
        values: Values = {name: getattr(self, name) for name in _SHARED}
        values |= {"text": text, **changed}
        return ArticleLine(**values)


_SHARED = tuple(
    one
    for one in ArticleLine.__struct_fields__
    if one in WordlessLine.__struct_fields__ and one != "schema"
)


def words_sha256(words: PlainWords) -> str:
    """Return the SHA-256 of a text's words in plain dress, whatever stands between them."""
    return fingerprint("\x1f".join(words.plain))


def wordless(line: ArticleLine) -> WordlessLine:
    """Return an article's line without its text; the words of its annotations go, too.

    What else may quote the text is for the caller to leave out.
    """
    words, text = PlainWords(line.text), line.text
    checks, size = Checks(words), group_size(words)
    places = {
        one.id: tuple(checks.placed(*pair) for pair in one.fragments)
        for one in line.annotations
        if one.fragments
    }
    excluded = tuple(checks.placed(*pair) for pair in line.excluded or ())
    roles = tuple(checks.placed(one.start, one.end) for one in line.roles)
    every = [*(one for each in places.values() for one in each), *excluded, *roles]
    borders = [at for one in every for at in (one.begin.word, one.end.word)]
    values: Values = {
        **{name: getattr(line, name) for name in _SHARED},
        "schema": WORDLESS,
        "excluded": line.excluded or (),
        "annotations": tuple(structs.replace(one, text=None) for one in line.annotations),
        "text_sha256": fingerprint(text),
        "words_sha256": words_sha256(words),
        "length": len(text),
        "words": len(words),
        "group": size,
        "marks": tuple(text_marks(words, size, borders)),
        "places": places,
        "excluded_places": excluded,
        "role_places": roles,
    }
    return WordlessLine(**values)
