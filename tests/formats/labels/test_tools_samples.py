"""Projects of other tools come in as their samples say, where those samples are."""

import json
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from places import SHARED

from annotator.domain.annotation import Annotation, Link
from annotator.domain.codebook import Code
from annotator.domain.errors import UserError
from annotator.domain.names import folded
from annotator.domain.people import Coder
from annotator.formats.codebooks import any_codebook
from annotator.formats.folders import files_of
from annotator.formats.incoming import Found, Incoming, ReadOptions
from annotator.formats.labels.names import slug

FOLDER = SHARED / "samples" / "labels"
pytestmark = pytest.mark.skipif(
    not FOLDER.is_dir(), reason="the samples are not beside the project"
)
WHOLE = ("refi-handmade", "refi-qualcoder", "qualcoder", "inception-xmi")


@cache
def expected() -> dict[str, Any]:
    return json.loads((FOLDER / "expected.json").read_text(encoding="utf-8"))


def read(path: Path) -> list[Found]:
    files, skipped = files_of([path])
    assert skipped == []
    wanted = ReadOptions(extend_codebook=True)
    return [one for file in files for one in file.format.importer.read(file.path, wanted)]


def of_format(name: str) -> tuple[dict[str, Any], list[Incoming]]:
    wanted = expected()["formats"][name]
    path = FOLDER / wanted["path"]
    sources = [path / f"{one}.txt" for one in wanted["documents"]] if "layout" in wanted else [path]
    came = [one for source in sources for one in read(source)]
    assert [one for one in came if isinstance(one, UserError)] == []
    return wanted, [one for one in came if isinstance(one, Incoming)]


def document(one: Incoming) -> str:
    texts = {squeezed(d["text"]): d["name"] for d in expected()["documents"]}
    return texts[squeezed(one.article.text)]


def squeezed(text: str) -> str:
    return "".join(text.split())


def marks(one: Incoming) -> dict[str, Annotation]:
    return {a.id: a for a in one.records if isinstance(a, Annotation)}


def coder(one: Incoming, mark: Annotation) -> str:
    handles = {c.id: c.handle for c in one.records if isinstance(c, Coder)}
    return folded(handles[mark.coder])


def answers(values: dict[str, Any]) -> str:
    return json.dumps({k: slug(v) if isinstance(v, str) else v for k, v in values.items()})


@pytest.mark.parametrize("name", WHOLE)
def test_spans_labels_coders_fields_and_notes_come_in(name: str) -> None:
    wanted, came = of_format(name)
    assert {document(one) for one in came} == set(wanted["documents"])
    spans: Counter[Any] = Counter()
    for one in came:
        text = next(d["text"] for d in expected()["documents"] if d["name"] == document(one))
        assert one.article.text == text
        for mark in marks(one).values():
            if mark.fragments:
                pieces = tuple((piece.start, piece.end) for piece in mark.fragments)
                said = answers(dict(mark.values))
                place = document(one), mark.code, pieces
                spans[*place, coder(one, mark), said, mark.note] += 1
    assert spans == Counter(
        (
            *(one["doc"], slug(one["label"])),
            tuple((start, end) for start, end in one["fragments"]),
            *(one["coder"], answers(one.get("fields", {})), one.get("note", "")),
        )
        for one in wanted["spans"]
    )


@pytest.mark.parametrize("name", ["webanno-tsv", "taguette"])
def test_spans_come_in_where_a_format_loses_blanks(name: str) -> None:
    wanted, came = of_format(name)
    spans: Counter[Any] = Counter()
    for one in came:
        for mark in marks(one).values():
            words = squeezed("".join(mark.texts))
            whose = coder(one, mark) if "coder" in wanted["spans"][0] else ""
            said = answers(dict(mark.values))
            spans[document(one), mark.code, words, whose, said] += 1
    assert spans == Counter(
        (
            *(one["doc"], slug(one["label"]), squeezed(one["text"])),
            *(one.get("coder", ""), answers(one.get("fields", {}))),
        )
        for one in wanted["spans"]
    )


@pytest.mark.parametrize("name", ["inception-xmi", "webanno-tsv"])
def test_links_come_in(name: str) -> None:
    wanted, came = of_format(name)
    links: Counter[Any] = Counter()
    for one in came:
        every = marks(one)
        for link in one.records:
            if isinstance(link, Link):
                ends = (every[link.annotation], every[link.target_annotation or ""])
                links[
                    link.type, *((document(one), end.code, end.start, end.end) for end in ends)
                ] += 1
    assert links == Counter(
        (
            one["type"],
            *((end["doc"], slug(end["label"]), end["start"], end["end"]) for end in _ends(one)),
        )
        for one in wanted["links"]
    )


def _ends(link: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    return link["from"], link["to"]


def test_what_is_said_of_whole_documents_comes_in() -> None:
    wanted, came = of_format("inception-xmi")
    found = Counter(
        (document(one), mark.code, answers(dict(mark.values)), coder(one, mark))
        for one in came
        for mark in marks(one).values()
        if not mark.fragments
    )
    assert found == Counter(
        (one["doc"], slug(one["label"]), answers({"value": one["value"]}), one["coder"])
        for one in wanted["doc_labels"]
    )


@pytest.mark.parametrize("name", ["refi-handmade", "refi-qualcoder", "qualcoder", "taguette"])
def test_codes_come_in_with_what_is_above_them(name: str) -> None:
    wanted, came = of_format(name)
    codes = {code.id: code for one in came for code in one.records if isinstance(code, Code)}
    check_codes(wanted, codes)


def test_a_codebook_becomes_a_project_s() -> None:
    wanted = expected()["formats"]["refi-codebook"]
    book = any_codebook(FOLDER / wanted["path"])
    check_codes(wanted, {code.id: code for code in book.codes})


def check_codes(wanted: dict[str, Any], codes: dict[str, Code]) -> None:
    names = {code.name for code in codes.values() if not code.group}
    assert names == {one["name"] for one in wanted["codes"]}
    assert {code.name for code in codes.values() if code.group} == set(
        wanted.get("code_groups", ())
    )
    by_name = {code.name: code for code in codes.values()}
    for one in wanted["codes"]:
        code = by_name[one["name"]]
        if "note" in one:
            above = codes[code.parent].name if code.parent else None
            assert (above, code.definition) == (one["parent"], one["note"])
            # The project made by hand has other colours than the list says.
            assert "handmade" in wanted["path"] or code.colour == one["colour"]


def test_documents_of_a_database_have_what_is_said_of_them() -> None:
    _, came = of_format("qualcoder")
    assert {one.article.meta["outlet"] for one in came} == {"Port Stanmore Courier"}
    harbour = next(one for one in came if document(one) == "harbour")
    assert harbour.article.meta["case"] == "Port Stanmore"
    assert "byline? “check” and compare (ana)" in harbour.article.note


def test_statements_of_a_discourse_network_come_in() -> None:
    wanted = expected()["formats"]["dna"]
    came = [one for one in read(FOLDER / wanted["path"]) if isinstance(one, Incoming)]
    about = [(one.article.title, one.article.meta["author"], len(one.article.text)) for one in came]
    assert about == [(one["title"], one["author"], one["chars"]) for one in wanted["documents"]]
    found = Counter(
        (
            *(one.article.title, mark.code, mark.start, mark.end, mark.texts[0][:200]),
            *(coder(one, mark), answers(dict(mark.values)) if mark.code == "dna_statement" else ""),
        )
        for one in came
        for mark in marks(one).values()
    )
    names = ("agreement", "person", "organization", "concept")
    assert found == Counter(
        (
            *(one["doc"], slug(one["label"]), one["start"], one["end"], one["text"][:200]),
            folded(one["coder"]),
            answers({n: _said(one["fields"][n]) for n in names})
            if one["label"] == "DNA Statement"
            else "",
        )
        for one in wanted["spans"]
    )


def _said(value: Any) -> Any:
    return bool(value) if isinstance(value, int) else value


def test_files_of_strangers_come_in() -> None:
    third = expected()["third_party"]
    smileys, wanted = _only("inception-smileys/huggingface.xmi"), third["inception-smileys"]
    assert [one.texts[0] for one in smileys] == [words for _, words in wanted["spans"]]
    assert {one.values["value"] for one in smileys} == {"oth"}
    crane = _only("GUM_news_crane.tsv")
    assert len(crane) == third["GUM_news_crane"]["spans"]
    first = [(one.values["entity"], one.texts[0].split()) for one in crane[:3]]
    assert first == [(one["entity"], one["tokens"]) for one in third["GUM_news_crane"]["first"]]


def _only(name: str) -> list[Annotation]:
    (one,) = [one for one in read(FOLDER / "third-party" / name) if isinstance(one, Incoming)]
    return list(marks(one).values())
