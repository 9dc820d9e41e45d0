"""Bringing colleagues' files in: what is told, what comes in, and what is kept for review."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from merging import foreign, report_of
from sequences import BOOK

from annotator.domain.annotation import Annotation, Decision, Link
from annotator.domain.article import Article, WorkStatus
from annotator.domain.draft import Progress, no_progress
from annotator.domain.edits.annotations import Delete, SetFragments, SetNote, SetValue, Tag
from annotator.domain.edits.articles import EditArticle, NewArticle, SetStatus
from annotator.domain.edits.links import AddLink
from annotator.domain.edits.records import ImportRecords, PutCoder
from annotator.domain.edits.review import Settle
from annotator.domain.edits.team import Assign, Unassign
from annotator.domain.errors import CancelledError
from annotator.domain.people import Coder, coder_id
from annotator.domain.teamwork import Assignment
from annotator.store.project import Project


def test_each_file_is_told_of_by_itself(ours: Path, theirs: Path, tmp_path: Path) -> None:
    third = tmp_path / "third.annotator"
    shutil.copy(ours, third)
    with Project.open(theirs, coder="ben") as project:
        project.apply(Tag(id="b1", article="a", code="source", fragments=((0, 4),)))
        project.apply(Tag(id="b2", article="a", code="source", fragments=((5, 8),)))
    with Project.open(third, coder="ana") as project:
        project.apply(SetValue("q", "kind", "odd"))
        project.apply(Delete(("s",)))
    with Project.open(ours, coder="lea") as project:
        changes, preview = project.bring_in([theirs, third])
        counts = [(one.coders, one.new, one.changed, one.deleted) for one in preview.files]
        assert counts == [(("ben",), 2, 0, 0), (("ana",), 0, 1, 1)]
        assert changes.label == "Brought in theirs.annotator, third.annotator"
        assert project.undo_label() == changes.label
        assert changes.ids(Annotation) == {"b1", "b2", "q", "s"}


def test_an_older_file_brings_nothing_back_that_was_deleted_since(ours: Path, theirs: Path) -> None:
    older = theirs.with_name("older.annotator")
    with Project.open(theirs, coder="ben") as project:
        project.apply(Tag(id="b", article="a", code="source", fragments=((0, 4),)))
    shutil.copy(theirs, older)
    with Project.open(theirs, coder="ben") as project:
        project.apply(Delete(("b",)))
    with Project.open(ours, coder="lea") as project:
        report_of(project, theirs)
        report = report_of(project, older)
        assert (report.new, report.edits) == (0, 0)
        assert project.get(Annotation, "b") is None


def test_the_later_word_wins_and_the_other_is_listed(ours: Path, theirs: Path) -> None:
    with Project.open(ours, coder="ana") as project:
        project.apply(EditArticle(article="a", title="Ours", meta={"outlet": "AP"}))
    with Project.open(theirs, coder="ben") as project:
        project.apply(EditArticle(article="a", title="Theirs", meta={"outlet": "AP"}))
    with Project.open(ours, coder="lea") as project:
        report = report_of(project, theirs)
        (conflict,) = report.conflicts
        assert (conflict.kind, conflict.record, conflict.attribute) == ("article", "a", "title")
        assert (conflict.ours, conflict.theirs, conflict.kept) == ("Ours", "Theirs", "theirs")
        article = project.get(Article, "a")
        assert article is not None
        assert article.title == "Theirs"
        assert project.conflicts() == [conflict]
        project.undo()
        assert project.conflicts() == []


def test_changing_what_the_other_deleted_is_a_conflict_and_brings_nothing_back(
    ours: Path, theirs: Path
) -> None:
    with Project.open(ours, coder="ana") as project:
        project.apply(Delete(("q",)))
    with Project.open(theirs, coder="ana") as project:
        project.apply(SetNote("q", "late"))
    with Project.open(ours, coder="lea") as project:
        report = report_of(project, theirs)
        conflicts = [(c.attribute, c.ours, c.theirs, c.kept) for c in report.conflicts]
        assert ("existence", False, True, "ours") in conflicts
        assert project.get(Annotation, "q") is None


def test_articles_that_two_people_imported_separately_are_one(ours: Path, tmp_path: Path) -> None:
    path = tmp_path / "cleo.annotator"
    with foreign(path, BOOK) as project:
        project.apply(Tag(id="c", article="x", code="source", fragments=((0, 4),)))
        project.apply(EditArticle(article="x", meta={"outlet": "AP"}))
    with Project.open(ours, coder="lea") as project:
        title = project.info().title
        report = report_of(project, path)
        assert (report.new_articles, report.new, report.coders) == (0, 1, ("cleo",))
        (article,) = project.find(Article)
        assert (article.id, article.title, article.meta["outlet"]) == ("a", "Mayor waits", "AP")
        assert project.info().title == title != "cleo"
        made = project.get(Annotation, "c")
        assert made is not None
        assert made.article == "a"
        (row,) = project.articles()
        assert row.statuses["cleo"].value == "in_progress"
        assert report_of(project, path).edits == 0


def test_a_renamed_coder_and_a_new_one_of_that_name_stay_apart(ours: Path, theirs: Path) -> None:
    with Project.open(ours, coder="ana") as project:
        project.apply(PutCoder(Coder(id=coder_id("ana"), handle="cleo")))
    with Project.open(theirs, coder="cleo") as project:
        project.apply(Tag(id="c", article="a", code="source", fragments=((0, 4),)))
    with Project.open(ours, coder="lea") as project:
        report_of(project, theirs)
        handles = {one.id: one.handle for one in project.find(Coder)}
        assert handles == {coder_id("ana"): "cleo 2", coder_id("cleo"): "cleo"}


def test_moves_of_one_boundary_on_two_machines_leave_an_anchor_that_holds(
    ours: Path, theirs: Path
) -> None:
    with Project.open(ours, coder="ana") as project:
        project.apply(SetFragments("s", ((0, 4), (12, 15))))
    with Project.open(theirs, coder="ana") as project:
        project.apply(SetFragments("s", ((12, 15),)))
    with Project.open(ours, coder="lea") as project:
        report_of(project, theirs)
        moved = project.get(Annotation, "s")
        assert moved is not None
        assert [(f.start, f.end) for f in moved.fragments] == [(12, 15)]


def test_decisions_and_gold_travel_back_to_the_coder(ours: Path, theirs: Path) -> None:
    with Project.open(ours, coder="lea") as project:
        project.apply(Settle(take=("q",), reason="good"))
        project.apply(Settle(over=("s",), reason="no"))
    with Project.open(theirs, coder="ana") as project:
        report_of(project, ours)
        words = {one.annotation: (one.verdict.value, one.reason) for one in project.find(Decision)}
        assert words == {"q": ("accepted", "good"), "s": ("rejected", "no")}
        assert [one.code for one in project.find(Annotation, layer="gold")] == ["quote"]


def test_a_link_to_what_the_other_deleted_does_not_hang(ours: Path, theirs: Path) -> None:
    with Project.open(ours, coder="ana") as project:
        project.apply(Delete(("s",)))
    with Project.open(theirs, coder="ana") as project:
        project.apply(AddLink(annotation="q", type="target", to="s"))
    with Project.open(ours, coder="lea") as project:
        report_of(project, theirs)
        targets = {one.target_annotation for one in project.find(Link)}
        assert "s" not in targets


def _stopper(left: Iterator[Progress]) -> Progress:
    """Return a progress that cancels when none is left."""

    def stop(_done: int, _total: int) -> None:
        if next(left, None) is None:
            raise CancelledError

    return stop


def test_cancelling_leaves_nothing_half_done(ours: Path, theirs: Path) -> None:
    with Project.open(theirs, coder="ben") as project:
        for n in range(3):
            project.apply(Tag(id=f"b{n}", article="a", code="source", fragments=((0, 4),)))
    with Project.open(ours, coder="lea") as project:
        calls: list[int] = []

        def count(done: int, _total: int) -> None:
            calls.append(done)

        project.preview([theirs], None, count)
        for last in range(len(calls)):
            left = iter([no_progress] * last)

            with pytest.raises(CancelledError):
                project.bring_in([theirs], None, _stopper(left))
            assert len(project.find(Annotation)) == 2
            assert project.check() == []


LEAD = """
import sys
from pathlib import Path
from annotator.store.project import Project

with Project.open(sys.argv[1], "lea") as project:
    print("opened", flush=True)
    project.bring_in([Path(one) for one in sys.argv[2:]])
    print("done", flush=True)
"""


@pytest.mark.parametrize("delay", [0, 0.01, 0.03, 0.06, 0.12, 0.25])
def test_killed_while_bringing_in_either_all_or_nothing_is_there(
    ours: Path, theirs: Path, delay: float
) -> None:
    with Project.open(theirs, coder="ben") as project:
        articles = tuple(NewArticle(id=f"n{n}", title="T", text=f"{n} " * 300) for n in range(400))
        project.apply(ImportRecords(articles=articles))
        for n in range(60):
            project.apply(Tag(id=f"b{n}", article=f"n{n}", code="source", fragments=((0, 1),)))
    lead = subprocess.Popen(
        [sys.executable, "-c", LEAD, str(ours), str(theirs)], stdout=subprocess.PIPE, text=True
    )
    assert lead.stdout is not None
    assert lead.stdout.readline() == "opened\n"
    try:
        lead.wait(timeout=delay)
    except subprocess.TimeoutExpired:
        lead.kill()
    lead.communicate()
    with Project.open(ours) as project:
        assert project.check() == []
        counts = (len(project.find(Article)), len(project.find(Annotation)))
        assert counts in {(1, 2), (401, 62)}


def test_a_part_and_the_whole_make_the_same_whichever_comes_first(
    ours: Path, tmp_path: Path
) -> None:
    with Project.open(ours, coder="ben") as project:
        noted = NewArticle(id="n", title="Noted", text="Said so.", note="ben's own remark")
        project.apply(ImportRecords(articles=(noted,)))
    for n in range(6):
        package, whole = tmp_path / f"package-{n}.annotator", tmp_path / f"whole-{n}.annotator"
        with Project.open(ours, coder="lea") as project:
            project.write_package(package, coder="ana", articles=["a", "n"])
        shutil.copy(ours, whole)
        with Project.open(package, coder="ana") as project:
            (article,) = project.find(Article, id="n")
            assert article.note == ""
            report_of(project, whole)
            (article,) = project.find(Article, id="n")
            assert article.note == "ben's own remark"


def test_when_a_colleague_finished_comes_in_with_the_file(ours: Path, theirs: Path) -> None:
    with Project.open(theirs, coder="ben") as project:
        project.apply(SetStatus(article="a", status=WorkStatus.DONE))
        told = project.finished_moments()["a"]
    assert set(told) == {coder_id("ben")}
    with Project.open(ours, coder="lea") as project:
        project.bring_in([theirs])
        assert project.finished_moments()["a"] == told


def test_new_coders_and_assignments_are_listed_by_name_and_count(ours: Path, theirs: Path) -> None:
    with Project.open(ours, coder="lea") as project:
        project.apply(Assign((("a", "ben"),)))
    with Project.open(theirs, coder="lea") as project:
        project.bring_in([ours])
        project.apply(Unassign(tuple(one.id for one in project.find(Assignment))))
        project.apply(Assign((("a", "dora"), ("a", "cid"))))
    with Project.open(ours, coder="lea") as project:
        report = report_of(project, theirs)
        assert report.of_team == [
            "2 new coders: cid, dora.",
            "ben: 1 assignment removed.",
            "cid: 1 new assignment.",
            "dora: 1 new assignment.",
        ]
        assert report_of(project, theirs).of_team == []
