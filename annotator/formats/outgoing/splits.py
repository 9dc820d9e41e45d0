"""Dividing an export into articles to train, tune and test with, as its options say.

An exporter names `SPLIT_OPTIONS` among its options and asks `drawn_splits` once before it writes.
It puts each article where `DrawnSplits.part` says, or `DrawnSplits.mark` beside its metadata in a
file of all of them, and has `split_report` among its losses.
"""

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

import msgspec

from annotator.analysis.splitting import split
from annotator.domain.annotation import Annotation
from annotator.domain.article import Article
from annotator.domain.codebook import Code, Field
from annotator.domain.draft import Progress, no_progress
from annotator.domain.errors import UserError
from annotator.domain.field_type_row import plain_words
from annotator.domain.wording import counted, enumerated
from annotator.formats.dataset import Dataset, Labelled
from annotator.formats.export_options import ExportOption, OptionKind, RememberedBy
from annotator.formats.selection import Selection

SPLITS = ExportOption(
    id="splits",
    title="Train, dev and test",
    help="Shares of the articles that go into each part, as 80/10/10, or 80/20 for train and test.",
    kind=OptionKind.TEXT,
    default="",
)
SEED = ExportOption(
    id="seed",
    title="Seed",
    help="Another number draws other articles; the same one draws the same again.",
    kind=OptionKind.NUMBER,
    default=1,
)
STRATIFY = ExportOption(
    id="stratify",
    title="Alike by",
    help=(
        "What each part is to have in the same proportions: outlet or other metadata, month, "
        "a code, or a field as CODE.FIELD."
    ),
    kind=OptionKind.TEXT,
    default="",
    remembered_by=RememberedBy.PROJECT,
)
TOGETHER = ExportOption(
    id="copies-together",
    title="Keep near copies together",
    help="Articles with nearly the same text, as of an agency, go to the same part.",
    kind=OptionKind.FLAG,
    default=True,
)
SPLIT_OPTIONS = (SPLITS, SEED, STRATIFY, TOGETHER)
"""What every format that can be divided has among its options."""

TRAIN, DEV, TEST = "train", "dev", "test"
_NAMES = {2: (TRAIN, TEST), 3: (TRAIN, DEV, TEST)}
_MARK = "split"
_MONTH = "month"
_NUMBER = re.compile(r"\d{1,9}(\.\d{1,9})?\Z", re.ASCII)
_REMEDY = "Write three shares as 80/10/10, or two as 80/20."
_Stratum = Callable[[Labelled], str]


class DrawnSplits(msgspec.Struct, frozen=True, kw_only=True):
    """Which part each article (id) goes to: "train", "dev" or "test", as `names` lists them.

    Without names nothing is divided. `copies` are the groups of near copies among the articles.
    """

    names: tuple[str, ...] = ()
    parts: Mapping[str, str] = msgspec.field(default_factory=dict[str, str])
    copies: Sequence[Collection[str]] = ()
    stratified_by: str = ""

    def part(self, article: str) -> str:
        """Return the part that an article goes to; nothing where nothing is divided."""
        return self.parts.get(article, "")

    def mark(self, article: Article) -> dict[str, str]:
        """Return the part as metadata under a name that the article doesn't have."""
        name = _MARK if _MARK not in article.meta else f"drawn_{_MARK}"
        return {name: self.parts[article.id]} if article.id in self.parts else {}

    def told(self) -> str:
        """Say how many articles go where; nothing where nothing is divided."""
        if not self.names:
            return ""
        counts = Counter(self.parts.values())
        each = enumerated([f"{counts[name]:,} to {name}" for name in self.names])
        said = f"Of {counted(len(self.parts), 'article')}, {each}"
        if self.stratified_by:
            said += f", drawn by {self.stratified_by}"
        if not self.copies:
            return f"{said}."
        near = f"{sum(map(len, self.copies)):,} near copies"
        return f"{said}; {near} in {counted(len(self.copies), 'group')} stay together."


def drawn_splits(
    dataset: Dataset, selection: Selection, progress: Progress = no_progress
) -> tuple[DrawnSplits, Progress]:
    """Return how the articles are divided, and the progress to report the writing to.

    Where they are, each text is read once before, one at a time: the progress has that as its
    first half. Raise a `UserError` for options that mean nothing.
    """
    shares = _shares(selection.words(SPLITS))
    if not shares:
        return DrawnSplits(), progress
    from annotator.analysis.near_copies import TextPrints  # noqa: PLC0415 - only this needs numpy

    by = selection.words(STRATIFY).strip()
    stratum = _stratum(dataset, by)
    prints = TextPrints()
    strata: dict[str, str] = {}
    for labelled in dataset.labelled(_half(progress, 0)):
        strata[labelled.article.id] = stratum(labelled)
        if selection.flag(TOGETHER):
            prints.add(labelled.article.id, _own_words(labelled))
    copies = prints.clusters()
    names = _NAMES[len(shares)]
    drawn = split(strata, shares, selection.number(SEED), copies)
    parts = {article: names[part] for article, part in drawn.items()}
    made = DrawnSplits(names=names, parts=parts, copies=copies, stratified_by=by)
    return made, _half(progress, 1)


def split_report(dataset: Dataset, selection: Selection) -> Iterator[str]:
    """Yield how many articles go to each part, and which part is empty, where they are divided.

    Raise a `UserError` for options that mean nothing, as writing would.
    """
    splits, _ = drawn_splits(dataset, selection)
    if told := splits.told():
        yield told
    missing = [name for name in splits.names if name not in splits.parts.values()]
    if missing and splits.parts:
        yield f"There are too few articles for {enumerated(missing)}: nothing will be in it."


def _own_words(labelled: Labelled) -> str:
    """Return an article's text without what is excluded: furniture makes no copies."""
    starts = [0, *(one.end for one in labelled.article.excluded)]
    ends = [*(one.start for one in labelled.article.excluded), len(labelled.text)]
    return "\n".join(labelled.text[a:b] for a, b in zip(starts, ends, strict=True))


def _half(progress: Progress, number: int) -> Progress:
    """Return what reports the first (0) or the second (1) of two passes over the articles."""

    def report(done: int, total: int) -> None:
        progress(done + number * total, 2 * total)

    return report


def _shares(said: str) -> tuple[float, ...]:
    if not said.strip():
        return ()
    words = [one.strip() for one in re.split(r"[/:;,]", said)]
    if len(words) not in _NAMES or not all(map(_NUMBER.match, words)):
        raise UserError(f"“{said}” are no shares.", where=SPLITS.id, remedy=_REMEDY)
    shares = tuple(map(float, words))
    if not all(shares):
        raise UserError("A share of nothing is no part.", where=SPLITS.id, remedy=_REMEDY)
    if round(sum(shares), 6) > 100:
        message = f"The shares “{said}” are {sum(shares):g} in all, more than 100."
        raise UserError(message, where=SPLITS.id, remedy=_REMEDY)
    return shares


def _stratum(dataset: Dataset, by: str) -> _Stratum:
    """Return what tells the stratum of an article; raise a `UserError` for an unknown name."""
    code = dataset.codebook.code(by)
    if not by:
        return lambda _labelled: ""
    if by == _MONTH:
        return lambda labelled: _month(str(labelled.article.meta.get("published", "")))
    if code is not None:
        return lambda labelled: str(any(one.code == by for one in labelled.annotations))
    code_id, _, field_id = by.partition(".")
    of_field = dataset.codebook.code(code_id)
    field = of_field.field(field_id) if of_field is not None else None
    if of_field is not None and field is not None:
        return _by_answer(of_field, field)
    known = {key for article in dataset.articles for key in article.meta} | {"outlet"}
    if by in known:
        return lambda labelled: plain_words(labelled.article.meta.get(by))
    remedy = f"There are month, {', '.join(sorted(known))}, codes, and fields as CODE.FIELD."
    raise UserError(f"There is nothing called {by}.", where=STRATIFY.id, remedy=remedy)


def _by_answer(code: Code, field: Field) -> _Stratum:
    """Return what tells the answer that an article has most; nothing where it has none."""

    def stratum(labelled: Labelled) -> str:
        counts = Counter(_answers(labelled.annotations, code.id, field.id))
        return max(sorted(counts), key=counts.__getitem__, default="")

    return stratum


def _answers(annotations: Sequence[Annotation], code: str, field: str) -> Iterator[str]:
    for one in annotations:
        if one.code == code and field in one.values:
            yield plain_words(one.values[field])


def _month(published: str) -> str:
    try:
        return dt.date.fromisoformat(published[:10]).isoformat()[:7]
    except ValueError:
        return ""
