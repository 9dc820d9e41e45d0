"""Tasks on archives that tests run: one that lists articles, and some that end their worker."""

import os
import signal
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from annotator.formats.corpus.partition import CorpusArticle, Partition
from annotator.formats.outgoing.typed.shapes import Plain, Shape


class Listing(msgspec.Struct, frozen=True, kw_only=True):
    """Lists the articles, and notes in `seen` which partitions it is asked for.

    It ends its process when it meets an article whose text begins with `deadly`: each time, or
    once where `once` is set.
    """

    seen: str
    deadly: str = ""
    once: bool = False

    @property
    def name(self) -> str:
        return "list"

    @property
    def settings(self) -> Mapping[str, Any]:
        return {"deadly": self.deadly}

    @property
    def columns(self) -> Mapping[str, Shape]:
        return {"article_id": Plain.TEXT, "row": Plain.WHOLE, "text": Plain.TEXT}

    def work(
        self, partition: Partition, articles: Iterable[CorpusArticle]
    ) -> Iterator[Sequence[Any]]:
        note = Path(
            self.seen, f"{partition.name}.{len(list(Path(self.seen).iterdir()))}.{os.getpid()}"
        )
        note.touch()
        for one in articles:
            if self.deadly and one.text.startswith(self.deadly) and self._ends(partition):
                os.kill(os.getpid(), signal.SIGKILL)
            yield one.id, one.row, one.text

    def _ends(self, partition: Partition) -> bool:
        return not self.once or self.times(partition) == 1

    def times(self, partition: Partition) -> int:
        """Return how often a partition was begun."""
        return len(list(Path(self.seen).glob(f"{partition.name}.*")))
