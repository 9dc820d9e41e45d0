"""The clusters of near copies as rows, for the command line and for tables."""

from collections.abc import Iterator
from pathlib import Path

import msgspec

from annotator.domain.alignment import align
from annotator.domain.article import Article
from annotator.domain.draft import Progress, no_progress
from annotator.store.project import Project
from annotator.workflow.copies.carrying import CopyDifference, differences_of
from annotator.workflow.copies.found import FoundCopies
from annotator.workflow.csv_tables import write_table


class CopyRow(msgspec.Struct, frozen=True):
    """An article that has copies; `cluster` is the id of the first of them.

    `copies` says how many there are, itself among them; `differences` is what it has otherwise than
    that first one.
    """

    cluster: str
    copies: int
    article_id: str
    title: str
    outlet: str
    published: str
    differences: tuple[CopyDifference, ...]


def copy_rows(
    project: Project, found: FoundCopies, progress: Progress = no_progress
) -> Iterator[CopyRow]:
    """Yield the articles that have copies, cluster by cluster."""
    for done, (leader, members) in enumerate(found.members.items()):
        progress(done, len(found.members))
        articles = project.get_all(Article, members)
        first = articles[leader]
        text = project.text_of(first)
        for one in members:
            article = articles[one]
            there = project.text_of(article)
            differences = differences_of(first, text, article, there, align(text, there))
            yield CopyRow(
                cluster=leader,
                copies=len(members),
                article_id=one,
                title=article.title,
                outlet=str(article.meta.get("outlet", "")),
                published=str(article.meta.get("published", "")),
                differences=tuple(differences) if one != leader else (),
            )


def write_copies(path: Path, rows: Iterator[CopyRow]) -> int:
    """Write the table as CSV and return how many rows it has below its heading.

    Raise a `UserError` when the file can't be written.
    """
    count = 0

    def cells() -> Iterator[list[object]]:
        nonlocal count
        yield [*CopyRow.__struct_fields__]
        for one in rows:
            count += 1
            yield [*msgspec.structs.astuple(one)[:-1], len(one.differences)]

    write_table(path, cells())
    return count
