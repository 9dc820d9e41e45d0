"""Texts, marks and labels to measure with: the same ones in every run."""

import random
from collections.abc import Iterator, Sequence

from annotator.domain.annotation import Annotation, anchored
from annotator.domain.article import Status, WorkStatus
from annotator.domain.codebook import Code, Codebook, Field, Scope
from annotator.domain.edits.articles import NewArticle, status_id
from annotator.domain.people import coder_id
from annotator.domain.record import Record
from annotator.formats.files.codebook import default_codebook

SPANS = 10
"""Labels on each article of a project."""
SPAN_CODES = ("quote", "source", "cue", "frame", "sentiment")
_WORDS = (
    "minister",
    "said",
    "that",
    "prices",
    "would",
    "rise",
    "because",
    "energy",
    "had",
    "become",
)
_OUTLETS = ("Herald", "AFP", "Daily", "Courier")
_AT = "2026-01-01T00:00:00Z"
_Truth = tuple[Code, int, int, dict[str, object]]


def article_text(size: int, seed: int = 0) -> str:
    """Return paragraphs of random words, separated by blank lines: so many characters."""
    chance = random.Random(size + seed)
    letters = "etaoinshrdlu"
    words = ["".join(chance.choices(letters, k=chance.randint(2, 10))) for _ in range(2_000)]
    paragraphs: list[str] = []
    length = 0
    while length < size:
        paragraphs.append(" ".join(chance.choices(words, k=chance.randint(25, 80))) + ".")
        length += len(paragraphs[-1]) + 2
    return "\n\n".join(paragraphs)[:size]


def marks_on(size: int, count: int) -> Iterator[tuple[str, int, int]]:
    """Yield codes and spans: nests of one to five, some crossing their neighbours, all over."""
    chance = random.Random(count)
    slot = max(30, size * 3 // count)
    place = made = 0
    while True:
        start, end = place, min(size, place + slot - chance.randint(1, slot // 4))
        for _ in range(chance.randint(1, 5)):
            yield chance.choice(SPAN_CODES), start, end
            made += 1
            if made == count:
                return
            start, end = start + chance.randint(0, 9), max(start + 12, end - chance.randint(0, 9))
            end = min(size, max(end, start + 2))
        place = (place + slot) % max(1, size - slot)


def news(number: int, chance: random.Random) -> NewArticle:
    """Return an article of some hundred words, with outlet and date."""
    text = " ".join(chance.choice(_WORDS) for _ in range(150))
    date = f"2025-0{chance.randint(1, 9)}-1{chance.randint(0, 9)}"
    return NewArticle(
        id=f"a{number}",
        title=f"{chance.choice(_WORDS)} {chance.choice(_WORDS)} {number}".capitalize(),
        text=f"{text} {number}",
        meta={"outlet": chance.choice(_OUTLETS), "published": date},
        created=_AT,
    )


class Labels:
    """What coders make of articles: they agree on most, and differ at ends, answers and spans.

    A single coder labels all there is.
    """

    def __init__(self, coders: Sequence[str], chance: random.Random) -> None:
        self._coders = coders
        self._chance = chance
        self._codebook: Codebook = default_codebook()
        self._seen = 0.9 if len(coders) > 1 else 1.0

    def on(self, article: NewArticle) -> list[Record]:
        """Return the labels on an article, and that each coder has finished it."""
        codes = [self._codebook.code(self._chance.choice(SPAN_CODES)) for _ in range(SPANS)]
        truth = [self._truth(article.text, n, code) for n, code in enumerate(codes) if code]
        return [record for coder in self._coders for record in self._by(coder, article, truth)]

    def _by(self, coder: str, article: NewArticle, truth: list[_Truth]) -> Iterator[Record]:
        who = coder_id(coder)
        for number, one in enumerate(truth):
            if self._chance.random() < self._seen:
                yield self._label(f"{article.id}-{coder}-{number}", who, article, one)
        for code in self._codebook.codes:
            if code.scope is Scope.ARTICLE and len(self._coders) > 1:
                whole = (code, 0, 0, self._answers(code))
                yield self._label(f"{article.id}-{coder}-{code.id}", who, article, whole)
        yield Status(
            id=status_id(article.id, who), article=article.id, coder=who, status=WorkStatus.DONE
        )

    def _truth(self, text: str, place: int, code: Code) -> _Truth:
        step = len(text) // SPANS
        start = place * step + self._chance.randint(5, step // 3)
        end = start + self._chance.randint(20, step)
        return code, start, min(end, len(text) - 5), self._answers(code)

    def _label(self, ident: str, coder: str, article: NewArticle, truth: _Truth) -> Annotation:
        code, start, end, answers = truth
        if len(self._coders) > 1 and self._chance.random() < 0.3:
            start, end = start + self._chance.randint(-4, 4), end + self._chance.randint(-4, 4)
        if self._chance.random() < 0.2:
            answers = self._answers(code)
        spans = ((start, end),) if code.scope is Scope.SPAN else ()
        return Annotation(
            id=ident,
            article=article.id,
            code=code.id,
            coder=coder,
            values=answers,
            created=_AT,
            modified=_AT,
            **anchored(article.text, spans),  # pyright: ignore[reportArgumentType] - as `Annotation` has them
        )

    def _answers(self, code: Code) -> dict[str, object]:
        return {field.id: self._answer(field) for field in code.fields}

    def _answer(self, field: Field) -> object:
        choices = list(field.choice_ids())
        if field.type.row.several:
            return self._chance.sample(choices, 2)
        if choices:
            return self._chance.choice(choices)
        if field.steps:
            return self._chance.choice(field.steps).value
        return self._chance.random() < 0.5
