"""A freeze: a named state in a file that can't be changed, and what became of it since."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from led_project import CODES, do, led_project, tag
from msgspec.structs import replace

from annotator.domain.annotation import GOLD_LAYER, Annotation
from annotator.domain.article import WorkStatus
from annotator.domain.edits.annotations import SetNote, SetValue
from annotator.domain.edits.articles import EditArticle, SetStatus
from annotator.domain.edits.codebook import PutCode
from annotator.domain.edits.review import Settle
from annotator.domain.errors import CancelledError, UserError
from annotator.domain.people import coder_id
from annotator.domain.study import Freeze
from annotator.store.file.frozen import file_sum
from annotator.store.project import Project
from annotator.workflow.freezing.comparing import FreezeComparison, compare_freeze
from annotator.workflow.freezing.contents import checksums_of
from annotator.workflow.freezing.making import Frozen, freeze_path, freeze_project, freezes
from annotator.workflow.visibility import visibility_of


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with led_project(tmp_path) as made:
        do(made, "ben", SetStatus("a1", WorkStatus.DONE))
        made.apply(Settle(take=(label(made, "ana").id,)))
        yield made


@pytest.fixture
def frozen(project: Project) -> Frozen:
    return freeze_project(project, "Main", note="for the paper")


def label(project: Project, handle: str) -> Annotation:
    return next(
        one
        for one in project.find(Annotation, coder=coder_id(handle))
        if one.code == "quote" and one.layer != GOLD_LAYER
    )


def differing(found: FreezeComparison) -> dict[str, tuple[str, str]]:
    pairs = (*found.counts, *found.figures)
    return {one.what: (one.then, one.now) for one in pairs if one.then != one.now}


def test_it_is_a_project_that_says_what_it_is_and_can_not_be_written(frozen: Frozen) -> None:
    with Project.open(frozen.path, "lea") as then:
        assert then.read_only == (
            f"it is the freeze “Main” of {frozen.freeze.at[:10]}, which can't be changed"
        )
        assert then.freeze is not None
        assert (then.freeze.name, then.freeze.note) == ("Main", "for the paper")
        assert then.check() == []
        with pytest.raises(UserError, match=r"is the freeze “Main”.*Save a copy and work there"):
            then.apply(EditArticle(article="a1", title="Other"))
        with pytest.raises(UserError, match="can't be frozen"):
            freeze_project(then, "Again")


def test_the_project_keeps_what_it_was_and_goes_on(project: Project, frozen: Frozen) -> None:
    assert frozen.path == project.path.with_name("p-Main.annotator")
    (kept,) = freezes(project)
    assert (kept.name, kept.coder, kept.at) == ("Main", coder_id("lea"), frozen.freeze.at)
    assert kept.checksums["file"] == file_sum(frozen.path)
    assert (kept.counts["articles"], kept.counts["gold"], kept.counts["decisions"]) == (2, 1, 1)
    assert kept.counts["annotations of ana"] > 0
    with Project.open(frozen.path) as then:
        rest = {of: total for of, total in kept.checksums.items() if of != "file"}
        assert checksums_of(then) == rest
    assert not project.read_only
    assert project.undo_label() == "Freeze Main made"
    project.apply(EditArticle(article="a1", title="Other"))
    assert project.check() == []


def test_figures_and_their_methods_are_kept(frozen: Frozen) -> None:
    figures = frozen.freeze.figures
    assert "coded" in figures["methods"]
    name = "Quote: uα"
    assert set(figures[name]) == {"value", "low", "high", "articles", "units"}


def test_what_became_of_it_since_is_told(project: Project, frozen: Frozen) -> None:
    same = compare_freeze(project, "main")
    assert same.altered is False
    assert same.file == "p-Main.annotator is as it was written."
    assert (differing(same), same.differing, same.gold, same.codebook) == ({}, [], [], [])
    do(project, "ana", tag("new", "a1", "source", "six"))
    gold = next(one for one in project.find(Annotation) if one.layer == GOLD_LAYER)
    project.apply(SetValue(gold.id, "kind", "indirect"))
    project.apply(Settle(take=("new",)))
    project.apply(PutCode(replace(CODES.codes[0], definition="What is said.")))
    found = compare_freeze(project, str(frozen.path))
    assert [(one.code_name, one.made, one.changed, one.gone) for one in found.gold] == [
        ("Quote", 0, 1, 0),
        ("Source", 1, 0, 0),
    ]
    assert [one.in_words() for one in found.codebook] == ["Quote, definition: – → What is said."]
    assert differing(found)["gold"] == ("1", "2")
    assert set(found.differing) == {"codebook", "decisions", "gold", "labels of ana"}
    assert set(found.same) == {"articles", "labels of ben"}


def test_an_altered_file_is_told(project: Project, frozen: Frozen) -> None:
    content = bytearray(frozen.path.read_bytes())
    place = content.rindex(b"Freeze Main made")
    content[place : place + 6] = b"FREEZE"
    other = frozen.path.with_name("other.annotator")
    other.write_bytes(bytes(content))
    with pytest.raises(UserError):
        Project.open(other).refuse_damage()
    found = compare_freeze(project, str(other))
    assert found.altered is True
    assert "altered" in found.file


def test_without_its_file_what_the_project_keeps_is_compared(
    project: Project, frozen: Frozen
) -> None:
    frozen.path.unlink()
    do(project, "ana", SetNote(label(project, "ana").id, "odd"))
    found = compare_freeze(project, "Main")
    assert found.altered is None
    assert "not beside the project" in found.file
    assert found.differing == ["labels of ana"]


def test_a_copy_of_a_freeze_can_be_worked_on(frozen: Frozen, tmp_path: Path) -> None:
    copy = tmp_path / "copy.annotator"
    with Project.open(frozen.path) as then:
        then.copy_to(copy)
    with Project.open(copy, "lea") as work:
        assert not work.read_only
        work.apply(EditArticle(article="a1", title="Other"))


def test_bringing_a_freeze_in_changes_nothing(project: Project, frozen: Frozen) -> None:
    before = checksums_of(project)
    project.bring_in([frozen.path])
    assert checksums_of(project) == before
    assert not project.read_only
    (kept,) = freezes(project)
    assert kept.checksums["file"] == file_sum(frozen.path)
    with Project.open(project.path) as again:
        assert not again.read_only


def test_no_name_is_given_twice_and_none_is_empty(project: Project, frozen: Frozen) -> None:
    with pytest.raises(UserError, match="freeze “MAIN” already"):
        freeze_project(project, "MAIN", frozen.path.with_name("x.annotator"))
    with pytest.raises(UserError, match="needs a name"):
        freeze_project(project, "  ")
    assert len(project.find(Freeze)) == 1


def test_nothing_that_is_there_gives_way(project: Project, tmp_path: Path) -> None:
    there = tmp_path / "there.annotator"
    there.write_text("mine", encoding="utf-8")
    with pytest.raises(UserError, match="already there"):
        freeze_project(project, "Main", there)
    assert there.read_text(encoding="utf-8") == "mine"
    assert not project.find(Freeze)


def test_cancelling_leaves_nothing(project: Project) -> None:
    def cancel(_done: int, _total: int) -> None:
        raise CancelledError

    with pytest.raises(CancelledError):
        freeze_project(project, "Main", progress=cancel)
    assert not freeze_path(project.path, "Main").exists()
    assert not project.find(Freeze)
    assert not [one for one in project.path.parent.iterdir() if not one.name.startswith("p.")]


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("Main: 1/2", "p-Main- 1-2.annotator"),
        ("…", "p-….annotator"),
        ("..", "p-freeze.annotator"),
        ("a" * 300, f"p-{'a' * 80}.annotator"),
    ],
)
def test_any_name_makes_the_name_of_a_file(name: str, file: str) -> None:
    assert freeze_path(Path("p.annotator"), name).name == file


def test_who_codes_blind_is_shown_no_figures(project: Project, frozen: Frozen) -> None:
    do(project, "ben", SetStatus("a2", WorkStatus.IN_PROGRESS), SetStatus("a1", WorkStatus.DONE))
    seen_by = visibility_of(project, coder_id("ben"), reviewing=True)
    found = compare_freeze(project, frozen.freeze.name, seen_by)
    assert (found.counts, found.figures, found.gold) == ([], [], [])
    assert set(found.same) == {"articles", "codebook"}


def test_another_project_s_freeze_and_what_is_none_are_refused(
    project: Project, frozen: Frozen, tmp_path: Path
) -> None:
    with Project.create(tmp_path / "o.annotator", title="Other") as other:
        other.coder = "lea"
        with pytest.raises(UserError, match="of another project"):
            compare_freeze(other, str(frozen.path))
        with pytest.raises(UserError, match="is no freeze"):
            compare_freeze(project, str(other.path))
    with pytest.raises(UserError, match=r"no freeze Mane.*It has Main|The project has Main"):
        compare_freeze(project, "Mane")
