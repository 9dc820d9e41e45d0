"""How long one works is in the file beside the history, and with a status in it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec import structs

from annotator.domain.article import WorkStatus
from annotator.domain.edits.articles import NewArticle, RemoveArticles, SetStatus
from annotator.domain.edits.records import ImportRecords
from annotator.domain.edits.team import Assign
from annotator.domain.errors import UserError
from annotator.domain.people import coder_id
from annotator.domain.timing import Stretch, Timing, WorkedOn, timing_of
from annotator.store.project import Project
from annotator.store.reading.history_pages import HistoryFilter

ARTICLES = tuple(NewArticle(id=one, title=one.upper(), text=f"Text of {one}.") for one in "ab")
TODAY, BEFORE = "2026-01-31", "2026-01-30"


@pytest.fixture
def study(path: Path) -> Iterator[Project]:
    with Project.create(path) as project:
        project.coder = "ana"
        project.apply(ImportRecords(articles=ARTICLES))
        yield project


def seconds(project: Project, article: str, coder: str = "ana") -> list[int]:
    found = project.find(Timing, article=article, coder=coder_id(coder))
    return sorted(one.seconds for one in found)


def done(project: Project, article: str, status: WorkStatus = WorkStatus.DONE) -> None:
    project.apply(SetStatus(article, status, tuple(project.worked_on(article))))


def test_work_adds_up_by_coder_day_and_article(study: Project) -> None:
    study.keep_worked({WorkedOn("ana", TODAY, "a"): 400, WorkedOn("ana", BEFORE, "a"): 5000})
    study.keep_worked({WorkedOn("ana", TODAY, "a"): 800, WorkedOn("ben", TODAY, "a"): 70})
    study.keep_worked({WorkedOn("ana", TODAY, "b"): 1})
    with Project.open(study.path, "ana") as fresh:
        assert [(one.day, one.millis) for one in fresh.worked_on("a")] == [
            (BEFORE, 5000),
            (TODAY, 1200),
        ]
        assert fresh.worked_on_day(TODAY) == 1201
        assert len(list(fresh.all_worked())) == 4
    assert study.worked_on_day("2026-02-01") == 0


def test_it_is_no_part_of_the_history_and_no_edit(study: Project) -> None:
    before, version = study.latest_edits(), study.data_version()
    study.keep_worked({WorkedOn("ana", TODAY, "a"): 400})
    assert study.latest_edits() == before
    assert study.data_version() == version
    assert study.check() == []


def test_what_can_only_be_read_is_not_written(study: Project) -> None:
    with Project.open(study.path, "ana", read_only=True) as reader:
        with pytest.raises(UserError, match="can only be read"):
            reader.keep_worked({WorkedOn("ana", TODAY, "a"): 400})
        assert reader.worked_on("a") == []


def test_the_time_goes_with_the_status_in_one_step_and_undo_takes_it_along(study: Project) -> None:
    study.keep_worked({WorkedOn("ana", TODAY, "a"): 61_900})
    edits = len(study.latest_edits())
    done(study, "a")
    assert len(study.latest_edits()) == edits + 1
    assert seconds(study, "a") == [61]
    study.undo()
    assert seconds(study, "a") == []
    study.redo()
    assert seconds(study, "a") == [61]
    assert study.check() == []


def test_a_status_that_is_set_again_is_no_edit_for_the_time_alone(study: Project) -> None:
    study.keep_worked({WorkedOn("ana", TODAY, "a"): 61_000})
    done(study, "a")
    study.keep_worked({WorkedOn("ana", TODAY, "a"): 61_000})
    edits = len(study.latest_edits())
    done(study, "a")
    assert (len(study.latest_edits()), seconds(study, "a")) == (edits, [61])
    done(study, "a", WorkStatus.IN_PROGRESS)
    assert seconds(study, "a") == [122]


def test_nobody_worked_longer_than_a_day_lasts(study: Project) -> None:
    timing = timing_of(Stretch("a", TODAY, "ab12", 10**12), coder_id("ana"))
    study.apply(Assign((("a", "ana"),)))
    study.apply(ImportRecords(records=(timing,)))
    assert seconds(study, "a") == [86_400]
    for odd in (-1, 86_401):
        with pytest.raises(UserError, match="no more seconds"):
            study.apply(ImportRecords(records=(structs.replace(timing, seconds=odd),)))


def test_a_removed_article_takes_its_times_along(study: Project) -> None:
    study.keep_worked({WorkedOn("ana", TODAY, "a"): 61_000})
    done(study, "a")
    study.apply(RemoveArticles(("a",)))
    assert study.find(Timing) == []
    study.undo()
    assert seconds(study, "a") == [61]
    assert study.check() == []


def test_a_package_has_ones_own_times_alone_and_what_is_worked_there_adds_up(
    study: Project, tmp_path: Path
) -> None:
    study.apply(Assign((("a", "ana"), ("a", "ben"))))
    for coder, millis in (("ana", 61_000), ("ben", 7_000)):
        study.coder = coder
        study.keep_worked({WorkedOn(coder, TODAY, "a"): millis})
        done(study, "a")
    study.coder = "lea"
    package = tmp_path / "for-ana.annotator"
    study.write_package(package, coder="ana", articles=["a"])
    with Project.open(package, "ana") as own:
        assert [one.coder for one in own.find(Timing)] == [coder_id("ana")]
        assert list(own.all_worked()) == []
        assert b"ben" not in package.read_bytes()
        own.keep_worked({WorkedOn("ana", TODAY, "a"): 4_000})
        done(own, "a", WorkStatus.IN_PROGRESS)
        assert seconds(own, "a") == [4, 61]
    study.bring_in([package])
    assert seconds(study, "a") == [4, 61]
    assert seconds(study, "a", "ben") == [7]
    assert study.conflicts() == []
    assert study.check() == []
    study.undo()
    assert seconds(study, "a") == [61]


def test_two_copies_add_up_when_they_are_merged(study: Project, tmp_path: Path) -> None:
    copy = tmp_path / "copy.annotator"
    study.copy_to(copy)
    with Project.open(copy, "ana") as other:
        other.keep_worked({WorkedOn("ana", TODAY, "a"): 61_000})
        done(other, "a")
    study.keep_worked({WorkedOn("ana", TODAY, "a"): 5_000})
    done(study, "a")
    study.bring_in([copy])
    assert seconds(study, "a") == [5, 61]
    assert study.conflicts() == []
    study.bring_in([copy])
    assert seconds(study, "a") == [5, 61]


def test_an_older_project_gets_the_tables_and_can_be_read_without(tmp_path: Path) -> None:
    kept = Path(__file__).parents[2] / "formats" / "projects" / "derived.annotator"
    path = Path(shutil.copy(kept, tmp_path))
    with Project.open(path, "ana", read_only=True) as reader:
        assert reader.worked_on("article-1") == []
        assert reader.find(Timing) == []
        assert reader.finished_since(0) == {"article-1"}
    with Project.open(path, "ana") as upgraded:
        upgraded.keep_worked({WorkedOn("ana", TODAY, "article-1"): 2000})
        done(upgraded, "article-1", WorkStatus.IN_PROGRESS)
        assert seconds(upgraded, "article-1") == [2]
        assert upgraded.check() == []


def test_what_was_finished_since_a_moment_is_told_from_the_history(study: Project) -> None:
    assert study.finished_since(0) == set()
    done(study, "a")
    done(study, "b", WorkStatus.NOTHING)
    assert study.finished_since(0) == {"a", "b"}
    study.undo()
    assert study.finished_since(0) == {"a"}
    done(study, "b", WorkStatus.IN_PROGRESS)
    assert study.finished_since(0) == {"a"}
    assert study.finished_since(9 * 10**12) == set()
    study.coder = "ben"
    assert study.finished_since(0) == set()


def test_when_each_coder_finished_is_told_from_the_history(study: Project) -> None:
    assert study.finished_moments() == {}
    done(study, "a")
    done(study, "b", WorkStatus.NOTHING)
    study.coder = "ben"
    done(study, "a")
    ana, ben = coder_id("ana"), coder_id("ben")
    found = study.finished_moments()
    assert {article: set(moments) for article, moments in found.items()} == {
        "a": {ana, ben},
        "b": {ana},
    }
    last = study.history_page(HistoryFilter()).edits[0].at
    assert found["a"][ben] == last
    done(study, "a", WorkStatus.IN_PROGRESS)
    assert list(study.finished_moments()["a"]) == [ana]
