"""Crawls of an archive: cut between records, each page of which is an article."""

from collections import Counter
from collections.abc import Iterator

from annotator.domain.errors import UserError
from annotator.formats.corpus.partition import CorpusFile, CorpusRow, Partition
from annotator.formats.corpus.taking import bad_row, taken_row
from annotator.formats.documents.warc import numbered_pages, record_places
from annotator.formats.incoming import ReadOptions


def cut_warc(of: CorpusFile, at_most: int) -> Iterator[Partition]:
    """Yield partitions of whole records, each of about so many bytes as they are in the file."""
    if of.size <= at_most:
        yield Partition(of=of)
        return
    first, row, part = 0, 1, 0
    with open(of.path, "rb") as file:  # noqa: PTH123 - a path as it travels
        for number, at in enumerate(record_places(file), 1):
            if at - first >= at_most:
                yield Partition(of=of, first=first, last=at, row=row, part=part)
                first, row, part = at, number, part + 1
    yield Partition(of=of, first=first, row=row, part=part)


def read_warc(partition: Partition) -> Iterator[CorpusRow]:
    """Yield the pages of a partition."""
    number = partition.row - 1
    left: Counter[str] = Counter()
    with partition.path.open("rb") as file:
        file.seek(partition.first)
        found = numbered_pages(
            file, partition.path.name, ReadOptions(), left, number, partition.last
        )
        try:
            for number, one in found:
                taken = taken_row(partition, number, one)
                if taken is not None:
                    yield taken
        except UserError as error:
            yield bad_row(partition, number + 1, error)
