"""The history in words, and only what one may see of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sequences import filled

from annotator.domain.article import WorkStatus
from annotator.domain.edits.annotations import Delete, SetNote, SetValue, Tag
from annotator.domain.edits.articles import NewArticle, SetStatus
from annotator.domain.edits.base import Together
from annotator.domain.edits.links import AddLink
from annotator.domain.edits.records import ImportRecords
from annotator.domain.edits.suggestions import Refuse
from annotator.domain.people import coder_id
from annotator.domain.record import Fragment
from annotator.domain.refusals import Refused
from annotator.domain.timing import Stretch
from annotator.store.project import Project
from annotator.store.reading.history_pages import HistoryFilter
from annotator.workflow.history_rows import HistoryRow, history_lines, history_rows
from annotator.workflow.visibility import visibility_of


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with filled(tmp_path / "p.annotator") as made:
        yield made


def rows(project: Project, handle: str) -> list[HistoryRow]:
    seen = visibility_of(project, coder_id(handle), reviewing=True)
    found, older = history_rows(project, seen, handle, HistoryFilter())
    assert older is None
    return found


def lines(project: Project, row: HistoryRow, handle: str = "ana") -> list[tuple[str, ...]]:
    seen = visibility_of(project, coder_id(handle), reviewing=True)
    found = history_lines(project, project.codebook(), seen, row.edit)
    return [(one.record, one.attribute, one.before, one.after) for one in found]


def test_an_edit_says_where_it_was_done(project: Project) -> None:
    project.apply(SetNote("q", "why?"))
    row = rows(project, "ana")[0]
    assert (row.edit.label, row.where, row.article, row.annotation) == (
        *("Note written", "Mayor waits", "a", "q"),
    )
    two = tuple(NewArticle(id=one, title=one, text=f"Text of {one}") for one in "xy")
    project.apply(ImportRecords(articles=two))
    assert rows(project, "ana")[0].where == "2 articles"


def test_what_was_made_is_told_by_its_own_words_also_where_it_was_linked(project: Project) -> None:
    start = project.article_text("a").index("the mayor")
    made = Tag(id="s2", article="a", code="source", fragments=((start, start + 9),))
    project.apply(Together([made, AddLink(annotation="q", type="said_by", to="s2")]))
    assert rows(project, "ana")[0].words == "“the mayor”"


def test_what_an_edit_changed_is_told_attribute_by_attribute(project: Project) -> None:
    project.apply(SetValue("q", "kind", "odd"))
    assert lines(project, rows(project, "ana")[0]) == [
        ("Quote “We will,” … “see.”", "Kind", "Direct", "Odd")
    ]
    project.apply(Delete(("s",)))
    told = lines(project, rows(project, "ana")[0])
    assert ("Source “the mayor”", "Deleted", "", "") in told
    assert ("Source “the mayor”", "Words", "“the mayor”", "–") in told
    assert not any("sha256" in attribute.lower() for _, attribute, *_ in told)


def test_who_codes_an_article_sees_no_edits_of_others_on_its_labels(project: Project) -> None:
    project.coder = "ben"
    project.apply(SetStatus("a", WorkStatus.IN_PROGRESS))
    project.apply(Tag(id="b", article="a", code="quote", fragments=((3, 5),)))
    assert {row.edit.label for row in rows(project, "ben") if row.edit.coder == "ana"} == {
        *("1 article imported", "Actor The mayor added"),
    }
    hers = next(row for row in rows(project, "ana") if row.annotation == "q")
    told = {one[1] for one in lines(project, hers, "ben")}
    assert told == {"Hidden until you have finished the article"}
    project.apply(SetStatus("a", WorkStatus.DONE))
    hers_too = {row.edit.label for row in rows(project, "ben") if row.edit.coder == "ana"}
    assert "Quote made" in hers_too


def test_who_codes_an_article_does_not_see_what_others_refused_on_it(project: Project) -> None:
    refused = Refused(article="a", code="quote", fragments=(Fragment(0, 9),), by="rules 1")
    project.apply(Refuse((refused,)))
    hers = rows(project, "ana")[0]
    assert hers.edit.label == "Quote refused"
    told = lines(project, hers)
    assert ("Refusal of ana on “Mayor waits”", "Made", "", "") in told
    assert any("We will" in after for *_, after in told)
    project.coder = "ben"
    project.apply(SetStatus("a", WorkStatus.IN_PROGRESS))
    assert "Quote refused" not in {row.edit.label for row in rows(project, "ben")}
    assert {one[1] for one in lines(project, hers, "ben")} == {
        "Hidden until you have finished the article"
    }
    project.apply(SetStatus("a", WorkStatus.DONE))
    assert "Quote refused" in {row.edit.label for row in rows(project, "ben")}


def test_how_long_others_worked_is_not_told(project: Project) -> None:
    worked = (Stretch("a", "2026-01-31", "ab12", 90_000),)
    project.apply(SetStatus("a", WorkStatus.DONE, worked))
    done = rows(project, "ana")[0]
    timing = "Timing of ana on “Mayor waits”"
    assert (timing, "Seconds", "–", "90") in lines(project, done)
    project.coder = "ben"
    project.apply(SetStatus("a", WorkStatus.NOTHING))
    assert not [line for line in lines(project, done, "ben") if line[0].startswith("Timing")]
    assert [line for line in lines(project, done, "ben") if line[0].startswith("Status")]


def test_a_merge_tells_whose_edits_it_brought(project: Project, tmp_path: Path) -> None:
    theirs = tmp_path / "theirs.annotator"
    project.copy_to(theirs)
    with Project.open(theirs, "ben") as other:
        other.apply(Tag(id="b", article="a", code="quote", fragments=((3, 5),)))
        other.apply(SetNote("b", "n"))
    project.bring_in([theirs])
    merge = next(row for row in rows(project, "ana") if row.edit.kind == "merge")
    assert lines(project, merge) == [("From ben", "2 edits", "", "")]
    assert merge.can_be_taken_back
    note = next(row for row in rows(project, "lea") if row.edit.label == "Note written")
    assert not note.can_be_taken_back
