"""Copies in an archive are those that are found among the same articles all at once."""

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.analysis.near_copies import near_copies
from annotator.domain.errors import UserError
from annotator.workflow.corpus import clustering
from annotator.workflow.corpus.clustering import CLUSTERS, find_clusters, summed_up
from annotator.workflow.corpus.executor import InProcess, Lost
from annotator.workflow.corpus.kept_prints import rows_of
from annotator.workflow.corpus.printing import CorpusPrinting
from annotator.workflow.corpus.running import run_corpus

WORDS = [f"word{n}" for n in range(400)]
Row = dict[str, Any]


def story(seed: int, length: int = 60) -> list[str]:
    return Random(seed).choices(WORDS, k=length)


def changed(words: Sequence[str], places: int, seed: int) -> str:
    rng, found = Random(seed), list(words)
    for _ in range(places):
        found[rng.randrange(len(found))] = rng.choice(WORDS)
    return " ".join(found)


def archive(folder: Path, rows: Sequence[Row]) -> Path:
    folder.mkdir(parents=True)
    half = len(rows) // 2
    for name, own in (("a.jsonl", rows[:half]), ("b.jsonl", rows[half:])):
        lines = "".join(json.dumps(one) + "\n" for one in own)
        (folder / name).write_text(lines, encoding="utf-8")
    return folder


def clusters_of(folder: Path, out: Path, at_most: int = 2_000) -> list[Row]:
    run_corpus(CorpusPrinting(), [folder], out, InProcess(), at_most=at_most)
    find_clusters(out, InProcess())
    return written(out)


def written(out: Path) -> list[Row]:
    names = [*clustering.COLUMNS]
    return [
        dict(zip(names, row, strict=True))
        for found in rows_of([out / CLUSTERS], *names)
        for row in zip(*found, strict=True)
    ]


def as_groups(rows: Sequence[Row]) -> tuple[tuple[str, ...], ...]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for one in rows:
        found[one["cluster"]].append(one["article_id"])
    return tuple(sorted(tuple(sorted(own)) for own in found.values()))


TEXTS = st.lists(
    st.one_of(
        st.builds(
            changed,
            st.sampled_from([story(n) for n in range(3)]),
            st.integers(0, 12),
            st.integers(0, 99),
        ),
        st.sampled_from(("…", "No news.", "no NEWS")),
    ),
    min_size=1,
    max_size=16,
)


@settings(max_examples=8, deadline=None)
@given(TEXTS, st.sampled_from((5, 1000)), st.randoms(use_true_random=False))
def test_clusters_are_those_of_all_at_once(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str], of_a_part: int, rng: Random
) -> None:
    tmp = tmp_path_factory.mktemp("clusters")
    ids = [f"{n:03}" for n in range(len(texts))]
    rng.shuffle(ids)
    rows = [{"id": ident, "text": text} for ident, text in zip(ids, texts, strict=True)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clustering, "_OF_A_PART", of_a_part)
        found = clusters_of(archive(tmp / "archive", rows), tmp / "out")
    assert as_groups(found) == near_copies(zip(ids, texts, strict=True))


def test_very_many_that_begin_alike_are_told_apart_as_they_are_all_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """More than a few share a band: who leads follows from the ids, held or read anew."""
    same, rng = story(7, 45), Random(4)
    ids = rng.sample(range(1000, 9999), 160)
    rows = [
        {"id": str(ident), "text": " ".join([*same, *story(n % 40 + 100, 40)])}
        for n, ident in enumerate(ids)
    ]
    expected = near_copies((one["id"], one["text"]) for one in rows)
    folder = archive(tmp_path / "archive", rows)
    assert as_groups(clusters_of(folder, tmp_path / "held")) == expected
    monkeypatch.setattr(clustering, "_HELD", 1)
    assert as_groups(clusters_of(folder, tmp_path / "read")) == expected


@pytest.fixture
def news(tmp_path: Path) -> Path:
    wire, other = " ".join(story(1)), " ".join(story(2))
    rows = [
        {"id": "z", "text": wire, "outlet": "Post", "published": "2024-05-02"},
        {"id": "m", "text": other, "outlet": "Post", "published": "2024-05-01"},
        {"id": "y", "text": f"Late. {wire}", "outlet": "Globe", "published": "2024-05-01"},
        {"id": "a", "text": f"{wire} More.", "outlet": "Globe"},
        {"id": "b", "text": "…", "outlet": "Post"},
        {"id": "c", "text": " ".join(story(3)), "outlet": "Post"},
    ]
    return archive(tmp_path / "archive", rows)


def test_a_cluster_is_called_by_its_least_id_and_led_by_the_first_that_was_published(
    news: Path, tmp_path: Path
) -> None:
    rows = clusters_of(news, tmp_path / "out")
    told = [(one["cluster"], one["article_id"], one["copies"], one["first"]) for one in rows]
    assert told == [("a", "z", 3, False), ("a", "y", 3, True), ("a", "a", 3, False)]
    assert [(one["file"], one["row"]) for one in rows] == [
        ("archive/a.jsonl", 1),
        ("archive/a.jsonl", 3),
        ("archive/b.jsonl", 1),
    ]
    found = summed_up(tmp_path / "out")
    assert (found.clusters, found.articles, found.largest) == (1, 3, (("a", 3),))
    assert found.outlets == (("Globe", 2, 1), ("Post", 1, 0))


def test_ids_that_are_there_twice_keep_their_clusters_apart(tmp_path: Path) -> None:
    rows = [{"id": one, "text": " ".join(story(n))} for n in (1, 2) for one in ("x", "y")]
    found = clusters_of(archive(tmp_path / "archive", rows), tmp_path / "out")
    assert [one["cluster"] for one in found] == ["x", "x", "x (2)", "x (2)"]
    assert summed_up(tmp_path / "out").clusters == 2


class _Failing(InProcess):
    """Loses what is done with a band, from one of them on."""

    def each(self, work: Any, items: Any) -> Iterator[tuple[int, Any]]:
        for number, said in super().each(work, items):
            yield number, Lost("The disk is full.") if number > 5 else said


def test_comparing_that_broke_goes_on_with_the_same_outcome(news: Path, tmp_path: Path) -> None:
    expected = clusters_of(news, tmp_path / "whole")
    out = tmp_path / "out"
    run_corpus(CorpusPrinting(), [news], out, InProcess())
    with pytest.raises(UserError, match="The disk is full"):
        find_clusters(out, _Failing())
    seen: list[tuple[int, int]] = []
    find_clusters(out, InProcess(), lambda done, of: seen.append((done, of)))
    assert written(out) == expected
    assert seen[0] == (7, 42)  # what came before was not done again
    assert sorted(one.name for one in out.iterdir() if one.is_dir()) == [
        "bad-rows",
        "done",
        "parts",
    ]
