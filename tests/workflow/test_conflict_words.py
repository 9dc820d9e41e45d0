"""Conflicts in words, and no word of labels that may not be seen."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from blind_study import BEN, blind_study

from annotator.domain.annotation import GOLD_LAYER, Annotation, Decision, Link
from annotator.domain.article import Status
from annotator.domain.edits.annotations import Delete
from annotator.domain.edits.articles import RemoveArticles
from annotator.domain.edits.links import AddLink
from annotator.domain.edits.team import Assign
from annotator.domain.people import coder_id
from annotator.domain.teamwork import Assignment
from annotator.domain.visibility import Visibility
from annotator.store.merging.report import Conflict
from annotator.store.project import Project
from annotator.workflow.conflict_words import HIDDEN, article_of, conflict_row

ALL = Visibility(open_labels=True)
BLIND = Visibility(coder=BEN)
_THERE = "Whether it is there"


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with blind_study(tmp_path) as project:
        yield project


def row(
    project: Project,
    kind: str,
    record: str,
    attribute: str,
    *values: Any,
    visibility: Visibility = ALL,
) -> tuple[str, ...]:
    one = Conflict(kind, record, attribute, *values, "theirs")
    return conflict_row(project, project.codebook(), one, visibility)


@pytest.mark.parametrize(
    ("record", "attribute", "ours", "theirs", "said"),
    [
        ("annotation a1-ana", "values.kind", "direct", None, ("Type", "Direct", "–")),
        ("annotation a1-ana", "note", "", "Why?", ("Note", "–", "Why?")),
        (
            "annotation a1-ana",
            "fragments",
            [[0, 3], [4, 7]],
            [],
            ("Fragments", "“one”, “two”", "–"),
        ),
        ("annotation a1-ana", "existence", True, False, (_THERE, "there", "deleted")),
        ("article a1", "meta.outlet_type", "daily", "weekly", ("Outlet type", "daily", "weekly")),
        ("article a1", "excluded", [], [[1, 2]], ("Excluded", "–", "“n”")),
        ("actor zoe", "archived", True, False, ("Archived", "yes", "no")),
        ("actor zoe", "aliases", ["Z", "Zo"], [], ("Aliases", "Z, Zo", "–")),
        ("project project", "settings.cut_marks", {"a_b": 0.5}, 3, ("Cut marks", "a b 0.5", "3")),
        ("code quote", "state", "active", "not_any_more", ("State", "active", "not any more")),
    ],
)
def test_values_are_said_as_people_say_them(
    project: Project, record: str, attribute: str, ours: Any, theirs: Any, said: tuple[str, ...]
) -> None:
    kind, ident = record.split()
    assert row(project, kind, ident, attribute, ours, theirs)[1:4] == said


def test_other_records_are_said_by_their_names(project: Project) -> None:
    link = next(one for one in project.find(Link) if one.target_actor == "zoe")
    words = row(project, "link", link.id, "target_actor", "zoe", "gone")
    assert words[0] == "Link on Quote “one two”"
    assert words[2:4] == ("Zoe", "–")
    words = row(project, "link", link.id, "target_annotation", "a1-ben-s", None)
    assert words[2:4] == ("“three”", "–")
    (word,) = project.find(Decision, annotation="a1-ana")
    words = row(project, "decision", word.id, "reviewer", coder_id("lea"), coder_id("ana"))
    assert words[2:4] == ("lea", "ana")


@pytest.mark.parametrize("kind", ["annotation", "link", "decision", "comment"])
def test_of_hidden_labels_only_their_article_is_said(project: Project, kind: str) -> None:
    on = "a1-ana"
    found = {
        "annotation": on,
        "link": next(one.id for one in project.find(Link, annotation=on)),
        "decision": project.find(Decision, annotation=on)[0].id,
        "comment": "a1-why",
    }
    words = row(project, kind, found[kind], "note", "secret", "other", visibility=BLIND)
    hidden = "A colleague’s annotation on “Article a1”", HIDDEN, "", "", "theirs"
    assert words == hidden
    assert row(project, kind, found[kind], "note", "secret", "other")[2] == "secret"
    project.coder = "ana"
    project.apply(Delete((on,)))
    words = row(project, kind, found[kind], "note", "secret", "other", visibility=BLIND)
    assert words == hidden


def test_of_ones_own_labels_all_is_said_after_they_are_deleted_too(project: Project) -> None:
    words = row(project, "annotation", "a1-ben", "note", "Mine", "", visibility=BLIND)
    assert words[0] == "Quote “two three”"
    project.apply(Delete(("a1-ben",)))
    words = row(project, "annotation", "a1-ben", "note", "Mine", "", visibility=BLIND)
    assert words[0] == "Annotation, deleted"
    assert words[2] == "Mine"


def test_a_label_that_nobody_knows_is_not_told(project: Project) -> None:
    assert row(project, "annotation", "?", "note", "a", "b", visibility=BLIND)[1] == HIDDEN


def test_of_ones_own_link_the_hidden_end_is_not_said(project: Project) -> None:
    project.apply(AddLink(annotation="a1-ben", type="said_by", to="a1-ana-s"))
    (link,) = project.find(Link, annotation="a1-ben")
    about = "link", link.id, "target_annotation", "a1-ana-s", "a1-ben-s"
    assert row(project, *about, visibility=BLIND)[2:4] == (HIDDEN, "“three”")
    assert row(project, *about)[2:4] == ("“five”", "“three”")


def test_of_a_decision_on_ones_own_label_the_hidden_gold_is_not_said(project: Project) -> None:
    (word,) = project.find(Decision, annotation="a1-ben-s")
    gold = project.find(Annotation, layer=GOLD_LAYER, article="a1")[0]
    about = "decision", word.id, "gold", "", gold.id
    assert row(project, *about, visibility=BLIND)[2:4] == ("–", HIDDEN)
    assert row(project, *about)[2:4] == ("–", f"“{gold.text}”")


def test_a_conflict_is_on_the_article_that_its_record_is_on(project: Project) -> None:
    project.apply(Assign((("a1", "ben"),)))
    on = "a1-ana"
    found = {
        "article": "a1",
        "annotation": on,
        "link": project.find(Link, annotation=on)[0].id,
        "decision": project.find(Decision, annotation=on)[0].id,
        "comment": "a1-why",
        "status": project.find(Status, article="a1")[0].id,
        "assignment": project.find(Assignment, article="a1")[0].id,
    }

    def leads_to(kind: str, ident: str) -> str:
        article = article_of(project, Conflict(kind, ident, "note", "", "", "theirs"))
        return article.id if article is not None else ""

    assert {kind: leads_to(kind, ident) for kind, ident in found.items()} == dict.fromkeys(
        found, "a1"
    )
    project.coder = "ana"
    project.apply(Delete((on,)))
    assert {leads_to(kind, ident) for kind, ident in found.items()} == {"a1"}
    assert leads_to("actor", "zoe") == leads_to("annotation", "?") == ""
    project.apply(RemoveArticles(("a1",)))
    assert {leads_to(kind, ident) for kind, ident in found.items()} == {""}
