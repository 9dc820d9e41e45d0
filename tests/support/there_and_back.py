"""Projects that go out to another tool's format, and what comes back of them."""

from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, cast

import msgspec
from hypothesis import strategies as st
from projects import CODEBOOK, CODES, VALUES, Material

from annotator.domain.annotation import Annotation, Link, anchored, make_link
from annotator.domain.codebook import ACTOR_END, Code, Codebook, FieldType, Scope
from annotator.domain.edits.articles import NewArticle
from annotator.domain.errors import UserError
from annotator.domain.ids import derived_id
from annotator.domain.names import folded
from annotator.domain.people import Actor, Coder, coder_id
from annotator.domain.record import Record
from annotator.formats.folders import files_of
from annotator.formats.incoming import Incoming, ReadOptions

PIECES = (
    *(
        "Word ",
        "a",
        " ",
        "\n",
        "\n\n",
        "\t",
        " “said” ",
        "It ends. ",
        "He (J. S.) knew?! ",
        "'",
        "|",
    ),
    *(
        "😀",
        "👩‍👩‍👧‍👦 ",
        "e\u0301",
        " שלום ",
        "مرحبا.",
        "\u202e",
        "\u00a0",
        "\u2028",
        "\u0085",
        "\u3000",
    ),
    *(
        "日本語です。",
        "[1]",
        "_",
        "*",
        "a;b",
        "\\n",
        "\\",
        "<b>&amp;",
        "#Text=",
        "1-1",
        "\U0010ffff",
    ),
)
"""What texts are made of that other tools have to bear."""
TEXT_ANSWERS = ("plain", "two words", "a=b; c|d", "“x”\n& <y>", "\\[1]_*", "-> 😀")
_FIELDS = {**VALUES, FieldType.TEXT: st.sampled_from(TEXT_ANSWERS)}
ACTORS = tuple(
    Actor(id=derived_id("actor", "person", folded(name)), name=name)
    for name in ("Maja Berg", "Ministerium für “Ö” & Co")
)
_HANDLES = ("ana", "Béa 2")

Label = tuple[str, str, str, tuple[tuple[int, int], ...], str, str]
"""A label: the article's text, code, coder, places, answers and note."""
Tie = tuple[Label, str, Label]


class Held(msgspec.Struct):
    """What a project or a file holds: labels and links, each as often as it is there.

    `named` are the links to actors, by their names.
    """

    labels: Counter[Label]
    ties: Counter[Tie]
    named: Counter[tuple[Label, str, str]]
    texts: set[str]
    refused: list[str]


@st.composite
def projects(draw: st.DrawFn, codes: tuple[Code, ...] = CODES) -> Material:
    """Generate projects of awkward texts with nested, crossing and split labels of two coders."""
    coders = [Coder(id=coder_id(one), handle=one) for one in _HANDLES]
    articles: list[NewArticle] = []
    records: list[Record] = [*coders, *ACTORS]
    for n in range(draw(st.integers(1, 3))):
        text = f"{n} {''.join(draw(st.lists(st.sampled_from(PIECES), max_size=12)))}"
        article = NewArticle(id=derived_id("a", str(n)), title=f"Title {n}", text=text)
        articles.append(article)
        made = [
            one
            for k in range(draw(st.integers(0, 6)))
            if (one := _annotation(draw, article, k, coders, codes))
        ]
        records += made
        records += {one.id: one for one in _links(draw, made)}.values()
    return Material(tuple(articles), tuple(records))


def _annotation(
    draw: st.DrawFn, article: NewArticle, n: int, coders: list[Coder], codes: Iterable[Code]
) -> Annotation | None:
    code = draw(st.sampled_from([one for one in codes if not one.group]))
    length = len(article.text)
    ends = st.lists(st.integers(0, length), unique=True, max_size=6).map(sorted)
    points = draw(ends) if code.scope is Scope.SPAN else []
    pieces = tuple(zip(points[::2], points[1::2], strict=False))
    if code.scope is Scope.SPAN and not pieces:
        return None
    values = {one.id: draw(_FIELDS[one.type]) for one in code.fields if draw(st.booleans())}
    annotation = Annotation(
        id=derived_id(article.id, str(n)),
        article=article.id,
        code=code.id,
        coder=draw(st.sampled_from(coders)).id,
        values=values,
        note=draw(st.sampled_from(("", "", "a note", "two\nlines & “more”"))),
    )
    return msgspec.structs.replace(annotation, **anchored(article.text, pieces))


def _links(draw: st.DrawFn, annotations: list[Annotation]) -> Iterable[Link]:
    by_code = {code.id: code for code in CODES}
    for one in annotations:
        for rule in by_code[one.code].links:
            ends = [
                each.id
                for each in annotations
                if rule.admits(each.code) and each.fragments
                if each.coder == one.coder and each.id != one.id
            ]
            if ends and draw(st.booleans()):
                yield make_link(one.id, rule.type, to=draw(st.sampled_from(ends)))
            if rule.admits(ACTOR_END) and draw(st.booleans()):
                yield make_link(one.id, rule.type, actor=draw(st.sampled_from(ACTORS)).id)


def held(articles: Iterable[NewArticle], records: Iterable[Record]) -> Held:
    """Return what articles with records hold, so that it can be compared."""
    texts = {one.id: one.text for one in articles}
    every = list(records)
    handles = {one.id: one.handle for one in every if isinstance(one, Coder)}
    labels = {
        one.id: _label(one, texts[one.article], handles)
        for one in every
        if isinstance(one, Annotation)
    }
    ties = Counter(
        (labels[one.annotation], one.type, labels[one.target_annotation])
        for one in every
        if isinstance(one, Link) and one.target_annotation
    )
    actors = {one.id: one.name for one in every if isinstance(one, Actor)}
    named = Counter(
        (labels[one.annotation], one.type, actors[one.target_actor])
        for one in every
        if isinstance(one, Link) and one.target_actor
    )
    return Held(Counter(labels.values()), ties, named, set(texts.values()), [])


def _label(one: Annotation, text: str, handles: dict[str, str]) -> Label:
    places = tuple((piece.start, piece.end) for piece in one.fragments)
    said = {k: v for k, v in sorted(one.values.items()) if v not in ([], (), "")}
    return text, one.code, handles[one.coder], places, repr(_tidy(said)), one.note


def _tidy(values: dict[str, Any]) -> dict[str, Any]:
    return {
        k: sorted(map(str, cast("list[object]", v))) if isinstance(v, list | tuple) else v
        for k, v in values.items()
    }


def read_back(*sources: Path, codebook: Codebook = CODEBOOK) -> Held:
    """Return what the importers find in files."""
    options = ReadOptions(codebook=codebook)
    articles: dict[str, NewArticle] = {}
    records: dict[str, Record] = {}
    refused: list[str] = []
    files, _ = files_of(sources)
    for file in files:
        for one in file.format.importer.read(file.path, options):
            if isinstance(one, Incoming):
                # Each coder's file has the article anew: it is known by its text.
                articles[one.article.id] = one.article
                records |= {each.id: each for each in one.records}
            elif isinstance(one, UserError):
                refused.append(str(one))
    found = held(articles.values(), records.values())
    found.refused = refused
    return found


def changed(found: Held, change: Callable[[Label], Label | None]) -> Held:
    """Return what is held after a change of each label; those without one are left out."""
    new = {one: change(one) for one in found.labels}
    labels, ties = Counter[Label](), Counter[Tie]()
    named = Counter[tuple[Label, str, str]]()
    for one, n in found.labels.items():  # two that were not alike may become so
        if (label := new[one]) is not None:
            labels[label] += n
    for (first, kind, last), n in found.ties.items():
        if (start := new[first]) is not None and (end := new[last]) is not None:
            ties[start, kind, end] += n
    for (first, kind, name), n in found.named.items():
        if (start := new[first]) is not None:
            named[start, kind, name] += n
    return Held(labels, ties, named, found.texts, found.refused)
