"""Real downloads, where they lie beside the checkout: each count, field and text as expected."""

import html
import json
import re
from pathlib import Path
from typing import Any

import pytest
from places import SHARED

from annotator.domain.edits.articles import NewArticle
from annotator.domain.errors import UserError
from annotator.formats.incoming import Incoming, ReadOptions
from annotator.formats.table import import_format_for

SAMPLES = SHARED / "samples" / "archives"
KINDS = ("factiva", "europresse", "proquest", "integrum", "kikuzo", "yomidasu")
EXPECTED: dict[str, dict[str, Any]] = (
    {
        name: one
        for name, one in json.loads((SAMPLES / "expected.json").read_bytes())["files"].items()
        if name.startswith(KINDS)
    }
    if (SAMPLES / "expected.json").exists()
    else {}
)
FIELDS = {"outlet": "outlet", "page": "page", "words": "words", "chars": "characters"}


def bare(text: str) -> str:
    """Return a text without white space: lines may be wrapped."""
    return re.sub(r"[\s\u200b\ufeff\u00ad]", "", html.unescape(text))


def letters(text: object) -> str:
    """Return letters and digits only."""
    return "".join(c for c in str(text or "").casefold() if c.isalnum())


@pytest.mark.skipif(not EXPECTED, reason="the downloads are no part of the project")
@pytest.mark.parametrize("name", EXPECTED)
def test_a_download_is_read_whole(name: str) -> None:
    expected = EXPECTED[name]
    path: Path = SAMPLES / name
    chosen = import_format_for(path)
    assert chosen is not None
    assert chosen.id == name.partition("/")[0]
    found = list(chosen.importer.read(path, ReadOptions()))
    by_place = {
        one.where.rpartition("entry ")[2].replace(",", ""): one.article
        for one in found
        if isinstance(one, Incoming)
    }
    assert len(by_place) == expected["articles"]
    refused = [one for one in found if isinstance(one, UserError)]
    assert len(refused) == expected["entries"] - expected["articles"]
    for item in expected["items"]:
        check(by_place[str(item["n"])], item, expected["forbidden"])


def check(article: NewArticle, item: dict[str, Any], forbidden: list[str]) -> None:
    """See that an article has what is expected of it."""
    titles = [item["title"], *item.get("title_any", [])]
    assert letters(article.title) in [letters(one) for one in titles if one]
    if item["date"]:
        assert str(article.meta["published"])[:10] == item["date"]
    for key, ours in FIELDS.items():
        if item.get(key):
            wanted = [item[key], *item.get(f"{key}_any", [])]
            assert letters(article.meta[ours]).lstrip("0") in [
                letters(one).lstrip("0") for one in wanted
            ]
    if item.get("author"):
        assert letters(article.meta["author"]) == letters(item["author"])
    text = bare(article.text)
    assert bare(item["first60"]) in text
    assert bare(item["last60"]) in text
    plain = " ".join(article.text.split())
    for one in item.get("exact", []):
        assert " ".join(one.split()) in plain
    for one in [*forbidden, *item.get("forbidden", [])]:
        assert " ".join(one.split()) not in plain
