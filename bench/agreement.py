"""Times the report on agreement, against reading the same layers once in plain Python.

A thousand articles, three coders and ten spans each, with links, and codes on whole articles; made
in memory from a seed.
"""

import itertools
import random
import time
from collections.abc import Callable

from annotator.analysis.agreement import Options, report
from annotator.domain.annotation import Annotation, Link, anchored, make_link
from annotator.domain.article import Article, WorkStatus
from annotator.domain.codebook import Code, Codebook, Field, Scope
from annotator.domain.layers import ArticleLayers, layer_of
from annotator.formats.files.codebook import default_codebook

ARTICLES = 1_000
SPANS = 10
CODERS = {"1": "ana", "2": "ben", "3": "cleo"}
SPAN_CODES = ("quote", "source", "cue", "frame", "sentiment")
_SENTENCE = "The minister of finance said that taxes would rise by two percent next year. "
_NUMBERS = itertools.count()
_POINTS_TARGET = 350.0
"""Two seconds, where reading once takes six milliseconds."""
_INTERVALS_TARGET = 10_000.0
"""A minute, likewise."""


def layers(articles: int, seed: int = 1) -> list[ArticleLayers]:
    """Return articles whose coders agree on most, and differ at ends, answers and whole spans."""
    chance = random.Random(seed)
    codebook = default_codebook()
    return [_article(f"a{number}", codebook, chance) for number in range(articles)]


def _article(ident: str, codebook: Codebook, chance: random.Random) -> ArticleLayers:
    text = _SENTENCE * chance.randint(30, 50)
    truth = [_truth(text, codebook, place, chance) for place in range(SPANS)]
    whole = [code for code in codebook.codes if code.scope is Scope.ARTICLE]
    annotations: list[Annotation] = []
    links: list[Link] = []
    for coder in CODERS:
        own = [_seen(ident, coder, text, one, chance) for one in truth if chance.random() < 0.9]
        own += [
            _annotation(ident, coder, code.id, text, (), _answers(code, chance)) for code in whole
        ]
        links += _links(own)
        annotations += own
    return ArticleLayers(
        article=Article(id=ident, title=ident, text_sha256="", length=len(text)),
        text=text,
        annotations=tuple(annotations),
        links=tuple(links),
        statuses=dict.fromkeys(CODERS, WorkStatus.DONE),
    )


def _truth(
    text: str, codebook: Codebook, place: int, chance: random.Random
) -> tuple[Code, int, int, dict[str, object]]:
    step = len(text) // SPANS
    start = place * step + chance.randint(5, step // 3)
    end = start + chance.randint(20, step)
    code = codebook.code(chance.choice(SPAN_CODES))
    if code is None:
        message = "The default codebook has lost a code."
        raise LookupError(message)
    return code, start, min(end, len(text) - 5), _answers(code, chance)


def _seen(
    article: str,
    coder: str,
    text: str,
    truth: tuple[Code, int, int, dict[str, object]],
    chance: random.Random,
) -> Annotation:
    code, start, end, answers = truth
    if chance.random() < 0.3:
        start, end = start + chance.randint(-4, 4), end + chance.randint(-4, 4)
    if chance.random() < 0.2:
        answers = _answers(code, chance)
    return _annotation(article, coder, code.id, text, ((start, end),), answers)


def _answers(code: Code, chance: random.Random) -> dict[str, object]:
    return {field.id: _answer(field, chance) for field in code.fields}


def _answer(field: Field, chance: random.Random) -> object:
    choices = list(field.choice_ids())
    if field.type.row.several:
        return chance.sample(choices, 2)
    if choices:
        return chance.choice(choices)
    if field.steps:
        return chance.choice(field.steps).value
    return chance.random() < 0.5


def _annotation(
    article: str,
    coder: str,
    code: str,
    text: str,
    fragments: tuple[tuple[int, int], ...],
    answers: dict[str, object],
) -> Annotation:
    anchor = anchored(text, fragments)
    return Annotation(
        id=f"n{next(_NUMBERS)}", article=article, coder=coder, code=code, values=answers, **anchor
    )


def _links(own: list[Annotation]) -> list[Link]:
    sources = [one for one in own if one.code == "source"]
    return [
        make_link(quote.id, "said_by", to=source.id)
        for quote, source in zip([one for one in own if one.code == "quote"], sources, strict=False)
    ]


def run() -> list[tuple[str, float, float]]:
    """Return label, ratio and the ratio aimed at: without intervals, and with a thousand resamples.

    The baseline is going through every annotation once, by coder and code.
    """
    study = layers(ARTICLES)
    codebook = default_codebook()
    baseline = min(_timed(lambda: _read_once(study)) for _ in range(5))
    plain = Options(resamples=0)
    points = min(_timed(lambda: report(study, codebook, CODERS, plain)) for _ in range(3))
    intervals = _timed(lambda: report(study, codebook, CODERS, Options(resamples=1_000)))
    return [
        ("agreement, figures alone / reading once", points / baseline, _POINTS_TARGET),
        ("agreement with 1,000 resamples / reading once", intervals / baseline, _INTERVALS_TARGET),
    ]


def _read_once(study: list[ArticleLayers]) -> int:
    found: dict[tuple[str, str], int] = {}
    for one in study:
        for annotation in one.annotations:
            key = layer_of(annotation), annotation.code
            found[key] = found.get(key, 0) + len(annotation.fragments)
    return len(found)


def _timed(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


if __name__ == "__main__":
    for label, ratio, target in run():
        print(f"{label}: {ratio:.1f} (target {target:.0f})")
