"""Only reviewers write gold and decisions: what others bring of them is told, not applied."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from apart import (
    LAW,
    State,
    copied,
    devices,
    folder,
    forging,
    merged,
    merged_copy,
    state,
    steps_back_and_forth,
)
from hypothesis import given
from hypothesis import strategies as st
from merging import report_of
from msgspec import structs
from sequences import BOOK, CODERS, QUOTE, SOURCE, fill

from annotator.domain.annotation import GOLD_LAYER, Annotation, Decision, gold_id
from annotator.domain.codebook import Code
from annotator.domain.edits.annotations import SetFragments, Tag
from annotator.domain.edits.articles import RemoveArticles
from annotator.domain.edits.codebook import PutCode, RetireCode, SetProjectTitle
from annotator.domain.edits.links import AddLink
from annotator.domain.edits.people import KeepRules
from annotator.domain.edits.records import ImportRecords, PutCoder
from annotator.domain.edits.review import Settle
from annotator.domain.edits.team import LeaveProposals, NameReviewers, SetSetting
from annotator.domain.errors import UserError
from annotator.domain.people import Coder, coder_id
from annotator.domain.settings import OPEN_SETTING, project_settings
from annotator.domain.whose_work import WorkRule
from annotator.store.project import Project


@pytest.fixture
def lead(tmp_path: Path) -> Path:
    """Make a project that lea founded, with an article and a quote of hers."""
    path = tmp_path / "lead.annotator"
    with Project.create(path, codebook=BOOK, coder="lea") as project:
        fill(project)
    return path


def theirs(lead: Path, coder: str = "ana") -> Path:
    return Path(shutil.copy(lead, lead.with_name(f"{coder}.annotator")))


def gold(project: Project) -> list[Annotation]:
    return project.find(Annotation, layer=GOLD_LAYER)


def test_who_founds_a_project_is_its_reviewer(lead: Path) -> None:
    with Project.open(lead) as project:
        assert project_settings(project.info().settings).reviewers == (coder_id("lea"),)
        assert [one.handle for one in project.find(Coder)] == ["lea"]


def test_others_cannot_write_gold_or_decisions(lead: Path) -> None:
    with Project.open(lead, "ana") as project:
        for edit in (Settle(take=("q",)), NameReviewers(("ana",))):
            with pytest.raises(UserError, match="for reviewers: lea"):
                project.apply(edit)
        assert project.find(Decision) == []
    with Project.open(lead, "lea") as project:
        project.apply(Settle(take=("q",)))
        project.coder = "ana"
        with pytest.raises(UserError, match="reviewers"):
            project.apply(SetFragments(gold_id("q"), ((0, 5),)))
        project.coder = "lea"
        project.apply(NameReviewers(("lea", "kim")))
        project.coder = "kim"
        project.apply(Settle(over=("s",)))
        assert len(project.find(Decision)) == 2


def test_who_reviews_can_be_left_to_everybody_again(lead: Path) -> None:
    with Project.open(lead, "lea") as project:
        project.apply(NameReviewers(()))
        project.coder = "ana"
        project.apply(Settle(take=("q",)))
        assert len(gold(project)) == 1


def test_a_coders_gold_is_listed_and_not_applied(lead: Path) -> None:
    other = theirs(lead)
    with Project.open(other, "ana") as project, forging():
        project.apply(Tag(id="mine", article="a", code="source", fragments=((0, 2),)))
        project.apply(Settle(take=("mine", "q")))
        project.apply(SetProjectTitle("Mine now"))
    with Project.open(lead, "lea") as project:
        report = report_of(project, other)
        (told,) = report.not_applied
        assert told == (
            "ana is no reviewer: 2 decisions, 2 gold labels, 1 change of the project’s settings "
            "and 1 article’s state are not applied."
        )
        assert (report.new, report.conflicts) == (1, ())
        assert gold(project) == []
        assert project.find(Decision) == []
        assert project.info().title == "lead"
        assert project.get(Annotation, "mine") is not None
        assert not project.preview([other]).brings_something


def test_gold_that_is_there_is_not_changed_by_a_coders_file(lead: Path) -> None:
    with Project.open(lead, "lea") as project:
        project.apply(Settle(take=("q", "s")))
        before = gold(project)
    other = theirs(lead)
    with Project.open(other, "ana") as project, forging():
        project.apply(SetFragments(gold_id("q"), ((0, 5),)))
        project.apply(Settle(over=("s",)))
    with Project.open(lead, "lea") as project:
        report = report_of(project, other)
        assert "ana is no reviewer" in report.not_applied[0]
        assert gold(project) == before
        assert {one.reviewer for one in project.find(Decision)} == {coder_id("lea")}


def test_a_coders_file_cannot_name_reviewers(lead: Path) -> None:
    other = theirs(lead)
    with Project.open(other, "ana") as project, forging():
        project.apply(NameReviewers(("ana",)))
        project.apply(Settle(take=("q",)))
    with Project.open(lead, "lea") as project:
        report_of(project, other)
        assert gold(project) == []
        assert project_settings(project.info().settings).reviewers == (coder_id("lea"),)


def test_a_coders_undoing_of_what_a_reviewer_did_changes_nothing_of_it(lead: Path) -> None:
    with Project.open(lead, "lea") as project:
        project.apply(Tag(id="mine", article="a", code="source", fragments=((0, 2),)))
        project.apply(Settle(take=("q",)))
    other = theirs(lead)
    with Project.open(other, "ana") as project:
        with pytest.raises(UserError, match="reviewers: lea"):
            project.undo()
        with forging():
            assert project.undo() is not None
            assert project.undo() is not None
        assert gold(project) == []
    with Project.open(lead, "lea") as project:
        report_of(project, other)
        assert len(gold(project)) == 1
        assert len(project.find(Decision)) == 1
        assert project.get(Annotation, "mine") is None
        project.undo()
        assert project.get(Annotation, "mine") is not None
        assert project.check() == []


def test_a_coder_cannot_redo_what_a_reviewer_took_back(lead: Path) -> None:
    with Project.open(lead, "lea") as project:
        project.apply(Settle(take=("q",)))
        project.undo()
    other = theirs(lead)
    with Project.open(other, "ana") as project:
        with pytest.raises(UserError, match="reviewers: lea"):
            project.redo()
        with forging():
            project.redo()
        assert len(gold(project)) == 1
    with Project.open(lead, "lea") as project:
        report_of(project, other)
        assert gold(project) == []


def test_what_a_coder_undid_themself_does_not_count(lead: Path) -> None:
    other = theirs(lead)
    with Project.open(other, "ana") as project:
        project.apply(PutCode(CHANGED))
        project.undo()
    with Project.open(lead, "lea") as project:
        before = project.codebook()
        report_of(project, other)
        assert project.codebook() == before
        assert project.proposals() == []


def test_a_coders_file_removes_no_articles_and_renames_nobody(lead: Path) -> None:
    other = theirs(lead)
    with Project.open(other, "ana") as project, forging():
        project.apply(RemoveArticles(("a",)))
        project.apply(PutCoder(Coder(id=coder_id("lea"), handle="boss")))
    with Project.open(lead, "lea") as project:
        report = report_of(project, other)
        assert report.not_applied == (
            "ana is no reviewer: 1 change of a coder and 1 removal of an article are not applied.",
        )
        assert project.get(Annotation, "q") is not None
        assert "lea" in {one.handle for one in project.find(Coder)}


def test_links_on_a_label_do_not_depend_on_who_turns_it_into_gold(lead: Path) -> None:
    with Project.open(lead, "lea") as project:
        project.coder = "ana"
        project.apply(Tag(id="mine", article="a", code="quote", fragments=((0, 2),)))
    ana, ben = theirs(lead), theirs(lead, "ben")
    with Project.open(ana, "ana") as project:
        project.apply(AddLink(annotation="mine", type="target", actor="mayor"))
    with Project.open(ben, "ben") as project, forging():
        found = project.get(Annotation, "mine")
        assert found is not None
        turned = structs.replace(found, layer=GOLD_LAYER)
        project.apply(ImportRecords(records=(turned,)))
    _, one = merged_copy("one", lead, ana, ben)
    _, other = merged_copy("other", lead, ben, ana)
    assert one == other


def test_a_proposal_that_a_coder_took_from_another_is_still_a_proposal(lead: Path) -> None:
    ana, ben = theirs(lead), theirs(lead, "ben")
    with Project.open(ben, "ben") as project:
        project.apply(PutCode(CHANGED))
    with Project.open(ana, "ana") as project:
        project.bring_in([ben], take=[("ben", "quote")])
        assert project.codebook().code("quote") != QUOTE
    with Project.open(lead, "lea") as project:
        before = project.codebook()
        report_of(project, ana)
        assert project.codebook() == before


def test_others_may_change_neither_settings_nor_people(lead: Path) -> None:
    with Project.open(lead, "ana") as project:
        for edit in (
            SetSetting(OPEN_SETTING, value=True),
            SetProjectTitle("Mine"),
            PutCoder(Coder(id=coder_id("lea"), handle="boss")),
        ):
            with pytest.raises(UserError, match="for reviewers"):
                project.apply(edit)
        project.apply(PutCode(CHANGED))


def test_another_reviewers_gold_comes_in(lead: Path) -> None:
    with Project.open(lead, "lea") as project:
        project.apply(NameReviewers(("lea", "kim")))
    other = theirs(lead, "kim")
    with Project.open(other, "kim") as project:
        project.apply(Settle(take=("q",)))
    with Project.open(lead, "lea") as project:
        assert report_of(project, other).not_applied == ()
        assert [one.coder for one in gold(project)] == [coder_id("kim")]


def test_whoever_is_named_later_counts_with_what_they_did_before_and_undoing_takes_it_away(
    lead: Path,
) -> None:
    other = theirs(lead, "kim")
    with Project.open(other, "kim") as project, forging():
        project.apply(Settle(take=("q",)))
    with Project.open(lead, "lea") as project:
        report_of(project, other)
        assert gold(project) == []
        project.apply(NameReviewers(("lea", "kim")))
        assert len(gold(project)) == 1
        assert project.check() == []
        project.undo()
        assert gold(project) == []
        assert project.check() == []
        project.redo()
        assert len(gold(project)) == 1
        assert project.check() == []


def test_what_a_reviewer_settled_stays_after_they_leave(lead: Path) -> None:
    with Project.open(lead, "lea") as project:
        project.apply(NameReviewers(("lea", "kim")))
    other = theirs(lead, "kim")
    with Project.open(other, "kim") as project:
        project.apply(Settle(take=("q",)))
    with Project.open(lead, "lea") as project:
        report_of(project, other)
        project.apply(NameReviewers(("lea",)))
        assert len(gold(project)) == 1
        assert project.check() == []


def test_without_reviewers_everybodys_gold_counts(tmp_path: Path) -> None:
    path = tmp_path / "open.annotator"
    with Project.create(path, codebook=BOOK) as project:
        project.coder = "lea"
        fill(project)
    other = theirs(path)
    with Project.open(other, "ana") as project:
        project.apply(Settle(take=("q",)))
    with Project.open(path, "lea") as project:
        assert report_of(project, other).not_applied == ()
        assert len(gold(project)) == 1


NEW = Code(id="irony", name="Irony", key="I")
CHANGED = structs.replace(QUOTE, definition="Words that somebody said.")


@pytest.fixture
def proposed(lead: Path) -> Path:
    """Make a file in which ana has made a code, used it, changed one and retired another."""
    other = theirs(lead)
    with Project.open(other, "ana") as project:
        project.apply(PutCode(NEW))
        project.apply(Tag(id="ironic", article="a", code="irony", fragments=((0, 2),)))
        project.apply(PutCode(CHANGED))
        project.apply(RetireCode("tone"))
    return other


def test_a_coders_codebook_counts_in_their_own_file(proposed: Path) -> None:
    with Project.open(proposed, "ana") as project:
        assert project.codebook().code("irony") == structs.replace(NEW, position=NEW.position)
        assert project.get(Annotation, "ironic") is not None


def test_a_coders_changes_of_the_codebook_are_proposals(lead: Path, proposed: Path) -> None:
    with Project.open(lead, "lea") as project:
        before = project.codebook()
        report = report_of(project, proposed)
        assert project.codebook() == before
        assert (report.codebook, report.conflicts, report.not_applied) == ((), (), ())
        told = [(one.coder, one.name, one.note) for one in report.proposals]
        assert told == [
            ("ana", "Irony", "new code"),
            ("ana", "Quote", "guideline or looks changed"),
            ("ana", "Tone", "retired"),
        ]
        quote = next(one for one in report.proposals if one.code == "quote")
        assert quote.ours == before.code("quote")
        assert quote.theirs == CHANGED
        assert project.get(Annotation, "ironic") is None
        assert report.waiting == 1
        assert list(project.proposals()) == list(report.proposals)


def test_proposals_are_taken_one_by_one_as_files_are_brought_in(lead: Path, proposed: Path) -> None:
    with Project.open(lead, "lea") as project:
        version = project.codebook().version
        take = (("ana", "irony"),)
        _, told = project.bring_in([proposed], take=take)
        (report,) = told.files
        assert (report.waiting, [one.name for one in report.proposals]) == (
            0,
            ["Irony", "Quote", "Tone"],
        )
        assert project.get(Annotation, "ironic") is not None
        assert project.codebook().code("quote") == structs.replace(QUOTE, position=1)
        assert project.codebook().version == version + 1
        assert [one.name for one in project.proposals()] == ["Quote", "Tone"]
        assert project.check() == []
        project.undo()
        assert project.codebook().code("irony") is None
        assert project.check() == []


def test_proposals_are_taken_or_left_later(lead: Path, proposed: Path) -> None:
    with Project.open(lead, "lea") as project:
        report_of(project, proposed)
        irony, quote, tone = project.proposals()
        assert irony.theirs is not None
        project.apply(PutCode(irony.theirs))
        assert project.get(Annotation, "ironic") is not None
        project.apply(LeaveProposals(quote.edits))
        assert [one.name for one in project.proposals()] == ["Tone"]
        project.apply(LeaveProposals(tone.edits))
        assert project.proposals() == []
        assert project.check() == []


def test_a_proposal_keeps_what_a_reviewer_changed_since(lead: Path, proposed: Path) -> None:
    with Project.open(lead, "lea") as project:
        now = project.codebook().code("quote")
        assert now is not None
        project.apply(PutCode(structs.replace(now, name="Speech")))
        report_of(project, proposed)
        quote = next(one for one in project.proposals() if one.code == "quote")
        assert quote.theirs is not None
        assert (quote.theirs.name, quote.theirs.definition) == (
            "Speech",
            "Words that somebody said.",
        )


def test_a_package_tells_the_reviewers_and_no_other_coders_proposals(
    lead: Path, proposed: Path
) -> None:
    package = lead.with_name("package.annotator")
    with Project.open(lead, "lea") as project:
        project.apply(PutCode(structs.replace(SOURCE, definition="Who says it.")))
        report_of(project, proposed)
        project.apply(Tag(id="b", article="a", code="source", fragments=((0, 1),)))
        project.coder = "ben"
        project.apply(Tag(id="c", article="a", code="source", fragments=((0, 1),)))
        project.coder = "lea"
        project.write_package(package, coder="ben", articles=["a"])
        ours = project.codebook()
    with Project.open(package, "ben") as project:
        assert project.codebook() == ours
        assert project.codebook().code("irony") is None
        assert project.check() == []
        assert [one.handle for one in project.find(Coder)] == ["lea", "ben"]
        with pytest.raises(UserError, match="reviewers: lea"):
            project.apply(Settle(take=("c",)))


# Laws: into the lead's file, in whatever order


def _apart(data: st.DataObject, where: Path) -> tuple[Path, list[Path]]:
    """Return a project whose reviewers are named, and copies in which everybody forged."""
    with forging():
        paths = devices(data, where, reviewers=CODERS[:1])
    return where / "base.annotator", list(paths.values())


@LAW
@given(st.data())
def test_with_reviewers_the_order_does_not_matter(data: st.DataObject) -> None:
    with folder() as where:
        base, (one, two, three) = _apart(data, where)
        _, at_once = merged_copy("at-once", base, three, one, two)
        first, _ = merged_copy("first", base, two)
        second, _ = merged_copy("second", first, one)
        last, one_by_one = merged_copy("last", second, three)
        both, _ = merged_copy("both", two, three)
        _, through = merged_copy("through", base, one, both)
        assert at_once == one_by_one == through
        with merged(last, one, both) as project:
            assert state(project) == at_once
            _only_reviewers(project)


def _only_reviewers(project: Project) -> None:
    """Say that all gold and all decisions were made by reviewers, or by who brings in."""
    if not project_settings(project.info().settings).reviewers:
        return  # ana has undone that
    sql = (
        "SELECT e.coder FROM edit e JOIN change c ON c.edit = e.id "
        "WHERE c.record = ? AND c.before IS NULL"
    )
    for one in (*gold(project), *project.find(Decision)):
        made_by = {coder for (coder,) in project._database.conn.execute(sql, [one.id])}
        assert made_by & {"ana", "lea"}, one


@LAW
@given(st.data())
def test_with_reviewers_undoing_brings_back_what_was(data: st.DataObject) -> None:
    with folder() as where:
        base, (one, two, _) = _apart(data, where)
        lead = copied(base, "lead")
        with Project.open(lead, coder="lea") as project:
            before = state(project)
            changes, _ = project.bring_in([one, two])
            if changes.edit:
                steps_back_and_forth(project, state, before)


def _parted(data: st.DataObject, base: Path, paths: list[Path]) -> Path:
    """Make a copy in which the reviewer says that they were not who wrote from some machines."""
    rules = copied(base, "rules")
    with Project.open(rules, coder="ana") as project:
        known = _machines(base)
        for device in sorted({one for path in paths for one in _machines(path)} - known):
            if data.draw(st.booleans()):
                rule = WorkRule(coder=coder_id("ana"), target=coder_id("ben"), device=device)
                project.apply(KeepRules((rule,)))
                if not data.draw(st.integers(0, 3)):
                    project.undo()
    return rules


def _machines(path: Path) -> set[str]:
    with Project.open(path) as project:
        return {one.device for one in project.machines(coder_id("ana"))}


def _reserved(found: State) -> dict[str, Any]:
    """Return of a state what reviewers say; whose labels are is said by who brings in."""
    gold = {one: v for one, v in found["annotation"].items() if v["layer"] == GOLD_LAYER}
    decided = {(v["annotation"], v["verdict"]) for v in found["decision"].values()}
    kinds = ("code", "project", "round", "text")
    return {kind: found[kind] for kind in kinds} | {"gold": gold, "decided": decided}


@LAW
@given(st.data())
def test_with_machines_of_somebody_else_the_order_does_not_matter(data: st.DataObject) -> None:
    with folder() as where:
        base, files = _apart(data, where)
        rules = _parted(data, base, files)
        one, two, three = files
        _, at_once = merged_copy("at-once", base, rules, three, one, two)
        first, _ = merged_copy("first", base, two)
        second, _ = merged_copy("second", first, one, rules)
        last, one_by_one = merged_copy("last", second, three)
        both, _ = merged_copy("both", two, three)
        _, through = merged_copy("through", base, one, both, rules)
        assert _reserved(at_once) == _reserved(one_by_one) == _reserved(through)
        with merged(last, rules, one) as project:
            assert _reserved(state(project)) == _reserved(at_once)
