"""Each program's labels become annotations with their words, coders and links."""

import json
from pathlib import Path
from typing import Any

import pytest
from label_files import (
    CUE,
    FILES,
    PERSON,
    QUOTE,
    TEXT,
    articles,
    doc_bin,
    found_in,
    labels,
    links,
    prodigy,
    web_annotations,
)

from annotator.domain.annotation import Annotation, Decision, Verdict
from annotator.domain.errors import UserError
from annotator.domain.names import folded
from annotator.formats.glimpse import Glimpse
from annotator.formats.incoming import Incoming, ReadOptions, Told
from annotator.formats.table import import_format, import_format_for, import_formats

LINKED = ("brat", "doccano", "label-studio", "prodigy", "web-annotations")


@pytest.mark.parametrize("name", LINKED)
def test_labels_stand_where_their_words_are_with_their_links(name: str, tmp_path: Path) -> None:
    (one,) = articles(found_in(FILES[name](tmp_path)))
    assert one.article.text == TEXT
    assert {("quote", QUOTE), ("source", PERSON)} <= {each[:2] for each in labels(one)}
    assert links(one) == {(QUOTE, "said_by", PERSON)}


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_known_by_what_it_holds_whatever_its_name(name: str, tmp_path: Path) -> None:
    path = FILES[name](tmp_path)
    if name != "brat":  # whose text lies beside it under the same name
        path = path.rename(tmp_path / "something.dat")
    known = [
        row.id
        for row in import_formats()
        if row.importer.recognises is not None and row.importer.recognises(Glimpse(path))
    ]
    assert known[:1] == [name]


@pytest.mark.parametrize("name", FILES)
def test_a_preview_lists_every_name_with_what_it_is_taken_for(name: str, tmp_path: Path) -> None:
    path = FILES[name](tmp_path)
    found = import_format_for(path)
    assert found is not None
    assert found.importer.labels is not None
    rows = found.importer.labels(path, ReadOptions(extend_codebook=True))
    taken = {folded(one.name): one.target for one in rows}
    assert taken["source"] == "source"
    assert all(one.is_new for one in rows if one.what == "code")


@pytest.mark.parametrize("name", ["brat", "prodigy", "conll", "spacy"])
def test_a_mapping_decides_on_codes_and_leaves_out(name: str, tmp_path: Path) -> None:
    names = {"Source": "speaker", "Quote": "", "Cue": "", "ORG": ""}
    every = found_in(FILES[name](tmp_path), names=names)
    (one,) = (each for each in every if isinstance(each, Incoming))
    codes = {each.code for each in one.records if isinstance(each, Annotation) and each.fragments}
    assert codes == {"speaker"}


def test_rejected_answers_are_decisions_and_no_labels(tmp_path: Path) -> None:
    (one,) = articles(found_in(prodigy(tmp_path)))
    (rejected,) = (each for each in one.records if isinstance(each, Decision))
    marks = {each.id: each for each in one.records if isinstance(each, Annotation)}
    assert rejected.verdict is Verdict.REJECTED
    assert marks[rejected.annotation].text == CUE
    assert marks[rejected.annotation].origin == "suggestion"


def test_what_moved_is_carried_over_and_told_and_what_is_gone_is_listed(tmp_path: Path) -> None:
    path = web_annotations(tmp_path)
    text = tmp_path / "ferry.txt"
    changed = TEXT.replace("Ferry", "The ferry is").replace(PERSON, "Somebody")
    text.write_text(changed, encoding="utf-8")
    every = found_in(path)
    (one,) = (each for each in every if isinstance(each, Incoming))
    assert labels(one) == {("quote", QUOTE, "ana")}
    refused = " ".join(str(each) for each in every if isinstance(each, UserError))
    assert PERSON in refused
    assert any("stood elsewhere" in each.message for each in every if isinstance(each, Told))


def test_spacy_files_are_read_without_spacy(tmp_path: Path) -> None:
    (one,) = articles(found_in(doc_bin(tmp_path)))
    assert one.article.text == "Ferry late Ida Holm said."
    assert one.article.title == "Ferry late"
    assert {each[:2] for each in labels(one)} == {
        ("source", "Ida Holm"),
        ("org", "said"),
        ("local", ""),
    }


@pytest.mark.parametrize(
    "changes",
    [
        {"lengths": b"\xff\xff\xff\x7f"},
        {"attrs": [1, 2, 3]},
        {"tokens": b"12345"},
        {"strings": 3},
        {"strings": ["none", "of", "them"]},
    ],
)
def test_damaged_spacy_files_are_refused_by_name(
    tmp_path: Path, changes: dict[str, object]
) -> None:
    (refused,) = found_in(doc_bin(tmp_path, **changes))
    assert isinstance(refused, UserError)
    assert "corpus.spacy" in str(refused)


def test_a_text_in_another_folder_is_never_read(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text(TEXT, encoding="utf-8")
    inner = tmp_path / "inner"
    inner.mkdir()
    path = web_annotations(inner)
    (inner / "ferry.txt").unlink()
    written = path.read_text(encoding="utf-8").replace("ferry.txt", "../secret.txt")
    path.write_text(written, encoding="utf-8")
    every = found_in(path)
    assert [type(one) for one in every] == [UserError]
    assert "isn’t beside the file" in str(every[0])


def test_what_is_said_of_one_document_names_its_file(tmp_path: Path) -> None:
    flags = [{"has_unknown_spaces": True}]
    told = [one for one in found_in(doc_bin(tmp_path, flags=flags)) if isinstance(one, Told)]
    assert any(one.where.startswith("corpus.spacy, document 1") for one in told)


def test_a_page_without_words_is_kept_as_it_is_written(tmp_path: Path) -> None:
    task: dict[str, Any] = {"data": {"text": "<!-- <p> -->"}, "annotations": [{"result": []}]}
    path = tmp_path / "tasks.json"
    path.write_text(json.dumps([task]), encoding="utf-8")
    (one,) = articles(list(import_format("label-studio").importer.read(path, ReadOptions())))
    assert one.article.text == "<!-- <p> -->"
