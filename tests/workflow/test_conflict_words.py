"""Conflicts in a coder's words: no raw value is ever shown."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from compared import BOOK, TEXT

from annotator.domain.edits.annotations import Tag
from annotator.domain.edits.articles import NewArticle
from annotator.domain.edits.records import BringIn
from annotator.domain.people import coder_id
from annotator.store.merging.report import Conflict
from annotator.store.project import Project
from annotator.workflow.conflict_words import conflict_row

START = TEXT.index("We win,")
RAW = ("[", "]", "{", "}", "None", "True", "False", "'")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    path = Path(tmp_path_factory.mktemp("conflicts")) / "p.annotator"
    with Project.create(path, codebook=BOOK) as project:
        project.coder = "ana"
        project.apply(BringIn(articles=(NewArticle(id="a1", title="The mayor", text=TEXT),)))
        project.apply(Tag(id="a-edge", article="a1", code="quote", fragments=((START, START + 7),)))
        yield project


def said(project: Project, kind: str, record: str, attribute: str, value: Any) -> str:
    one = Conflict(kind, record, attribute, value, value, "ours")
    return conflict_row(project, project.codebook(), one)[2]


@pytest.mark.parametrize(
    ("kind", "record", "attribute", "value", "words"),
    [
        ("annotation", "a-edge", "existence", True, "there"),
        ("annotation", "a-edge", "existence", False, "deleted"),
        ("annotation", "a-edge", "note", None, "–"),
        ("annotation", "a-edge", "note", "", "–"),
        ("annotation", "a-edge", "values.type", "direct", "Direct"),
        ("annotation", "a-edge", "values.type", None, "–"),
        ("annotation", "a-edge", "values.gone", ["a", "b"], "a, b"),
        ("annotation", "a-edge", "values.gone", True, "yes"),
        ("annotation", "a-edge", "fragments", [[START, START + 7]], "“We win,”"),
        ("annotation", "a-edge", "fragments", [], "–"),
        ("annotation", "a-edge", "code", "quote", "Quote"),
        ("annotation", "a-edge", "coder", coder_id("ana"), "ana"),
        ("annotation", "a-edge", "contexts", [["before", "after"]], "before, after"),
        ("annotation", "deleted", "fragments", [[3, 9], [12, 15]], "3–9, 12–15"),
        ("article", "a1", "excluded", [[START, START + 7]], "“We win,”"),
        ("status", "gone", "status", "in_progress", "in progress"),
        ("actor", "gone", "aliases", ["Ann", "Anna"], "Ann, Anna"),
        ("code", "quote", "fields", [{"id": "t", "name": "Type", "required": True}], "Type"),
        ("code", "quote", "fields", [{"minimum": 0, "shown_if": None}], "minimum: 0, shown if: –"),
        ("project", "project", "settings.open_labels", True, "yes"),
        ("project", "project", "settings.cut_marks", {"revise": 0.5}, "revise: 0.5"),
    ],
)
def test_a_value_is_said_in_words(
    project: Project, kind: str, record: str, attribute: str, value: Any, words: str
) -> None:
    shown = said(project, kind, record, attribute, value)
    assert shown == words
    assert not any(sign in shown for sign in RAW)
