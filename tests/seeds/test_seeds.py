"""The sample articles and the two coders' annotations fit together."""

import csv
import json
import unicodedata
import uuid
from collections import Counter
from datetime import datetime
from typing import Any

import pytest
from places import SEEDS

CODERS = ("ana", "ben")
COLUMNS = [
    *("file", "title", "outlet", "outlet_type", "author", "published", "url", "language"),
    *("country", "section", "page", "genre_hint", "agency"),
]
RTL_LETTERS = {"R", "AL"}


def _rows() -> list[dict[str, str]]:
    with (SEEDS / "articles.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def _text(name: str) -> str:
    return (SEEDS / "articles" / name).read_bytes().decode("utf-8")


def _records(coder: str) -> list[dict[str, Any]]:
    path = SEEDS / "annotations" / f"{coder}.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _by_title() -> dict[str, dict[str, str]]:
    return {row["title"]: row for row in _rows()}


def _utf16(text: str, offset: int) -> int:
    return len(text[:offset].encode("utf-16-le")) // 2


ROWS = _rows()
RECORDS = [(coder, record) for coder in CODERS for record in _records(coder)]
every_row = pytest.mark.parametrize("row", ROWS, ids=[row["file"] for row in ROWS])
every_record = pytest.mark.parametrize(
    ("coder", "record"), RECORDS, ids=[f"{coder}: {record['title']}" for coder, record in RECORDS]
)


def test_the_table_lists_exactly_the_article_files() -> None:
    listed = [row["file"] for row in ROWS]
    assert sorted(listed) == sorted(path.name for path in (SEEDS / "articles").iterdir())
    assert len(set(listed)) == len(listed) == 10
    assert list(ROWS[0]) == COLUMNS


@every_row
def test_a_file_is_a_headline_a_blank_line_and_paragraphs(row: dict[str, str]) -> None:
    text = _text(row["file"])
    lines = text.split("\n")
    assert lines[0] == row["title"]
    assert not lines[1]
    assert all(lines[2:8])
    assert "\r" not in text
    assert text.endswith("\n")
    assert 350 <= len(text.split(" ")) <= 720


@every_row
def test_metadata_is_complete_and_dated(row: dict[str, str]) -> None:
    for column in ("outlet", "outlet_type", "language", "country", "section", "genre_hint"):
        assert row[column], column
    assert datetime.fromisoformat(row["published"]).year == 2025
    assert row["url"].startswith("https://")
    assert ".example.org/" in row["url"]


def test_the_sample_is_varied() -> None:
    assert len({row["outlet"] for row in ROWS}) >= 5
    assert len({row["language"] for row in ROWS}) >= 3
    assert len({row["section"] for row in ROWS}) >= 8
    assert len({row["published"][:10] for row in ROWS}) >= 8
    assert {"news", "interview", "commentary", "agency_copy"} <= {r["genre_hint"] for r in ROWS}


def test_one_language_runs_from_right_to_left() -> None:
    directions = {
        row["language"]: Counter(map(unicodedata.bidirectional, _text(row["file"]))) for row in ROWS
    }
    letters = {lang: sum(found[d] for d in RTL_LETTERS) for lang, found in directions.items()}
    assert letters.pop("ar") > 1000
    assert not any(letters.values())


def test_the_texts_hold_the_characters_that_break_tools() -> None:
    everything = "".join(_text(row["file"]) for row in ROWS)
    for character in ('"', "“", "‘", "„", "«", "\u00a0", "\u200d", "\u0308", "🏆"):
        assert character in everything, f"U+{ord(character):04X}"


@every_record
def test_an_annotated_article_is_the_sample_article(coder: str, record: dict[str, Any]) -> None:
    row = _by_title()[record["title"]]
    assert record["schema"] == "annotator/1"
    assert record["text"] == _text(row["file"])
    kept = {k: v for k, v in row.items() if v and k not in {"file", "title"}}
    assert record["meta"] == kept
    assert set(record["statuses"]) == {coder}


@every_record
def test_annotations_quote_the_text_where_they_stand(coder: str, record: dict[str, Any]) -> None:
    text = record["text"]
    for annotation in record["annotations"]:
        fragments = annotation["fragments"]
        assert annotation["text"] == " … ".join(text[start:end] for start, end in fragments)
        assert fragments == sorted(fragments)
        assert all(0 <= start < end <= len(text) for start, end in fragments)
        assert annotation["layer"] == annotation["coder"] == coder
        if fragments:
            start, end = fragments[0][0], fragments[-1][1]
            assert (annotation["start"], annotation["end"]) == (start, end)
            assert annotation["start_utf16"] == _utf16(text, start)
            assert annotation["end_utf16"] == _utf16(text, end)


@every_record
def test_fragments_neither_overlap_nor_end_in_blanks(coder: str, record: dict[str, Any]) -> None:
    for annotation in record["annotations"]:
        pieces = [record["text"][start:end] for start, end in annotation["fragments"]]
        assert pieces == [piece.strip() for piece in pieces]
        ends = [0, *(end for _, end in annotation["fragments"])]
        starts = [start for start, _ in annotation["fragments"]]
        assert all(end <= start for end, start in zip(ends, starts, strict=False))


@every_record
def test_links_lead_to_annotations_and_actors_of_the_record(
    coder: str, record: dict[str, Any]
) -> None:
    codes = {one["id"]: one["code"] for one in record["annotations"]}
    actors = {one["id"] for one in record["actors"]}
    wanted = {"said_by": "source", "cue": "cue", "holder": "source"}
    for annotation in record["annotations"]:
        for link in annotation["links"]:
            if "actor" in link:
                assert link["actor"] in actors
            else:
                end = codes[link["annotation"]]
                assert end == wanted.get(link["type"], end)
                assert link["annotation"] != annotation["id"]


@every_record
def test_a_sites_menu_is_excluded_and_stays_uncoded(coder: str, record: dict[str, Any]) -> None:
    coded = [f for one in record["annotations"] for f in one["fragments"]]
    for start, end in record["excluded"]:
        assert record["text"][start:end].startswith("Read more")
        assert all(last <= start or first >= end for first, last in coded)


def test_ids_are_uuids_and_annotations_never_share_one() -> None:
    ids = [one["id"] for _, record in RECORDS for one in record["annotations"]]
    assert len(set(ids)) == len(ids)
    everything = [*ids, *(record["id"] for _, record in RECORDS)]
    assert all(str(uuid.UUID(one)) == one for one in everything)


def test_both_coders_speak_of_the_same_articles_and_actors() -> None:
    seen: dict[str, Any] = {}
    for _, record in RECORDS:
        described = {key: record[key] for key in ("title", "text", "meta", "excluded")}
        assert seen.setdefault(record["id"], described) == described
        for actor in record["actors"]:
            assert seen.setdefault(actor["id"], actor) == actor


def test_two_articles_are_done_by_both_and_five_await_a_newcomer() -> None:
    done = {
        coder: {r["title"] for c, r in RECORDS if c == coder and r["statuses"][coder] == "done"}
        for coder in CODERS
    }
    assert len(done["ana"] & done["ben"]) == 2
    coded = {record["title"] for _, record in RECORDS if record["annotations"]}
    untouched = [row["file"] for row in ROWS if row["title"] not in coded]
    assert len(untouched) >= 5
    assert untouched[0].startswith("01-")


def test_a_quote_holds_a_quote_that_holds_a_quote() -> None:
    depths = [_depth(record) for _, record in RECORDS]
    assert max(depths) >= 3


def _depth(record: dict[str, Any]) -> int:
    """Return how many quotes stand inside one another at the deepest place."""
    spans = [(a["start"], a["end"]) for a in record["annotations"] if a["code"] == "quote"]
    holders = [
        sum(start <= inner[0] and inner[1] <= end for start, end in spans) for inner in spans
    ]
    return max(holders, default=0)
