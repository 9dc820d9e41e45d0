"""Where an actor was named last, what was answered last, and which passages are alike."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from led_project import do, led_project, tag

from annotator.domain.annotation import AnyPlaced, Link
from annotator.domain.edits.annotations import SetValue
from annotator.domain.edits.links import AddLink, PutActor, RemoveLink
from annotator.domain.people import Actor, coder_id
from annotator.store.project import Project


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with led_project(tmp_path) as project:
        project.apply(PutActor(Actor(id="zoe", name="Zoe")))
        yield project


def anybody(_annotation: AnyPlaced, _article: str) -> bool:
    return True


def test_an_actor_was_named_by_the_newest_link_first(project: Project) -> None:
    assert project.namings("zoe", 5) == []
    do(project, "ana", AddLink(annotation="ana1", type="said_by", actor="zoe"))
    do(project, "ben", AddLink(annotation="ben1", type="said_by", actor="zoe"))
    found = project.namings("zoe", 5)
    assert [one.annotation.id for one in found] == ["ben1", "ana1"]
    assert found[0].annotation.coder == coder_id("ben")
    assert found[0].article == "a1"
    assert [one.annotation.id for one in project.namings("zoe", 1)] == ["ben1"]
    link = project.find(Link, annotation="ben1")[0]
    do(project, "ben", RemoveLink(link.id))
    assert [one.annotation.id for one in project.namings("zoe", 5)] == ["ana1"]


def test_what_a_coder_answered_last_comes_first(project: Project) -> None:
    do(project, "ana", tag("n1", "a1", "quote", "five", kind="direct"))
    do(project, "ana", tag("n2", "a1", "quote", "six"))
    ana = coder_id("ana")
    assert "n2" not in project.answered_last("quote", ana, 9)
    do(project, "ana", SetValue("n2", "kind", "indirect"))
    found = project.answered_last("quote", ana, 9)
    assert {"n1", "n2"} <= set(found)
    assert project.answered_last("quote", ana, 1)[0] in ("n1", "n2")
    assert project.answered_last("quote", coder_id("nobody"), 9) == []
    assert project.has_answers("quote", "n1")
    assert not project.has_answers("source", "")


def test_passages_are_ranked_by_the_words_that_they_share(project: Project) -> None:
    do(project, "ana", tag("n1", "a1", "quote", "one two three", kind="direct"))
    do(project, "ana", tag("n2", "a1", "quote", "three four five", kind="direct"))
    do(project, "ana", tag("n3", "a2", "quote", "six", kind="direct"))
    found = project.precedents("quote", ["two", "three"], anybody, 5)
    assert [ident for _, ident in found if ident.startswith("n")] == ["n1", "n2"]
    assert project.precedents("quote", ["two"], lambda *_: False, 5) == []
    assert project.precedents("quote", [], anybody, 5) == []
    assert project.precedents("quote", ['"', "OR", "two"], anybody, 5)
