"""A study of a dozen coders: a large codebook, two coders on each article, half of whom are done.

With actors whom labels name, notes, and labels that were made under earlier codebooks.
"""

import random
from collections.abc import Iterator, Sequence

from msgspec import structs

from annotator.domain.annotation import Annotation, anchored, make_link
from annotator.domain.article import Status, WorkStatus
from annotator.domain.batches import batched
from annotator.domain.codebook import Code, Codebook, Field, LinkRule, ScaleStep
from annotator.domain.edits.articles import NewArticle, status_id
from annotator.domain.edits.records import ImportRecords
from annotator.domain.field_type_row import Choice
from annotator.domain.field_types import FieldType
from annotator.domain.people import Actor, Coder, coder_id
from annotator.domain.record import Record, Values
from annotator.domain.teamwork import make_assignment
from annotator.formats.files.codebook import default_codebook
from annotator.store.project import Project
from bench.generators import SPANS, news

CODERS = ("ana", "ben", "cem", "dea", "eli", "fay", "gus", "hal", "ida", "jon", "kim", "lou")
"""Who codes; the first is in the middle of some articles, and blind to colleagues' labels there."""
LEAD = "zoe"
"""Who codes nothing, and sees all."""
_CODES = 60
_SHARE = 5
"""Of so many articles there is one actor."""
_VERSIONS = 6
_NAMED, _NOTED = 0.6, 0.05
_AT_ONCE = 1_000
_AT = "2026-01-01T00:00:00Z"
_GIVEN = ("Maja", "Olena", "John", "Petra", "Amir", "Li", "Sofia", "Kwame", "Ines", "Pavel")
_TARGET = "target"


def study_codebook() -> Codebook:
    """Return the codebook that comes with the program, with themes up to sixty codes."""
    book = default_codebook()
    missing = range(_CODES - len(book.codes))
    themes = tuple(_theme(n, len(book.codes) + n) for n in missing)
    return structs.replace(book, codes=(*book.codes, *themes), version=_VERSIONS)


def _theme(number: int, position: int) -> Code:
    steps = tuple(ScaleStep(value=n, label=f"step {n}") for n in (-2, -1, 0, 1, 2))
    choices = tuple(Choice(id=f"c{n}", name=f"Choice {n}") for n in range(8))
    return Code(
        id=f"theme{number}",
        name=f"Theme {number}",
        fields=(
            Field(id="view", name="View", type=FieldType.SCALE, steps=steps),
            Field(id="kind", name="Kind", type=FieldType.CHOICE, choices=choices),
        ),
        links=(LinkRule(type=_TARGET, name="Target", ends=("actor", "*")),),
        position=position,
    )


def put_study(project: Project, articles: int) -> None:
    """Put so many articles into an empty project that has this codebook, ten labels on each."""
    coders = [Coder(id=coder_id(one), handle=one) for one in (*CODERS, LEAD)]
    count = max(4, articles // _SHARE)
    actors = tuple(_actor(n) for n in range(count))
    project.apply(ImportRecords(records=(*coders, *actors)))
    book = project.codebook()
    for few in batched(range(articles), _AT_ONCE):
        made: list[NewArticle] = []
        records: list[Record] = []
        for number in few:
            chance = random.Random(number)
            made.append(news(number, chance))
            records += _on(made[-1], number, book, actors, chance)
        project.apply(ImportRecords(articles=tuple(made), records=tuple(records)))


def _actor(number: int) -> Actor:
    chance = random.Random(number)
    given, family = chance.choice(_GIVEN), f"{chance.choice(_GIVEN)}son {number}"
    return Actor(
        id=f"actor{number}",
        name=f"{given} {family}",
        aliases=(family,),
        affiliation=f"Ministry {number % 40}",
    )


def _on(
    article: NewArticle,
    number: int,
    book: Codebook,
    actors: Sequence[Actor],
    chance: random.Random,
) -> Iterator[Record]:
    codes = [one for one in book.codes if one.scope == "span"]
    for turn, place in enumerate((number % len(CODERS), (number + 5) % len(CODERS))):
        who = coder_id(CODERS[place])
        yield make_assignment(article.id, who, _AT)
        done = number % (2 * len(CODERS)) < len(CODERS)
        status = WorkStatus.DONE if done else WorkStatus.IN_PROGRESS
        yield Status(id=status_id(article.id, who), article=article.id, coder=who, status=status)
        for n in range(SPANS // 2):
            code = chance.choice(codes)
            one = _label(f"{article.id}-{turn}-{n}", who, article, code, chance)
            yield one
            rule = next((rule for rule in code.links if rule.admits("actor")), None)
            if rule is not None and chance.random() < _NAMED:
                actor = actors[int(len(actors) * chance.random() ** 2)]
                yield make_link(one.id, rule.type, actor=actor.id)


def _label(
    ident: str, coder: str, article: NewArticle, code: Code, chance: random.Random
) -> Annotation:
    start = chance.randrange(len(article.text) - 80)
    span = (start, start + chance.randint(20, 70))
    return Annotation(
        id=ident,
        article=article.id,
        code=code.id,
        coder=coder,
        values=code_answers(code, chance),
        note="unsure about this one" if chance.random() < _NOTED else "",
        codebook_version=chance.randint(1, _VERSIONS),
        created=_AT,
        modified=_AT,
        **anchored(article.text, [span]),  # pyright: ignore[reportArgumentType] - as `Annotation` has them
    )


def code_answers(code: Code, chance: random.Random) -> Values:
    """Return an answer to each field of a code."""
    return {one.id: _answer(one, chance) for one in code.fields}


def _answer(field: Field, chance: random.Random) -> object:
    choices = list(field.choice_ids())
    if field.type.row.several:
        return chance.sample(choices, 2)
    if choices:
        return chance.choice(choices)
    if field.steps:
        return chance.choice(field.steps).value
    return chance.random() < 0.5
