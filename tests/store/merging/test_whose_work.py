"""Two machines with one handle, one person with two: noticed, told apart, put together."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from clocks import YEAR, shifted
from led_project import CODES, WORDS, do, tag

from annotator.domain.annotation import Annotation
from annotator.domain.article import Status, WorkStatus
from annotator.domain.clock import use_device
from annotator.domain.edits.annotations import SetNote
from annotator.domain.edits.articles import NewArticle, SetStatus
from annotator.domain.edits.base import Edit
from annotator.domain.edits.records import ImportRecords
from annotator.domain.edits.review import AddComment
from annotator.domain.edits.team import Assign
from annotator.domain.errors import UserError
from annotator.domain.people import Coder, coder_id
from annotator.domain.teamwork import Assignment, Comment
from annotator.domain.timing import Stretch, Timing, timing_of
from annotator.store.project import Project
from annotator.workflow.whose_work import (
    all_as_whom,
    as_whom,
    coder_called,
    free_handle,
    merging,
    parting,
    parting_machines,
    renaming,
    replacing,
)

Work = Callable[..., Path]
LEAS, ANAS, NAMESAKES = "1ead0000", "aaaa0000", "bbbb0000"


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Project]:
    use_device(lambda: LEAS)
    path = tmp_path / "study.annotator"
    with Project.create(path, codebook=CODES) as made:
        made.coder = "lea"
        articles = [
            NewArticle(id=f"a{n}", title=f"Article {n}", text=f"{WORDS} {n}") for n in range(4)
        ]
        made.apply(ImportRecords(articles=tuple(articles)))
        made.apply(Assign(tuple((f"a{n}", "ana") for n in range(4))))
        yield made
    use_device(None)


@pytest.fixture
def work(study: Project, tmp_path: Path) -> Work:
    """Do edits in a copy of the study, or in one that was made before, on some machine."""

    def make(name: str, device: str, coder: str, *edits: Edit) -> Path:
        path = tmp_path / f"{name}.annotator"
        if not path.exists():
            study.copy_to(path)
        use_device(lambda: device)
        with Project.open(path, coder) as own:
            for edit in edits:
                own.apply(edit)
        use_device(lambda: LEAS)
        return path

    return make


@pytest.fixture
def first(work: Work) -> Path:
    return work("first", ANAS, "ana", tag("x1", "a0", "quote", "one two"), done("a0"), done("a1"))


@pytest.fixture
def second(work: Work) -> Path:
    edits = (
        tag("y1", "a0", "quote", "two three"),
        SetStatus("a0", WorkStatus.IN_PROGRESS),
        done("a2"),
    )
    return work("second", NAMESAKES, "ana", *edits)


def done(article: str) -> Edit:
    return SetStatus(article, WorkStatus.DONE)


def labels(project: Project, handle: str) -> set[str]:
    return {one.id for one in project.find(Annotation, coder=coder_called(project, handle).id)}


def states(project: Project, handle: str) -> dict[str, str]:
    found = project.find(Status, coder=coder_called(project, handle).id)
    return {one.article: one.status.value for one in found}


def test_a_handle_that_writes_from_another_machine_is_noticed(
    study: Project, first: Path, second: Path
) -> None:
    one, other = study.preview([first, second]).files
    assert one.newcomers == ()  # ana was only assigned until then
    (ana,) = other.newcomers
    assert (ana.handle, ana.known, ana.devices, ana.edits) == ("ana", True, (NAMESAKES,), 2)
    assert "two people with one handle" in ana.in_words()


def test_the_same_machine_is_not_asked_about_again(study: Project, first: Path, work: Work) -> None:
    study.bring_in([first])
    again = work("first", ANAS, "ana", done("a3"))
    assert study.preview([again]).files[0].newcomers == ()


def test_as_the_same_person_all_is_one_coders_and_not_asked_again(
    study: Project, first: Path, second: Path, work: Work
) -> None:
    study.bring_in([first, second])
    assert labels(study, "ana") == {"x1", "y1"}
    more = work("second", NAMESAKES, "ana", done("a3"))
    assert study.preview([more]).files[0].newcomers == ()


def test_as_another_person_the_work_is_theirs_and_nothing_is_mixed(
    study: Project, first: Path, second: Path
) -> None:
    study.bring_in([first])
    told = study.preview([second])
    edit = all_as_whom(study, told, {"ANA": free_handle("ana", ["ana"])})
    assert edit is not None
    study.apply(edit)
    study.bring_in([second])
    assert (labels(study, "ana"), labels(study, "ana (2)")) == ({"x1"}, {"y1"})
    assert states(study, "ana") == {"a0": "done", "a1": "done"}
    assert states(study, "ana (2)") == {"a0": "in_progress", "a2": "done"}
    theirs = study.find(Assignment, coder=coder_id("ana (2)"))
    assert {one.article for one in theirs} == {"a0", "a2"}
    assert study.check() == []


def test_what_comes_later_from_that_machine_is_theirs_as_well(
    study: Project, first: Path, second: Path, work: Work
) -> None:
    study.bring_in([first])
    edit = all_as_whom(study, study.preview([second]), {"ana": "anna"})
    assert edit is not None
    study.apply(edit)
    study.bring_in([second])
    more = (tag("y2", "a2", "source", "four"), done("a0"), SetNote("y1", "why"))
    third = work("second", NAMESAKES, "ana", *more)
    assert study.preview([third]).files[0].newcomers == ()
    study.bring_in([third])
    assert labels(study, "anna") == {"y1", "y2"}
    assert states(study, "anna") == {"a0": "done", "a2": "done"}
    assert states(study, "ana") == {"a0": "done", "a1": "done"}
    assert study.bring_in([third])[0].edit == ""  # nothing new
    assert study.check() == []


def test_undoing_the_bringing_in_takes_all_of_it_back(
    study: Project, first: Path, second: Path
) -> None:
    study.bring_in([first])
    edit = all_as_whom(study, study.preview([second]), {"ana": "anna"})
    assert edit is not None
    study.apply(edit)
    before = states(study, "ana"), labels(study, "ana")
    study.bring_in([second])
    study.undo()
    assert (states(study, "ana"), labels(study, "ana")) == before
    assert labels(study, "anna") == set()
    study.redo()
    assert labels(study, "anna") == {"y1"}
    assert study.check() == []


def test_they_can_be_parted_later(study: Project, first: Path, second: Path) -> None:
    study.bring_in([second, first])
    before = states(study, "ana"), labels(study, "ana")
    ana = coder_called(study, "ana")
    assert {one.device for one in study.machines(ana.id)} == {ANAS, NAMESAKES}
    study.apply(parting_machines(study, ana, [NAMESAKES], "anna"))
    assert (labels(study, "ana"), labels(study, "anna")) == ({"x1"}, {"y1"})
    assert states(study, "ana") == {"a0": "done", "a1": "done"}
    assert states(study, "anna") == {"a0": "in_progress", "a2": "done"}
    assert [one.device for one in study.machines(coder_id("anna"))] == [NAMESAKES]
    assert study.check() == []
    study.undo()
    assert (states(study, "ana"), labels(study, "ana")) == before


def test_two_leads_who_say_the_same_come_to_the_same(
    study: Project, first: Path, second: Path, work: Work, tmp_path: Path
) -> None:
    study.bring_in([first])
    edit = all_as_whom(study, study.preview([second]), {"ana": "anna"})
    assert edit is not None
    study.apply(edit)
    other = tmp_path / "other.annotator"
    study.copy_to(other)
    study.bring_in([second])
    with Project.open(other, "leo") as theirs:
        theirs.bring_in([second])
        theirs.bring_in([study.path])
        study.bring_in([other])
        for kind in (Annotation, Status, Assignment, Coder):
            ours = {one.id: one for one in study.find(kind)}
            assert ours == {one.id: one for one in theirs.find(kind)}
        assert theirs.check() == study.check() == []


def test_an_unknown_handle_is_flagged_and_can_be_a_coder_of_the_project(
    study: Project, work: Work
) -> None:
    path = work("odd", ANAS, "anna", tag("z1", "a1", "quote", "four"), done("a1"))
    (newcomer,) = study.preview([path]).files[0].newcomers
    assert not newcomer.known
    assert newcomer.in_words() == "anna is no coder of this project (2 edits in this file)."
    edit = as_whom(study, newcomer, "ana")
    assert edit is not None
    study.apply(edit)
    study.bring_in([path])
    assert labels(study, "ana") == {"z1"}
    assert states(study, "ana") == {"a1": "done"}
    assert coder_called(study, "anna").archived
    assert study.check() == []


def test_who_was_not_noticed_can_not_be_mapped(study: Project, first: Path) -> None:
    with pytest.raises(UserError, match="Nobody called zoe is new"):
        all_as_whom(study, study.preview([first]), {"zoe": "ana"})
    (file,) = study.preview([first]).files
    assert all_as_whom(study, study.preview([first]), {}) is None
    assert file.newcomers == ()


# Merging two coders, and parting them again


@pytest.fixture
def twice(study: Project) -> Project:
    """Have one person code under two handles."""
    do(study, "ana", tag("x1", "a0", "quote", "one two"), SetStatus("a0", WorkStatus.IN_PROGRESS))
    do(study, "bne", tag("x2", "a0", "quote", "one two"), done("a0"), done("a1"))
    do(study, "bne", AddComment(id="m1", annotation="x1", text="Hm"))
    stretches = (("ana", "aa", 60_000), ("bne", "bb", 120_000), ("bne", "aa", 90_000))
    timings = [timing_of(Stretch("a0", "2026-11-01", m, t), coder_id(h)) for h, m, t in stretches]
    study.apply(ImportRecords(records=tuple(timings), label="Time"))
    return study


def everything(project: Project) -> dict[str, object]:
    kinds = (Annotation, Status, Assignment, Comment, Timing, Coder)
    return {one.id: one for kind in kinds for one in project.find(kind)}


def test_two_coders_who_are_one_become_one(twice: Project) -> None:
    ana, bne = coder_called(twice, "ana"), coder_called(twice, "bne")
    before = everything(twice)
    made = {one.id: (one.modified, one.codebook_version) for one in twice.find(Annotation)}
    twice.apply(merging(twice, bne, ana))
    assert labels(twice, "ana") == {"x1", "x2"}  # both stay: only that person can say which
    assert states(twice, "ana") == {"a0": "done", "a1": "done"}  # the further one
    assert [one.coder for one in twice.find(Comment)] == [ana.id]
    assert sorted(one.seconds for one in twice.find(Timing, coder=ana.id)) == [90, 120]
    assert twice.find(Status, coder=bne.id) == []
    assert coder_called(twice, "bne").archived
    assert made == {one.id: (one.modified, one.codebook_version) for one in twice.find(Annotation)}
    assert twice.check() == []
    twice.undo()
    assert everything(twice) == before


def test_what_comes_later_under_the_old_handle_is_the_others(twice: Project, work: Work) -> None:
    path = work("late", ANAS, "bne", tag("x3", "a3", "quote", "four"), done("a3"))
    twice.apply(merging(twice, coder_called(twice, "bne"), coder_called(twice, "ana")))
    twice.bring_in([path])
    assert labels(twice, "ana") == {"x1", "x2", "x3"}
    assert states(twice, "ana")["a3"] == "done"
    assert labels(twice, "bne") == set()
    assert twice.check() == []


@pytest.mark.parametrize("at_once", [True, False])
def test_what_was_here_before_two_were_made_one_elsewhere_is_given_as_well(
    twice: Project, work: Work, at_once: bool
) -> None:
    late = work("late", ANAS, "bne", tag("x3", "a3", "quote", "four"), done("a3"))
    bne, ana = coder_called(twice, "bne"), coder_called(twice, "ana")
    elsewhere = work("elsewhere", ANAS, "leo", merging(twice, bne, ana))
    steps = [[late, elsewhere]] if at_once else [[late], [elsewhere]]
    for files in steps:
        twice.bring_in(files)
    assert labels(twice, "ana") == {"x1", "x2", "x3"}
    assert states(twice, "ana")["a3"] == "done"
    assert labels(twice, "bne") == set()
    assert coder_called(twice, "bne").archived
    assert twice.check() == []


def test_parting_gives_each_what_they_did(twice: Project) -> None:
    do(twice, "ana", done("a3"))
    twice.apply(merging(twice, coder_called(twice, "bne"), coder_called(twice, "ana")))
    do(twice, "ana", tag("x4", "a1", "quote", "four"))
    twice.apply(parting(twice, coder_called(twice, "bne")))
    assert (labels(twice, "ana"), labels(twice, "bne")) == ({"x1", "x4"}, {"x2"})
    assert states(twice, "ana") == {"a0": "in_progress", "a3": "done"}
    assert states(twice, "bne") == {"a0": "done", "a1": "done"}
    assert not coder_called(twice, "bne").archived
    assert twice.check() == []
    with pytest.raises(UserError, match="was not merged"):
        parting(twice, coder_called(twice, "bne"))


def test_what_is_not_done_can_be_handed_to_somebody_else(twice: Project) -> None:
    do(twice, "ana", done("a2"))
    twice.apply(replacing(twice, coder_called(twice, "ana"), coder_called(twice, "bne")))
    bne, ana = coder_id("bne"), coder_id("ana")
    assert {one.article for one in twice.find(Assignment, coder=bne)} == {"a0", "a1", "a3"}
    assert {one.article for one in twice.find(Assignment, coder=ana)} == {"a2"}
    twice.undo()
    with pytest.raises(UserError, match="Nothing is assigned to bne"):
        replacing(twice, coder_called(twice, "bne"), coder_called(twice, "ana"))


@pytest.mark.parametrize(
    ("handle", "why"),
    [
        ("BNE", "another coder"),
        ("gold", "gold"),
        ("All", "all"),
        ("a, b", "comma"),
        ("", "handle"),
        ("x" * 25, "24"),
    ],
)
def test_a_coder_can_be_renamed_but_not_to_what_is_no_handle(
    twice: Project, handle: str, why: str
) -> None:
    ana = coder_called(twice, "ana")
    with pytest.raises(UserError, match=f"(?i){why}"):
        renaming(twice, ana, handle)
    twice.apply(renaming(twice, ana, "Ana Maria"))
    assert labels(twice, "ana  MARIA") == {"x1"}


@pytest.mark.parametrize(
    "spelt", ["JOSÉ", "jose\u0301", "  josé  ", "jos\u00e9\u00a0", "JOSE\u0301"]
)
def test_handles_that_look_the_same_are_one_coder(twice: Project, spelt: str) -> None:
    do(twice, "josé", tag("j1", "a2", "quote", "four"))
    do(twice, spelt, tag("j2", "a3", "quote", "four"))
    assert labels(twice, "jos\u00e9") == {"j1", "j2"}


def test_a_clock_far_ahead_is_bounded_and_its_machine_is_known_all_the_same(
    study: Project, first: Path, work: Work
) -> None:
    with shifted(3 * YEAR):
        ahead = work("ahead", NAMESAKES, "ana", tag("z9", "a3", "quote", "four"), done("a3"))
    study.bring_in([first])
    (told,) = study.preview([ahead]).files
    assert "The clock of ana’s machine ran 3 years ahead" in told.clock
    assert [one.devices for one in told.newcomers] == [(NAMESAKES,)]
    edit = all_as_whom(study, study.preview([ahead]), {"ana": "anna"})
    assert edit is not None
    study.apply(edit)
    study.bring_in([ahead])
    assert (labels(study, "ana"), labels(study, "anna")) == ({"x1"}, {"z9"})
    do(study, "anna", done("a1"))  # nobody is locked out
    assert states(study, "anna") == {"a1": "done", "a3": "done"}
    assert study.check() == []
