"""The prints of an archive's articles, by which near copies are told."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from annotator.analysis.near_copies import text_print
from annotator.analysis.word_count import word_count
from annotator.formats.corpus.partition import CorpusArticle, Partition
from annotator.formats.outgoing.typed.shapes import Plain, Shape

_COLUMNS: Mapping[str, Shape] = {
    **dict.fromkeys(("id", "file"), Plain.TEXT),
    "row": Plain.WHOLE,
    **dict.fromkeys(("outlet", "published"), Plain.TEXT),
    "words": Plain.WHOLE,
    "print": Plain.BYTES,
}


class CorpusPrinting(msgspec.Struct, frozen=True):
    """Makes the print of each article (`analysis.near_copies`)."""

    @property
    def name(self) -> str:
        """What it is called."""
        return "copies"

    @property
    def settings(self) -> Mapping[str, Any]:
        """What its results depend on: nothing besides the archive."""
        return {}

    @property
    def columns(self) -> Mapping[str, Shape]:
        """The article and its print: whole numbers of four bytes, the least byte first."""
        return _COLUMNS

    def work(
        self,
        partition: Partition,  # noqa: ARG002 - other tasks need it
        articles: Iterable[CorpusArticle],
    ) -> Iterator[Sequence[Any]]:
        """Yield a row for each article; one without a word has an empty print."""
        for one in articles:
            found = text_print(one.text)
            yield (
                one.id,
                one.path,
                one.row,
                one.meta.get("outlet", ""),
                one.meta.get("published", ""),
                word_count(one.text),
                found.astype("<u4").tobytes() if found is not None else b"",
            )
