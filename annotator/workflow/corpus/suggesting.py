"""Quotes with who says them, in all articles of an archive: by rules, or by a project's model."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec

from annotator.analysis.ranges import Range
from annotator.analysis.suggest.contest import Way
from annotator.analysis.suggest.learned import QuoteModel
from annotator.analysis.suggest.quote import Quote
from annotator.domain.errors import UserError
from annotator.domain.learned_models import LearnedModel
from annotator.formats.corpus.partition import CorpusArticle, Partition
from annotator.formats.files.atomic import written_beside
from annotator.formats.outgoing.typed.shapes import Plain, Shape
from annotator.store.readable import ReadableProject
from annotator.workflow.suggesting.codes import quote_codes
from annotator.workflow.suggesting.proposer import RULES, QuoteFinder, Rules, usable_model

MODEL = "model.bin"
"""The file in the folder of results that workers read the model from."""

_COLUMNS: Mapping[str, Shape] = {
    **dict.fromkeys(("article_id", "file"), Plain.TEXT),
    "row": Plain.WHOLE,
    **dict.fromkeys(("title", "outlet", "published", "language"), Plain.TEXT),
    **dict.fromkeys(("start", "end"), Plain.WHOLE),
    **dict.fromkeys(("type", "text"), Plain.TEXT),
    **dict.fromkeys(("source_start", "source_end"), Plain.WHOLE),
    **dict.fromkeys(("source", "actor"), Plain.TEXT),
    **dict.fromkeys(("cue_start", "cue_end"), Plain.WHOLE),
    "cue": Plain.TEXT,
    "score": Plain.REAL,
    **dict.fromkeys(("rule", "by"), Plain.TEXT),
    **dict.fromkeys(("group", "part"), Plain.WHOLE),
}


class CorpusSuggesting(msgspec.Struct, frozen=True, kw_only=True):
    """Finds quotes of a score of `above` or more (0 to 1).

    `by` names what finds them. `model` is where its model lies, and `sha256` the model's; both are
    empty for the rules. `types` are the quotes' types that its code is for, all if there are none.
    """

    above: float = 0.0
    by: str = RULES
    model: str = ""
    sha256: str = ""
    types: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What it is called."""
        return "suggest"

    @property
    def settings(self) -> Mapping[str, Any]:
        """What its results depend on: the model itself, wherever it lies."""
        return {"above": self.above, "by": self.by, "sha256": self.sha256, "types": self.types}

    @property
    def columns(self) -> Mapping[str, Shape]:
        """The article, where the quote, its source and cue stand in code points, and their words.

        `actor` is who is meant, by the source's words or, where these are a pronoun, by the text.
        Quotes that one attribution splits have the same `group` in their article, and `part` counts
        them from 0.
        """
        return _COLUMNS

    def work(
        self,
        partition: Partition,  # noqa: ARG002 - other tasks need it
        articles: Iterable[CorpusArticle],
    ) -> Iterator[Sequence[Any]]:
        """Yield a row for each quote."""
        finder = _model(self.model, self.sha256) if self.model else Rules()
        for one in articles:
            found = finder.quotes(one.text, one.meta.get("language", ""))
            for quote in self._kept(found):
                yield _row(one, quote, self.by)

    def _kept(self, found: Sequence[Quote]) -> Iterator[Quote]:
        gone = {one.group for one in found if one.group and one.score < self.above}
        for one in found:
            wanted = not self.types or one.type.value in self.types
            if wanted and one.score >= self.above and one.group not in gone:
                yield one


def suggesting_by_model(
    project: ReadableProject, coder: str, out: Path, above: float
) -> tuple[CorpusSuggesting, bytes]:
    """Return what suggests by the model that was learned for a coder (id), and the model.

    It is the first of a code for quotes whose model has won from the rules. Raise a `UserError`
    where there is none.
    """
    for codes in quote_codes(project.codebook()):
        kept = project.model_in_use(coder, codes.quote.id)
        if kept is not None and _is_better(kept):
            task = CorpusSuggesting(
                above=above,
                by=kept.id,
                model=str((out / MODEL).resolve()),
                sha256=sha256(kept.data).hexdigest(),
                types=tuple(sorted(one.value for one in codes.takes)),
            )
            return task, kept.data
    message = "The project has no model that finds quotes better than the rules do."
    remedy = "Learn one with annotator train, name whose it is with --coder, or leave out --model."
    raise UserError(message, remedy=remedy)


def keep_model(out: Path, data: bytes) -> None:
    """Put a model where workers read it."""
    with written_beside(out / MODEL) as (file,):
        file.write(data)


def _is_better(kept: LearnedModel) -> bool:
    model = usable_model(kept)
    return model is not None and model.standing.way is not Way.RULES


@lru_cache(1)
def _model(path: str, fingerprint: str) -> QuoteFinder:
    """Return the model that a file holds; a worker reads it once."""
    data = Path(path).read_bytes()
    if sha256(data).hexdigest() != fingerprint:
        raise UserError("The model's file was changed.", where=path)
    return QuoteModel.from_bytes(data)


def _row(article: CorpusArticle, quote: Quote, by: str) -> tuple[Any, ...]:
    meta, text = article.meta, article.text
    source = _words(text, quote.source)
    return (
        *(article.id, article.path, article.row),
        *(meta.get(key) for key in ("title", "outlet", "published", "language")),
        *(quote.start, quote.end, quote.type.value, text[quote.start : quote.end]),
        *(quote.source or (None, None)),
        *(source, quote.name or source),
        *(quote.cue or (None, None)),
        *(_words(text, quote.cue), quote.score, quote.rule, by, quote.group, quote.part),
    )


def _words(text: str, place: Range | None) -> str | None:
    return text[slice(*place)] if place is not None else None
