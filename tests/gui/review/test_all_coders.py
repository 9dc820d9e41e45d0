"""One card with all coders' versions of a thing, and keys that take one or parts of two."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec import structs
from pytestqt.qtbot import QtBot
from reviewed import code_as, gold, shown, tag, without_labels

from annotator.domain.annotation import Annotation, Decision, Link
from annotator.domain.edits.base import Edit
from annotator.domain.edits.codebook import PutCode
from annotator.domain.edits.links import AddLink
from annotator.gui.commands.table import command
from annotator.gui.review import ReviewPage
from annotator.gui.review.version_list import VersionList
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import Settings
from annotator.store.project import Project
from annotator.workflow.review.comparison import ALL, Chosen
from annotator.workflow.review.settling import Taking

CODERS = ("ana", "ben", "cid")


@pytest.fixture
def three(tmp_path: Path) -> Iterator[Project]:
    """Have three coders with two versions of a quote, linked to a source; cid lacks “Monday”."""
    with without_labels(tmp_path) as project:
        for coder in CODERS:
            words = "“We win,”" if coder == "ben" else "We win,"
            kind = "indirect" if coder == "ben" else "direct"
            edits: list[Edit] = [
                tag(f"{coder}-quote", "quote", words, type=kind, loud=True),
                tag(f"{coder}-source", "source", "the mayor"),
                AddLink(annotation=f"{coder}-quote", type="said_by", to=f"{coder}-source"),
            ]
            if coder != "cid":
                edits.append(tag(f"{coder}-day", "source", "Monday"))
            code_as(project, coder, *edits, done=("a1",))
        project.coder = "lea"
        yield project


@pytest.fixture
def all_coders(three: Project, qtbot: QtBot) -> ReviewPage:
    session = Session(three)
    session.open_article("a1")
    page = shown(ReviewPage(session, Settings()), qtbot)
    page.comparison.choose(Chosen(ALL, ALL))
    page.step(1)
    return page


def look_at(page: ReviewPage, annotation: str) -> VersionList:
    ident = page.differences.ident_with(annotation)
    assert ident is not None
    page.differences.go_to(ident)
    assert isinstance(page.panel.versions, VersionList)
    return page.panel.versions


def do(page: ReviewPage, *names: str) -> None:
    for name in names:
        command(name).do(page)


def heads(card: VersionList) -> list[str]:
    return [one.accessibleName() for one in card.heads]


def test_a_card_has_every_version_and_says_who_has_it(all_coders: ReviewPage) -> None:
    page = all_coders
    assert page.differences.model.count() == 2
    assert heads(look_at(page, "ana-quote")) == [
        "Take the version of ana, cid: 2 of 3",
        "Take the version of ben: 1 of 3",
    ]
    assert page.panel.buttons["take_a"].text() == "1  ana +1"
    assert page.panel.buttons["take_both"].isEnabled() is False
    assert heads(look_at(page, "ben-day")) == [
        "Take the version of ana, ben: 2 of 3",
        "Reject it, as cid would: 1 of 3",
    ]


def test_a_digit_or_a_click_takes_a_version_for_all(all_coders: ReviewPage, three: Project) -> None:
    page = all_coders
    look_at(page, "ana-quote")
    do(page, "take_b")
    assert [one.text for one in gold(three)] == ["“We win,”"]
    assert len(three.find(Decision)) == 3
    three.undo()
    page.comparison.refresh()
    look_at(page, "ana-quote").heads[0].click()
    assert [one.text for one in gold(three)] == ["We win,"]


def test_a_number_without_a_version_says_how_many_there_are(
    all_coders: ReviewPage, qtbot: QtBot
) -> None:
    page = all_coders
    look_at(page, "ana-quote")
    with qtbot.waitSignal(page.session.refused) as refused:
        do(page, "take_version_4")
    assert refused.args == ["There are 2 versions"]


def test_the_boundary_of_one_is_taken_with_the_answers_of_another(
    all_coders: ReviewPage, three: Project
) -> None:
    page = all_coders
    look_at(page, "ana-quote")
    do(page, "next_boundary")
    assert page.panel.parts.text() == "B boundary: ben · A answers: ana · T takes"
    do(page, "take_parts")
    (found,) = gold(three)
    assert (found.text, found.values["type"]) == ("“We win,”", "direct")


def quote_with_its_source(project: Project) -> Annotation:
    """Return the quote that is gold with its source, linked to it; nothing of either is open."""
    found = {one.code: one for one in gold(project)}
    assert set(found) == {"quote", "source"}
    ends = {(one.annotation, one.target_annotation) for one in project.find(Link)}
    assert (found["quote"].id, found["source"].id) in ends
    assert len(project.find(Decision)) == 6
    return found["quote"]


def test_a_quote_is_taken_with_its_source_in_one_step(
    all_coders: ReviewPage, three: Project
) -> None:
    page = all_coders
    look_at(page, "ana-quote")
    do(page, "take_along", "take_a")
    quote_with_its_source(three)
    page.session.undo()
    assert gold(three) == []


def test_parts_of_two_versions_are_taken_with_the_source_of_the_answers(
    all_coders: ReviewPage, three: Project
) -> None:
    page = all_coders
    look_at(page, "ana-quote")
    do(page, "take_along", "next_boundary", "take_parts")
    quote = quote_with_its_source(three)
    assert (quote.text, quote.values["type"]) == ("“We win,”", "direct")
    page.session.undo()
    assert gold(three) == []


def test_both_sides_are_taken_with_what_they_are_linked_to(
    all_coders: ReviewPage, three: Project
) -> None:
    page = all_coders
    page.comparison.choose(Chosen(*page.comparison.coders[:2]))
    page.step(1)
    ident = page.differences.ident_with("ana-quote")
    assert ident is not None
    page.differences.go_to(ident)
    do(page, "take_along")
    page.decide(Taking.BOTH)
    found = gold(three)
    assert sorted(one.code for one in found) == ["quote", "quote", "source"]
    quotes = {one.id for one in found if one.code == "quote"}
    assert {one.annotation for one in three.find(Link) if one.annotation in quotes} == quotes


def test_after_the_last_decision_nothing_is_at_hand_and_a_reason_can_still_be_given(
    all_coders: ReviewPage, three: Project
) -> None:
    page = all_coders
    look_at(page, "ana-quote")
    page.decide(Taking.A)
    page.decide(Taking.NEITHER)
    assert page.match is None
    assert page.differences.current() is None
    page.why.ask()
    assert page.panel.reason.list.isVisible()
    page.panel.reason.choose(1)
    assert not page.panel.reason.isVisible()
    assert not page.panel.buttons["take_a"].isVisible()
    reasons = [one.reason for one in three.find(Decision)]
    assert reasons.count("Boundary: too much") == 2
    page.deciding.undecide()
    assert page.match is not None


def test_a_filter_leaves_what_is_in_sight_at_hand_or_nothing(all_coders: ReviewPage) -> None:
    page = all_coders
    look_at(page, "ana-quote")
    filters = page.differences.filters
    filters.code.setCurrentIndex(filters.code.findText("Quote"))
    assert page.match is not None
    filters.code.setCurrentIndex(filters.code.findText("Source"))
    assert page.match is None
    assert page.panel.versions is None
    page.step(1)
    assert page.match is not None
    assert page.match.code == "source"


def test_buttons_stay_where_they_are_from_one_difference_to_the_next(
    all_coders: ReviewPage,
) -> None:
    page = all_coders

    def places() -> list[tuple[int, int, int, int]]:
        page.layout()
        found = [one.geometry() for one in page.panel.buttons.values()]
        return [(one.x(), one.y(), one.width(), one.height()) for one in found]

    look_at(page, "ana-quote")
    before = places()
    look_at(page, "ben-day")
    assert places() == before


def test_what_is_selected_is_told_whole_in_a_low_window(
    all_coders: ReviewPage, three: Project, qtbot: QtBot
) -> None:
    page = all_coders
    code = three.codebook().code("quote")
    assert code is not None
    long = "Words that somebody is said to have said, whole or in part"
    page.session.apply(PutCode(structs.replace(code, name=long)))
    page.resize(1024, 580)
    look_at(page, "ana-quote")
    header = page.inspector.header
    qtbot.waitUntil(lambda: header.height() >= header.heightForWidth(header.width()))
