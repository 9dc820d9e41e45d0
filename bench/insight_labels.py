"""A study to count: quotes with their sources and actors, frames and tones, by two coders.

As labels are that somebody counts: most are quotes, whose sources have a role and an actor; frames
lie over quotes, and judgements have targets.
"""

import random
from collections.abc import Iterator, Sequence

from annotator.domain.annotation import Annotation, anchored, make_link
from annotator.domain.article import Status, WorkStatus
from annotator.domain.batches import batched
from annotator.domain.codebook import Code, Codebook
from annotator.domain.edits.articles import NewArticle, status_id
from annotator.domain.edits.records import ImportRecords
from annotator.domain.people import Actor, Affiliation, Coder, coder_id
from annotator.domain.record import Record
from annotator.store.project import Project
from bench.generators import news
from bench.studies import code_answers

CODERS = ("ana", "ben")
FIRST_QUOTE = "a0-3"
"""A quote (an id) of the first coder's."""
_SHARE = 10
"""Of so many articles there is one actor."""
_AT_ONCE = 1_000
_AT = "2026-01-01T00:00:00Z"
_KINDS = ("person", "organisation", "group")
_ROLES = ("politics", "business", "citizen", "expert", "civil_society", "")
_LONGEST = 160  # code points of a quote


def put_insight_labels(project: Project, articles: int) -> None:
    """Put so many articles into an empty project, with ten labels on each."""
    coders = [Coder(id=coder_id(one), handle=one) for one in CODERS]
    actors = tuple(_actor(n) for n in range(max(4, articles // _SHARE)))
    project.apply(ImportRecords(records=(*coders, *actors)))
    book = project.codebook()
    for few in batched(range(articles), _AT_ONCE):
        made: list[NewArticle] = []
        records: list[Record] = []
        for number in few:
            chance = random.Random(number)
            made.append(news(number, chance))
            records += _on(made[-1], CODERS[number % len(CODERS)], book, actors, chance)
        project.apply(ImportRecords(articles=tuple(made), records=tuple(records)))


def _actor(number: int) -> Actor:
    chance = random.Random(number)
    party = Affiliation(f"Party {number % 7}", since="2020", until="2025-06")
    return Actor(
        id=f"actor{number}",
        name=f"Actor {number}",
        kind=chance.choice(_KINDS),
        role=chance.choice(_ROLES),
        affiliation=f"Ministry {number % 40}",
        affiliations=(party,) if number % 3 == 0 else (),
    )


def _on(
    article: NewArticle, coder: str, book: Codebook, actors: Sequence[Actor], chance: random.Random
) -> Iterator[Record]:
    """Yield four quotes by three sources, a frame over one of them, two judgements, and more."""
    who = coder_id(coder)
    done = status_id(article.id, who)
    yield Status(id=done, article=article.id, coder=who, status=WorkStatus.DONE)

    codes = {one.id: one for one in book.codes}

    def label(n: int, code: str, span: tuple[int, int] | None) -> Annotation:
        return _label(f"{article.id}-{n}", who, article, codes[code], span, chance)

    def somebody() -> str:
        return actors[int(len(actors) * chance.random() ** 2)].id

    sources = [label(n, "source", _span(article, chance, 20)) for n in range(3)]
    quotes = [label(3 + n, "quote", _span(article, chance, _LONGEST)) for n in range(4)]
    first = quotes[0].fragments[0]
    frame = label(7, "frame", (first.start, first.end))
    tone, sentiment = label(8, "tone", None), label(9, "sentiment", _span(article, chance, 60))
    yield from (*sources, *quotes, frame, tone, sentiment)
    yield from (make_link(one.id, "is", actor=somebody()) for one in sources)
    for one in quotes:
        yield make_link(one.id, "said_by", to=chance.choice(sources).id)
    yield make_link(quotes[0].id, "target", actor=somebody())
    yield make_link(sentiment.id, "target", actor=somebody())


def _span(article: NewArticle, chance: random.Random, longest: int) -> tuple[int, int]:
    start = chance.randrange(len(article.text) - longest)
    return start, start + chance.randint(longest // 2, longest)


def _label(
    ident: str,
    coder: str,
    article: NewArticle,
    code: Code,
    span: tuple[int, int] | None,
    chance: random.Random,
) -> Annotation:
    return Annotation(
        id=ident,
        article=article.id,
        code=code.id,
        coder=coder,
        values=code_answers(code, chance),
        created=_AT,
        modified=_AT,
        **anchored(article.text, [span] if span is not None else []),  # pyright: ignore[reportArgumentType] - as `Annotation` has them
    )
