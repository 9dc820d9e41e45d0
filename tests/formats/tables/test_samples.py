"""The tables that lie beside the checkout, with all that is expected of them."""

import json
from typing import Any

import pytest
from places import SHARED

from annotator.formats.incoming import Incoming, ReadOptions, Told
from annotator.formats.table import import_format_for

DOCUMENTS = SHARED / "samples" / "documents"
CASES = SHARED / "cases"
pytestmark = pytest.mark.skipif(not DOCUMENTS.is_dir(), reason="the samples are not here")
_KEYS = {"date": "published"}


def articles(path: Any) -> list[Incoming]:
    row = import_format_for(path)
    assert row is not None
    found = [one for one in row.importer.read(path, ReadOptions()) if not isinstance(one, Told)]
    assert all(isinstance(one, Incoming) for one in found), found
    return [one for one in found if isinstance(one, Incoming)]


@pytest.mark.parametrize("name", ["tables/articles.xlsx", "tables/artikel.csv"])
def test_a_table_gives_the_articles_that_are_expected(name: str) -> None:
    expected = json.loads((DOCUMENTS / "expected.json").read_text("utf-8"))["files"][name]
    found = articles(DOCUMENTS / name)
    assert len(found) == len(expected["articles"])
    for one, wanted in zip(found, expected["articles"], strict=True):
        assert one.article.title == wanted["title"]
        for key in ("outlet", "author", "date", "language", "url", "section"):
            if key in wanted:
                assert one.article.meta[_KEYS.get(key, key)] == wanted[key], key
        paragraphs = [part for part in one.article.text.split("\n") if part.strip()]
        assert [" ".join(one.split()) for one in paragraphs] == wanted["paragraphs"]


def test_the_cases_that_failed_come_in_whole() -> None:
    counts = {"unquoted.tsv": 5, "preamble.csv": 1, "onebadbyte.csv": 200, "times.csv": 6}
    for name, count in counts.items():
        assert len(articles(CASES / name)) == count, name
    quoted = (CASES / "unquoted.tsv").read_text("utf-8").splitlines()[1:]
    assert ["\t".join((x.article.title, x.article.meta["published"], x.article.text))
            for x in articles(CASES / "unquoted.tsv")] == quoted  # fmt: skip
    assert [one.article.meta for one in articles(CASES / "scraper.jsonl")] == [
        one.article.meta for one in articles(CASES / "scraper.csv")
    ]
    assert [one.article.meta["published"] for one in articles(CASES / "times.csv")] == [
        "2025-03-04T21:05-05:00",
        "2025-03-04T21:05",
        "2025-01-05T00:30",
        "2010-01-11",
        "2025-06-05",
        "2025-03-04",
    ]
