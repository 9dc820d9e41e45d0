"""A project that other programs' readers get wrong, and what each of its labels says."""

from collections.abc import Iterable
from pathlib import Path

import msgspec
from every_answer import ANSWERS, EVERY
from msgspec.structs import replace

from annotator.domain.annotation import GOLD_LAYER, Annotation, Link, anchored, gold_id, make_link
from annotator.domain.codebook import Code, Codebook, Scope
from annotator.domain.edits.articles import NewArticle
from annotator.domain.edits.records import ImportRecords
from annotator.domain.people import Actor, Coder
from annotator.domain.record import Record
from annotator.store.project import Project

TEXTS = {
    "007": "Mayor 😀 speaks 👩‍👩‍👧‍👦 now.\n\n“We — x\u0301 — stay,”\u2028she said, “and win.”",
    "1e5": "\u202bשלום, אמר ראש העיר.\u202c مرحبا بكم! The end\u2029of it.\n 123 \u00a0 45.",
    "NA": '日本語です。\t=1+1;"a",b|c\\n </script> &amp; [1]\u0085#Text= \U0010ffff … “x”',
    "2025-05-19": "No label is on these words. 🇩🇪",
}
"""Texts by the ids of their articles, which a table must not take for numbers, days or nothing."""
CODEBOOK = Codebook(
    title="Hostile",
    codes=(
        EVERY,
        Code(id="cue", name="Cue", position=1),
        Code(id="tone", name="Tone", position=2, scope=Scope.ARTICLE),
    ),
)


class SaidLabel(msgspec.Struct, frozen=True):
    """A label as the project has it; places are code points, end exclusive."""

    id: str
    article: str
    code: str
    whose: str
    """The coder's handle, or `gold`."""
    places: tuple[tuple[int, int], ...]
    words: tuple[str, ...]
    answers: dict[str, object]
    links: frozenset[tuple[str, str]]
    """What links lead to, by their types: an annotation's id or an actor's name."""


def hostile_project(path: Path, prefix: str = "") -> Project:
    """Make a project whose labels are nested, crossing, split, on blanks and of two coders.

    With a prefix no article's id looks like anything else.
    """
    meta = {"outlet": "Die „Zeit“, =1+1"}
    articles = [
        NewArticle(id=f"{prefix}{one}", title=f"Title {one}", text=text, meta=meta)
        for one, text in TEXTS.items()
    ]
    records: list[Record] = [
        *(Coder(id="c-ana", handle="ana"), Coder(id="c-ben", handle="Béa 2")),
        Actor(id="p", name="Ida “von” | Ö; & Co"),
    ]
    for ident, text in list(TEXTS.items())[:-1]:
        records.extend(_labels(f"{prefix}{ident}", text))
    project = Project.create(path, title="Hostile", codebook=CODEBOOK)
    project.apply(ImportRecords(articles=tuple(articles), records=tuple(records)))
    return project


def _labels(article: str, text: str) -> Iterable[Record]:
    size, third = len(text.rstrip()), len(text) // 3

    def label(
        name: str, *pieces: tuple[int, int], code: str = "cue", by: str = "ana"
    ) -> Annotation:
        one = Annotation(id=f"{article}-{name}", article=article, code=code, coder=f"c-{by}")
        return replace(one, **anchored(text, pieces))

    whole = replace(label("outer", (0, size), code="all"), values=ANSWERS)
    yield whole
    yield replace(whole, id=gold_id(whole.id), coder="c-ben", layer=GOLD_LAYER)
    yield label("nested", (third, 2 * third))
    yield label("crossing", (third + 2, 2 * third + 3), code="all", by="ben")
    yield label("split", (6, 7), (size - 5, size - 2), by="ben")
    yield label("same", (6, 7), by="ben")
    yield label("tone", code="tone")
    yield make_link(whole.id, "about", to=f"{article}-nested")
    yield make_link(whole.id, "about", actor="p")
    for n in range(0, size - 3, 7):  # between and inside of what is one sign on the screen
        if text[n : n + 3].strip() == text[n : n + 3]:
            yield label(f"at{n}", (n, n + 3))


def said_labels(project: Project) -> dict[str, SaidLabel]:
    """Return every label of a project by its id."""
    handles = {one.id: one.handle for one in project.find(Coder)}
    actors = {one.id: one.name for one in project.find(Actor)}
    links: dict[str, set[tuple[str, str]]] = {}
    for one in project.find(Link):
        end = one.target_annotation or actors[one.target_actor or ""]
        links.setdefault(one.annotation, set()).add((one.type, end))
    return {
        one.id: SaidLabel(
            id=one.id,
            article=one.article,
            code=one.code,
            whose=GOLD_LAYER if one.layer == GOLD_LAYER else handles[one.coder],
            places=tuple((piece.start, piece.end) for piece in one.fragments),
            words=one.texts,
            answers=dict(one.values),
            links=frozenset(links.get(one.id, ())),
        )
        for one in project.find(Annotation)
    }
