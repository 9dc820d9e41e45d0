"""Names in JSONL are taken for others where somebody says so."""

import json
from pathlib import Path

from annotator.domain.annotation import Annotation, Decision, Link
from annotator.domain.errors import UserError
from annotator.domain.people import Coder
from annotator.formats.incoming import Incoming, ReadOptions
from annotator.formats.jsonl.reading import labels, read

LINE = {
    "text": "Ida Holm said no.",
    "annotations": [
        {
            "id": "q",
            "code": "quote",
            "coder": "ana",
            "start": 14,
            "end": 16,
            "fields": {"kind": "mixed"},
            "links": [{"type": "by", "annotation": "s"}, {"type": "cue", "annotation": "c"}],
        },
        {"id": "s", "code": "source", "coder": "ana", "start": 0, "end": 8},
        {"id": "c", "code": "cue", "coder": "ana", "start": 9, "end": 13},
    ],
    "statuses": {"ana": "done"},
}


def written(folder: Path) -> Path:
    path = folder / "marks.jsonl"
    path.write_text(json.dumps(LINE) + "\n", encoding="utf-8")
    return path


def test_codes_fields_links_and_coders_get_the_names_that_are_mapped(tmp_path: Path) -> None:
    names = {
        "quote": "Utterance",
        "quote.kind": "quote.form",
        "quote.by": "said_by",
        "cue": "",
        "coder:ana": "Ana B.",
    }
    options = ReadOptions(extend_codebook=True, names=names)
    (one,) = read(written(tmp_path), options)
    assert isinstance(one, Incoming)
    marks = {each.id: each for each in one.records if isinstance(each, Annotation)}
    assert {each.code for each in marks.values()} == {"utterance", "source"}
    assert marks["q"].values == {"form": "mixed"}
    (link,) = (each for each in one.records if isinstance(each, Link))
    assert (link.type, link.target_annotation) == ("said_by", "s")
    assert {each.handle for each in one.records if isinstance(each, Coder)} == {"Ana B."}


def test_a_preview_lists_names_and_what_the_codebook_lacks(tmp_path: Path) -> None:
    rows = labels(written(tmp_path), ReadOptions())
    assert [(one.name, one.target, one.count) for one in rows] == [
        ("quote", "quote", 1),
        ("source", "source", 1),
        ("cue", "cue", 1),
        ("quote.kind", "quote.kind", 1),
        ("quote.by", "quote.by", 1),
        ("quote.cue", "quote.cue", 1),
        ("coder:ana", "ana", 4),
    ]
    assert all(one.problem for one in rows[:6])
    assert not any(one.problem for one in labels(tmp_path / "marks.jsonl", _EXTENDING))
    (refused,) = read(tmp_path / "marks.jsonl", ReadOptions())
    assert isinstance(refused, UserError)


_EXTENDING = ReadOptions(extend_codebook=True)


def test_a_decision_on_what_comes_in_stays_when_the_gold_that_it_names_is_left_out(
    tmp_path: Path,
) -> None:
    word = {"reviewer": "lea", "verdict": "changed", "gold": "g", "at": "2025-03-01"}
    place = {"start": 0, "end": 8}
    own = {"id": "a", "code": "source", "coder": "ana", **place, "decisions": [word]}
    gold = {"id": "g", "code": "actor", "layer": "gold", "coder": "lea", **place}
    path = tmp_path / "marks.jsonl"
    path.write_text(json.dumps({"text": "Ida Holm said no.", "annotations": [own, gold]}))
    options = ReadOptions(extend_codebook=True, names={"actor": ""})
    (one,) = read(path, options)
    assert isinstance(one, Incoming)
    assert [each.id for each in one.records if isinstance(each, Annotation)] == ["a"]
    assert [each.gold for each in one.records if isinstance(each, Decision)] == [""]
