"""The room that measures on a corpus beside the checkout, on a few lines of our own."""

import json
import math
from pathlib import Path
from typing import Any

import pytest
from quoted_news import NEWS

from bench import dev_corpus
from bench.material import Material
from bench.sizes import TINY


def test_a_corpus_is_measured_where_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "quotes.jsonl"
    lines = [
        {"corpus": corpus, "text": text, "quotes": [_quote(text, *one) for one in said]}
        for corpus in ("polnear", "gum-news")
        for _, text, said in NEWS
    ]
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    monkeypatch.setattr(dev_corpus, "CORPUS", path)
    monkeypatch.setattr(dev_corpus, "SIZES", (0, 2))
    with Material(TINY._replace(draws=2)) as material:
        found = list(dev_corpus.rows(material))
    labels = [row.label for row in found]
    assert labels[:2] == ["PolNeAR, 3 articles, rules", "GUM news, 3 articles, rules"]
    assert labels[2:4] == ["dev corpus, after 0 articles", "dev corpus, after 2 articles"]
    assert "“that” left out" in labels[4]
    assert all(math.isfinite(row.value) and 0 <= row.value <= 100 for row in found)
    assert found[4].value < found[2].value  # rules take “that”, which is left out there


def test_without_a_corpus_nothing_is_measured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dev_corpus, "CORPUS", tmp_path / "none.jsonl")
    with Material(TINY._replace(draws=1)) as material:
        assert list(dev_corpus.rows(material)) == []


def _quote(text: str, words: str, kind: str, source: str, cue: str) -> dict[str, Any]:
    start = text.index(words)
    at = text.index(source)
    told = text.index(cue)
    return {
        "start": start,
        "end": start + len(words),
        "type": kind,
        "source": [at, at + len(source)],
        "cue": [told, told + len(cue)],
        "speech": True,
    }
