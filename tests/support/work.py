"""What an act costs, in statements and rows instead of seconds: the same on every machine."""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pytest

from annotator.domain.annotation import Annotation, anchored
from annotator.domain.codebook import Code, Codebook
from annotator.domain.edits.articles import NewArticle
from annotator.domain.edits.records import ImportRecords
from annotator.domain.people import Coder, coder_id
from annotator.domain.record import Values
from annotator.store.file import tables
from annotator.store.project import Project

BOOK = Codebook(codes=(Code(id="quote", name="Quote"),))
WORDS = "The minister said that prices would rise."


@contextmanager
def looks(project: Project) -> Iterator[Counter[str]]:
    """Count the queries of a project's connection meanwhile, under the first word of each."""
    found = Counter[str]()
    connection = project._database.conn
    connection.set_trace_callback(lambda sql: found.update([sql.split(maxsplit=1)[0]]))
    try:
        yield found
    finally:
        connection.set_trace_callback(None)


def decoded(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Count from now on the rows of records that are decoded, by kind."""
    found = Counter[str]()
    decode = tables.from_row

    def count(kind: str, row: Sequence[Any]) -> Values:
        found[kind] += 1
        return decode(kind, row)

    monkeypatch.setattr(tables, "from_row", count)
    return found


def label(project: Project, name: str, articles: int, each: int, coder: str = "ana") -> None:
    """Put articles of that name into a project, with so many labels on each."""
    made = [
        NewArticle(id=f"{name}{n}", title=f"{name} {n}", text=f"{WORDS} {name} {n}")
        for n in range(articles)
    ]
    labels = [
        Annotation(
            id=f"{one.id}-{k}",
            article=one.id,
            code="quote",
            coder=coder_id(coder),
            **anchored(one.text, [(k % 20, k % 20 + 5)]),
        )
        for one in made
        for k in range(each)
    ]
    known = project.get(Coder, coder_id(coder)) is not None
    coders = () if known else (Coder(id=coder_id(coder), handle=coder),)
    project.apply(ImportRecords(articles=tuple(made), records=(*coders, *labels)))
