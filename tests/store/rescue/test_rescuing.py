"""What is sound of a damaged project comes into a new one, and what is lost is told."""

import shutil
from pathlib import Path

import pytest
from damage import PAGE, without_guards
from sequences import BOOK, TEXTS, fill

from annotator.domain.annotation import Annotation
from annotator.domain.edits.annotations import SetNote, Tag
from annotator.domain.edits.articles import NewArticle
from annotator.domain.edits.records import ImportRecords
from annotator.domain.errors import UserError
from annotator.domain.people import Coder
from annotator.store.project import Project
from annotator.store.rescue.report import RescueReport
from annotator.store.rescue.rescuing import rescue


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "rescued.annotator"


def labels(path: Path) -> set[str]:
    with Project.open(path) as project:
        assert project.check() == []
        return {one.id for one in project.find(Annotation)}


def test_a_sound_project_comes_whole_with_its_history(closed: Path, out: Path) -> None:
    report = rescue(closed, out)
    assert (report.whole_history, report.lost, report.annotations) == (True, (), 2)
    with Project.open(out, "ana") as project, Project.open(closed, "ana") as source:
        assert project.undo_label() == source.undo_label()
        assert project.find(Annotation) == source.find(Annotation)


def test_a_damaged_record_follows_from_a_sound_history(closed: Path, out: Path) -> None:
    without_guards(closed, "UPDATE annotation SET note = 'x'", "DELETE FROM link")
    assert rescue(closed, out).lost == ()
    with Project.open(out) as project:
        assert {one.note for one in project.find(Annotation)} == {""}
        assert len(project.links_within("a")) == 2


def test_sound_records_stand_where_the_history_is_damaged(closed: Path, out: Path) -> None:
    with Project.open(closed, "ana") as project:
        project.apply(SetNote("q", "Kept."))
    without_guards(closed, "UPDATE change SET after = 'x' WHERE after LIKE '%Kept.%'")
    report = rescue(closed, out)
    assert not report.whole_history
    assert report.lost[0].startswith("1 edit of the history can't be proved")
    with Project.open(out, "ana") as project:
        assert project.check() == []
        quote = project.get(Annotation, "q")
        assert quote is not None
        assert quote.note == "Kept."
        assert project.latest_edits(1)[0].label == f"Rescued from {closed.name}"
        project.apply(SetNote("q", "On."))
        assert project.undo() is not None


def test_no_history_at_all_leaves_texts_and_labels(closed: Path, out: Path) -> None:
    without_guards(closed, "DELETE FROM change", "DELETE FROM edit")
    report = rescue(closed, out)
    assert (report.edits, report.annotations, report.articles) == (0, 2, 1)
    assert labels(out) == {"q", "s"}
    with Project.open(out) as project:
        assert [one.handle for one in project.find(Coder)] == ["ana"]
        assert project.article_text("a") == TEXTS[0]


def test_a_lost_text_takes_its_annotations_along_and_no_others(closed: Path, out: Path) -> None:
    with Project.open(closed, "ana") as project:
        project.apply(ImportRecords(articles=(NewArticle(id="b", title="B", text="Other."),)))
    without_guards(closed, "UPDATE text SET body = 'x' WHERE n = 1")
    report = rescue(closed, out)
    assert report.lost[0] == "The text of “Mayor waits” is lost, and with it its annotations."
    with Project.open(out) as project:
        assert project.check() == []
        assert [row.id for row in project.articles()] == ["b"]


def test_a_file_without_its_first_page_is_read_page_by_page(closed: Path, out: Path) -> None:
    content = closed.read_bytes()
    closed.write_bytes(bytes(PAGE) + content[PAGE:])
    assert rescue(closed, out).annotations == 2
    assert labels(out) == {"q", "s"}


def test_pages_in_another_order_are_read_all_the_same(tmp_path: Path, out: Path) -> None:
    path = tmp_path / "p.annotator"
    with Project.create(path, codebook=BOOK) as project:
        project.coder = "ana"
        fill(project)
    content = path.read_bytes()
    pages = [content[n : n + PAGE] for n in range(PAGE, len(content), PAGE)]
    path.write_bytes(content[:PAGE] + b"".join(reversed(pages)))
    rescue(path, out)
    assert "q" in labels(out) or "s" in labels(out)


@pytest.mark.parametrize("content", [b"", b"x" * 5000, bytes(8192), b"SQLite format 3\0" * 600])
def test_nothing_is_left_where_nothing_can_be_read(
    tmp_path: Path, out: Path, content: bytes
) -> None:
    path = tmp_path / "p.annotator"
    path.write_bytes(content)
    with pytest.raises(UserError, match="Nothing of a project can be read"):
        rescue(path, out)
    assert [one.name for one in tmp_path.iterdir()] == [path.name]


def test_a_file_without_sums_tells_what_it_can_not_prove(tmp_path: Path, out: Path) -> None:
    kept = Path(__file__).parents[2] / "formats" / "projects" / "teamwork.annotator"
    old = Path(shutil.copy(kept, tmp_path))
    assert rescue(old, tmp_path / "whole.annotator").lost == ()
    without_guards(old, "UPDATE annotation SET note = 'x' WHERE id = 'q'")
    (told,) = rescue(old, out).lost
    assert told.startswith("The annotation q is one thing in its record and another in its history")


def test_what_is_there_is_not_overwritten(closed: Path) -> None:
    before = closed.read_bytes()
    with pytest.raises(UserError, match="already there"):
        rescue(closed, closed)
    assert closed.read_bytes() == before


def test_a_report_says_what_was_saved() -> None:
    report = RescueReport(
        articles=1, annotations=2, coders=1, codes=4, edits=7, whole_history=False
    )
    assert report.told() == "1 article with 2 annotations, 4 codes, 7 edits"


def test_what_was_sent_away_again_does_not_come_back(closed: Path, out: Path) -> None:
    with Project.open(closed, "zoe") as project:
        project.apply(Tag(id="known", article="a", code="quote", fragments=((0, 2),)))
    theirs = Path(shutil.copy(closed, closed.with_name("theirs.annotator")))
    with Project.open(theirs, "zoe") as project:
        project.apply(Tag(id="theirs", article="a", code="quote", fragments=((0, 2),)))
    with Project.open(closed, "ana") as project:
        project.apply(Tag(id="lost", article="a", code="quote", fragments=((0, 3),)))
        project.bring_in([theirs])
        project.undo()
        project.apply(SetNote("q", "last"))
        standing = {one.id for one in project.find(Annotation)}
    without_guards(
        closed,
        "UPDATE annotation SET note = 'damaged' WHERE id = 'lost'",
        "UPDATE change SET after = replace(after, 'last', 'lost') WHERE record = 'q'",
    )
    report = rescue(closed, out)
    assert report.lost
    with Project.open(out) as project:
        assert "theirs" not in {one.id for one in project.find(Annotation)} <= standing
        assert project.check() == []
