"""Pages that a browser or a crawler kept: MHTML and WARC."""

from pathlib import Path

import made_documents as made
import pytest
from made_documents import HEADLINE
from pages import (
    ENGLISH,
    GERMAN,
    articles_in,
    found_in,
    kept,
    page,
    paragraphs,
    refusals_in,
    remarks_in,
)

from annotator.formats.incoming import Incoming

ADDRESS = "https://post.example/local/bridge"


def web_page(texts: tuple[str, ...] = ENGLISH) -> str:
    return page(f"<article><h1>{HEADLINE}</h1>{paragraphs(texts)}</article>")


def assert_whole(one: Incoming, texts: tuple[str, ...]) -> None:
    assert all(text in kept(one) for text in texts)


def test_a_page_with_its_parts_is_one_article(tmp_path: Path) -> None:
    path = tmp_path / "bridge.mhtml"
    path.write_bytes(made.mhtml(web_page(GERMAN)))
    (one,) = articles_in(path)
    assert one.article.title == HEADLINE
    assert_whole(one, GERMAN)
    assert one.article.meta["url"] == ADDRESS
    assert str(one.article.meta["retrieved"]).startswith("2025-06-02T07:15")


def test_a_page_without_parts_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bridge.mhtml"
    path.write_bytes(made.mhtml(web_page()).replace(b"text/html", b"text/css"))
    assert "holds no page" in refusals_in(path)[0]


@pytest.mark.parametrize("name", ["crawl.warc", "crawl.warc.gz", "crawl"])
def test_each_page_of_a_crawl_is_an_article_and_the_rest_is_counted(
    tmp_path: Path, name: str
) -> None:
    path = tmp_path / name
    records = [
        (f"{ADDRESS}/1", "200 text/html", web_page().encode()),
        (f"{ADDRESS}/2", "200 text/html; charset=iso-8859-1", web_page(GERMAN).encode("utf-8")),
        (f"{ADDRESS}/a.png", "200 image/png", b"\x89PNG"),
        (f"{ADDRESS}/3", "404 text/html", b"<p>Not found</p>"),
    ]
    path.write_bytes(made.warc(records, packed=name.endswith("gz")))
    found = articles_in(path)
    assert [one.article.meta["url"] for one in found] == [f"{ADDRESS}/1", f"{ADDRESS}/2"]
    assert_whole(found[0], ENGLISH)
    assert_whole(found[1], GERMAN)
    assert "2 records left out that are no pages" in remarks_in(path)[0]


@pytest.mark.parametrize("packed", [True, False])
def test_a_crawl_that_breaks_off_gives_what_stands_before_and_says_so(
    tmp_path: Path, packed: bool
) -> None:
    path = tmp_path / "crawl.warc"
    records = [(f"{ADDRESS}/{n}", "200 text/html", web_page().encode()) for n in range(3)]
    path.write_bytes(made.warc(records, packed=packed)[:-200])
    found = found_in(path)
    assert sum(isinstance(one, Incoming) for one in found) >= 2
    assert (
        len(refusals_in(path)) + len([one for one in remarks_in(path) if "breaks off" in one]) == 1
    )
