"""Tokens end where labels do, and say where they stand: Prodigy's lines and CoNLL's columns."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from projects import texts
from sample import TEXT, sample

from annotator.domain.record import Fragment
from annotator.formats.outgoing.conll.tags import held, tags_of
from annotator.formats.outgoing.tokens import covered, tokens, tokens_and_blanks
from annotator.formats.selection import Selection
from annotator.store.project import Project
from annotator.workflow.exporting import export


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Any:
    with sample(tmp_path_factory.mktemp("tokens")) as made:
        yield made


@settings(max_examples=40)
@given(texts, st.lists(st.integers(0, 40), max_size=4))
def test_tokens_hold_all_that_is_no_blank_and_are_cut_at_labels(text: str, at: list[int]) -> None:
    edges = sorted({one for one in at if one <= len(text)})
    pieces = [Fragment(*pair) for pair in zip(edges[::2], edges[1::2], strict=False)]
    bare, whole = tokens(text, pieces), tokens_and_blanks(text, pieces)
    assert "".join(text[start:end] for start, end in bare) == "".join(text.split())
    for found in (bare, whole):
        assert all(start < end for start, end in found)
        assert found == sorted(found)
    for piece in pieces:
        first, last = covered(whole, piece.start, piece.end)
        assert (whole[first][0], whole[last - 1][1]) == (piece.start, piece.end)


def lines(project: Project, folder: Path) -> list[dict[str, Any]]:
    export(project, folder / "out.jsonl", "prodigy")
    written = (folder / "out.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in written.splitlines()]


def test_prodigys_spans_are_over_whole_tokens(project: Project, tmp_path: Path) -> None:
    found = lines(project, tmp_path)
    assert [one.get("_session_id") for one in found] == [
        *("annotator-ana", "annotator-ben", "annotator-gold", None),
    ]
    assert {one["_input_hash"] for one in found[:3]} == {found[0]["_input_hash"]}
    first = found[0]
    for span in first["spans"]:
        own = first["tokens"][span["token_start"] : span["token_end"] + 1]
        assert (own[0]["start"], own[-1]["end"]) == (span["start"], span["end"])
    parts = (one["text"] + " " * one["ws"] for one in first["tokens"])
    assert "".join(parts).rstrip() == TEXT
    said_by = first["relations"][0]
    assert (said_by["child_span"]["label"], said_by["label"], said_by["head_span"]["label"]) == (
        *("quote", "said_by", "source"),
    )
    assert found[1]["accept"] == ["tone"]


@pytest.mark.parametrize(
    ("scheme", "tags"),
    [
        ("bio", ["B-q", "I-q", "I-q", "B-q", "O"]),
        ("bioes", ["B-q", "I-q", "E-q", "S-q", "O"]),
        ("bilou", ["B-q", "I-q", "L-q", "U-q", "O"]),
    ],
)
def test_tags_are_those_of_the_scheme(scheme: str, tags: list[str]) -> None:
    cut = [(0, 1), (2, 3), (4, 5), (6, 7), (8, 9)]
    assert tags_of("q", [(0, 5), (6, 7)], cut, scheme) == tags


def test_of_labels_over_one_another_the_longest_is_held() -> None:
    assert held([(0, 4), (2, 9), (9, 10), (3, 5)]) == [(2, 9), (9, 10)]
    assert held([(0, 4), (0, 4)]) == [(0, 4)]


def test_conll_has_a_column_for_each_code_and_the_places(project: Project, tmp_path: Path) -> None:
    export(project, tmp_path / "out", "conll")
    assert {path.name for path in (tmp_path / "out").glob("*.conllup")} == {
        *("ana.conllup", "ben.conllup", "gold.conllup", "unlabelled.conllup"),
    }
    written = (tmp_path / "out" / "ana.conllup").read_text(encoding="utf-8").split("\n")
    assert written[0] == "# global.columns = ID FORM MISC quote source cue sentiment"
    assert written[1:3] == ["# newdoc id = 00001-mayor-speaks", "# coder = ana"]
    rows = [line.split("\t") for line in written if "\t" in line]
    for row in rows:
        start, _, end = row[2].split("|")[0].removeprefix("TokenRange=").partition(":")
        assert TEXT[int(start) : int(end)] == row[1]
    assert [row[1] for row in rows if row[4] != "O"] == ["the", "mayor", "Others"]


def test_words_and_tags_alone_need_no_heading(project: Project, tmp_path: Path) -> None:
    options = {"places": False, "files": "codes"}
    export(project, tmp_path / "out", "conll", Selection(options=options))
    written = (tmp_path / "out" / "ana" / "source.conll").read_text(encoding="utf-8")
    assert "the\tB-source\nmayor\tI-source\n" in written
    assert "TokenRange" not in written
