"""A project of a few articles on which everything is that an export counts, as chance has it."""

import random
from collections.abc import Iterator
from pathlib import Path

from once import copy_of

from annotator.domain.annotation import (
    GOLD_LAYER,
    Annotation,
    Decision,
    Verdict,
    anchored,
    make_link,
)
from annotator.domain.codebook import Code, Codebook, Field, FieldType, LinkRule, Scope
from annotator.domain.edits.articles import NewArticle
from annotator.domain.edits.records import ImportRecords
from annotator.domain.edits.settlements import SetArticleState
from annotator.domain.layout import RoleStretch, StretchRole
from annotator.domain.people import Actor, Coder
from annotator.domain.record import Record
from annotator.domain.study import ArticleState
from annotator.domain.teamwork import Comment, make_assignment
from annotator.domain.timing import Stretch, timing_of
from annotator.store.project import Project

ARTICLES = 8
CODERS = ("ana", "ben", "cem")
_FIELDS = tuple(Field(id=one, name=one, type=FieldType.NUMBER) for one in ("one", "two"))
_LINKS = tuple(
    LinkRule(type=one, name=one, ends=("actor", "*"))
    for one in ("said_by", "holder", "about", "is")
)
_BOOK = Codebook(
    codes=tuple(
        Code(id=one, name=one.title(), scope=scope, fields=_FIELDS, links=_LINKS)
        for one, scope in (("quote", Scope.SPAN), ("source", Scope.SPAN), ("tone", Scope.ARTICLE))
    )
)
_AT = "2025-05-19T09:30:00Z"


def crowded(folder: Path, seed: int = 1) -> Project:
    """Make the project that a seed gives in a folder, and open it; the same seed, the same one."""
    path = folder / f"crowded{seed}.annotator"
    return Project.open(copy_of(("crowded", seed), lambda at: _make(at, seed), path))


def _make(path: Path, seed: int) -> Project:
    chance = random.Random(seed)
    project = Project.create(path, codebook=_BOOK)
    project.coder = "lea"
    people = [Coder(id=f"c-{one}", handle=one) for one in (*CODERS, "lea")]
    actors = [Actor(id=f"p{n}", name=f"Person {n}") for n in range(3)]
    articles = [_article(n, chance) for n in range(ARTICLES)]
    on = [one for article in articles for one in _on(article, chance)]
    project.apply(ImportRecords(articles=tuple(articles), records=(*people, *actors, *on)))
    settled = [one.id for n, one in enumerate(articles) if n % 3 == 0]
    project.apply(SetArticleState(tuple(settled), ArticleState.SETTLED))
    return project


def _article(number: int, chance: random.Random) -> NewArticle:
    words = " ".join(chance.choice(("alpha", "beta", "gamma", "delta")) for _ in range(30))
    role = RoleStretch(0, 5, StretchRole.CAPTION)
    return NewArticle(
        id=f"a{number}",
        title=f"Article {number}",
        text=f"{words} {number}",
        stretches=(role,) if chance.random() < 0.5 else (),
        created=_AT,
    )


def _on(article: NewArticle, chance: random.Random) -> Iterator[Record]:
    labels = [_label(article, n, chance) for n in range(chance.randint(0, 12))]
    yield from labels
    for n, one in enumerate(labels):
        other = chance.choice(labels)
        if other.id != one.id and chance.random() < 0.5:
            yield make_link(one.id, chance.choice(("said_by", "holder", "about")), to=other.id)
        if chance.random() < 0.4:
            yield make_link(one.id, "is", actor=f"p{n % 3}")
        gold = other.id if other.layer == GOLD_LAYER and chance.random() < 0.7 else ""
        for k in range(chance.choice((0, 0, 1, 2))):
            at = f"2025-05-2{k}T10:00:00Z"
            yield Decision(
                id=f"{one.id}-d{k}",
                annotation=one.id,
                reviewer="c-lea",
                verdict=chance.choice(tuple(Verdict)),
                at=at,
                gold=gold,
            )
        if chance.random() < 0.3:
            yield Comment(id=f"{one.id}-m", annotation=one.id, coder="c-ben", text="So?", at=_AT)
    for coder in chance.sample(CODERS, 2):
        yield make_assignment(article.id, f"c-{coder}", _AT)
        yield timing_of(Stretch(article.id, "2026-01-31", "ab12", 61_000), f"c-{coder}")


def _label(article: NewArticle, number: int, chance: random.Random) -> Annotation:
    starts = sorted(
        chance.sample(range(0, len(article.text) - 10, 10), chance.choice((0, 1, 1, 2)))
    )
    gold = chance.random() < 0.4
    found = anchored(article.text, [(one, one + 9) for one in starts])
    return Annotation(
        id=f"{article.id}-{number}",
        article=article.id,
        code=chance.choice(("quote", "source")) if starts else "tone",
        coder="c-lea" if gold else f"c-{chance.choice(CODERS)}",
        layer=GOLD_LAYER if gold else "coder",
        values={field.id: number for field in chance.sample(_FIELDS, chance.randint(0, 2))},
        note=chance.choice(("", "", "Why?")),
        created=_AT,
        modified=_AT,
        **found,  # type: ignore[arg-type] - the three attributes
    )
