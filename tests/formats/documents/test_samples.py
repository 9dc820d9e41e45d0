"""The documents that lie beside the checkout, with every paragraph that is expected of them."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from places import SHARED

from annotator.formats.incoming import ReadOptions
from annotator.store.project import Project
from annotator.workflow.importing.batch import ImportItem
from annotator.workflow.importing.reading import collect

FOLDER = SHARED / "samples" / "documents"
OURS = ("html", "mhtml", "office", "pdf", "mail", "feeds", "warc")


def expected() -> Iterator[Any]:
    path = FOLDER / "expected.json"
    if not path.exists():
        yield pytest.param("", {}, marks=pytest.mark.skip(reason="the samples are not here"))
        return
    for name, one in json.loads(path.read_text(encoding="utf-8"))["files"].items():
        if name.startswith(OURS):
            yield pytest.param(name, one, id=name)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "p.annotator") as made:
        yield made


def squeezed(text: str) -> str:
    return " ".join(text.split())


def kept(item: ImportItem) -> str:
    text, parts, at = item.article.text, [], 0
    for start, end in sorted(item.excluded):
        parts.append(text[at:start])
        at = end
    return squeezed("".join([*parts, text[at:]]))


@pytest.mark.parametrize(("name", "said"), list(expected()))
def test_every_paragraph_comes_in_and_nothing_else(
    name: str, said: dict[str, Any], project: Project
) -> None:
    batch = collect([FOLDER / name], ReadOptions(), project)
    assert batch.failures == ()
    assert len(batch.items) == len(said["articles"])
    for item, article in zip(batch.items, said["articles"], strict=True):
        assert_article(item, article, said["must_not"])


def assert_article(item: ImportItem, said: dict[str, Any], must_not: list[str]) -> None:
    text, meta = kept(item), item.article.meta
    assert item.article.title == said["title"]
    for key in ("outlet", "author", "language", "section", "url"):
        if key in said:
            assert meta.get(key) == said[key]
    if "date" in said:
        assert str(meta["published"])[:10] == said["date"]
    wanted = [said["lead"], *said["paragraphs"]] if "lead" in said else said["paragraphs"]
    places = [text.find(squeezed(one)) for one in wanted]
    assert -1 not in places
    assert places == sorted(places)
    for heading in said.get("subheads", said.get("headings", [])):
        assert heading in text
    assert [one for one in must_not if squeezed(one) in text] == []
    rest = text
    for one in [*wanted, said["title"], *said.get("subheads", []), *said.get("headings", [])]:
        rest = rest.replace(squeezed(one), "")
    assert len(rest) < 200  # a byline, a caption, a pull quote


def test_a_folder_with_a_saved_page_and_what_goes_with_it_is_one_article(project: Project) -> None:
    folder: Path = FOLDER / "html"
    if not folder.exists():
        pytest.skip("the samples are not here")
    batch = collect([folder], ReadOptions(), project)
    assert len(batch.items) == 3
    assert batch.failures == ()
    assert batch.skipped == ()
