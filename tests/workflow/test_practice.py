"""Practice: what a coder is told against the key, what is kept, and that the key stays hidden."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from compared import BOOK, TEXT
from reviewed import code_as, tag

from annotator.analysis.practice import practise
from annotator.domain.annotation import GOLD_LAYER, Annotation
from annotator.domain.article import WorkStatus
from annotator.domain.edits.annotations import Delete, SetNote, Tag
from annotator.domain.edits.articles import NewArticle, SetStatus
from annotator.domain.edits.practice import KeepPracticeResult
from annotator.domain.edits.records import ImportRecords
from annotator.domain.edits.review import Settle, Undecide
from annotator.domain.edits.rounds import Include, PutRound
from annotator.domain.edits.team import Assign, SetSetting
from annotator.domain.people import coder_id
from annotator.domain.settings import OPEN_SETTING
from annotator.domain.study import PracticeResult, Round, RoundKind
from annotator.store.project import Project
from annotator.workflow.practice import feedback, has_finished, standings, training_round
from annotator.workflow.review.gold import Names
from annotator.workflow.visibility import visibility_of

ANA = coder_id("ana")
TRAINING = Round(id="t", name="Training", kind=RoundKind.TRAINING, pass_mark=0.6)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """Make a project with a practice article whose key lea made, and one of the study."""
    with Project.create(tmp_path / "p.annotator", codebook=BOOK) as made:
        articles = tuple(
            NewArticle(id=i, title=f"On {i}", text=f"{TEXT} {i}") for i in ("a1", "a2")
        )
        made.coder = "lea"
        made.apply(ImportRecords(articles=articles))
        made.apply(PutRound(TRAINING))
        made.apply(Include(round="t", articles=("a1",)))
        code_as(
            made,
            "lea",
            tag("l1", "quote", "We win,", "a1", type="direct"),
            tag("l2", "source", "Others", "a1"),
            tag("l3", "quote", "We win,", "a2"),
            done=("a1", "a2"),
        )
        made.coder = "lea"
        made.apply(Settle(take=("l1", "l2", "l3")))
        gold = next(one for one in made.find(Annotation, layer=GOLD_LAYER) if one.code == "source")
        made.apply(SetNote(gold.id, "Bodies speak, too."))
        made.apply(Assign((("a1", "ana"), ("a2", "ana"))))
        yield made


def names(project: Project) -> Names:
    return Names(project.codebook(), lambda coder: coder, lambda actor: actor)


def code(project: Project, **answers: str) -> None:
    project.coder = "ana"
    project.apply(tag("n1", "quote", "We win,", "a1", **answers))
    project.apply(tag("n2", "quote", "Monday", "a1"))
    project.apply(SetStatus("a1", WorkStatus.DONE))


def test_what_is_missed_and_otherwise_and_too_much_is_told_with_why(project: Project) -> None:
    code(project, type="indirect")
    found = feedback(project, "a1", ANA, names(project))
    assert found is not None
    told = {one.what: one for one in found.rows}
    assert set(told) == {"Missed", "Not in the key", "Differs"}
    assert told["Missed"].label == "Source “Others”"
    assert told["Missed"].why == "Bodies speak, too."
    assert "Type: Direct / Indirect" in told["Differs"].how
    assert told["Not in the key"].annotation == "n2"
    assert found.practice.counts == {"found": 0, "different": 1, "missed": 1, "extra": 1}
    assert (found.practised.score, found.practised.passed) == (0.0, False)


def test_the_score_is_the_f1_of_labels_with_their_answers(project: Project) -> None:
    code(project, type="direct")
    found = feedback(project, "a1", ANA, names(project))
    assert found is not None
    assert found.practised.score == 0.5  # one of two in the key, one of two of ana's
    assert not found.practised.passed
    project.apply(Delete(("n2",)))
    again = feedback(project, "a1", ANA, names(project))
    assert again is not None
    assert again.practised.score == pytest.approx(2 / 3, abs=1e-4)
    assert again.practised.passed


def test_who_marks_nothing_misses_all(project: Project) -> None:
    (layers,) = project.layers(["a2"])
    nobody = practise(layers, "nobody", project.codebook())
    assert (nobody.missed, nobody.score) == (1, 0.0)


def test_the_first_result_is_kept_with_the_status_in_one_step(project: Project) -> None:
    code(project, type="direct")
    project.undo()
    found = feedback(project, "a1", ANA, names(project))
    assert found is not None
    project.apply(SetStatus("a1", WorkStatus.DONE, (), found.practised))
    (kept,) = project.find(PracticeResult)
    assert (kept.coder, kept.score, kept.counts["found"]) == (ANA, 0.5, 1)
    project.undo()
    assert project.find(PracticeResult) == []
    assert not has_finished(project, "a1", ANA)
    project.redo()
    better = found.practised.__class__(score=1.0, passed=True)
    project.apply(KeepPracticeResult("a1", better))
    assert project.find(PracticeResult) == [kept]
    (standing,) = standings(project, TRAINING)
    assert (standing.coder, standing.finished, standing.passed, standing.mean) == (ANA, 1, 0, 0.5)


def test_no_key_and_no_practice_give_no_feedback(project: Project) -> None:
    assert training_round(project, "a2") is None
    assert feedback(project, "a2", ANA, names(project)) is None
    project.coder = "lea"
    project.apply(Undecide(("l1", "l2")))
    assert feedback(project, "a1", ANA, names(project)) is None


def test_the_key_shows_once_finished_and_never_before(project: Project) -> None:
    project.coder = "lea"
    project.apply(SetSetting(OPEN_SETTING, value=True))
    before = visibility_of(project, ANA)
    assert before.sees_others_on("a2")
    assert not before.sees_others_on("a1")
    assert not before.when_reviewing().sees_others_on("a1")
    assert before.exceptions == {"a1"}
    code(project, type="direct")
    assert visibility_of(project, ANA).sees_others_on("a1")


def test_a_package_carries_the_key_of_its_practice_articles_alone(
    project: Project, tmp_path: Path
) -> None:
    path = tmp_path / "ana.annotator"
    project.write_package(path, coder="ana", articles=["a1", "a2"])
    with Project.open(path, "ana") as own:
        golds = own.find(Annotation)
        assert {(one.article, one.layer) for one in golds} == {("a1", GOLD_LAYER)}
        assert {one.note for one in golds} == {"", "Bodies speak, too."}
        assert own.check() == []
        code(own, type="direct")
        found = feedback(own, "a1", ANA, names(own))
        assert found is not None
        own.apply(KeepPracticeResult("a1", found.practised))
    project.coder = "lea"
    project.bring_in([path])
    assert [one.score for one in project.find(PracticeResult)] == [0.5]
    assert {one.id for one in project.find(Annotation, layer=GOLD_LAYER)} >= {
        one.id for one in golds
    }


def test_without_a_training_round_a_package_has_no_gold(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "ana.annotator"
    project.write_package(path, coder="ana", articles=["a2"])
    with Project.open(path, "ana") as own:
        assert own.find(Annotation) == []


def finish(project: Project) -> None:
    """Finish the article as the window does: the result goes with the status."""
    found = feedback(project, "a1", ANA, names(project))
    assert found is not None
    project.apply(SetStatus("a1", WorkStatus.DONE, (), found.practised))


def test_finishing_again_keeps_what_the_first_finishing_showed(project: Project) -> None:
    code(project, type="direct")
    project.undo()
    finish(project)  # half of it is right
    project.undo()
    assert project.find(PracticeResult) == []
    assert standings(project, TRAINING) == []
    project.apply(Delete(("n2",)))  # after the key was shown
    finish(project)
    (kept,) = project.find(PracticeResult)
    assert kept.score == 0.5
    (standing,) = standings(project, TRAINING)
    assert (standing.finished, standing.mean) == (1, 0.5)
    found = feedback(project, "a1", ANA, names(project))
    assert found is not None
    assert found.is_kept
    assert found.now.score == pytest.approx(2 / 3, abs=1e-4)
    assert found.practised.score == 0.5


def test_a_result_counts_while_a_finishing_stands(project: Project) -> None:
    code(project, type="direct")
    project.undo()
    finish(project)
    project.apply(SetStatus("a1", WorkStatus.IN_PROGRESS))
    assert standings(project, TRAINING) == []
    finish(project)
    assert [one.finished for one in standings(project, TRAINING)] == [1]


def test_a_result_counts_to_one_round(project: Project) -> None:
    code(project, type="direct")
    project.undo()
    finish(project)
    project.coder = "lea"
    later = Round(id="u", name="Second", kind=RoundKind.TRAINING, position=1)
    project.apply(PutRound(later))
    project.apply(Include(round="u", articles=("a1",)))
    assert standings(project, TRAINING) == []
    assert [one.finished for one in standings(project, later)] == [1]


def test_the_first_result_survives_a_package_and_its_way_back(
    project: Project, tmp_path: Path
) -> None:
    first, second = tmp_path / "one.annotator", tmp_path / "two.annotator"
    project.write_package(first, coder="ana", articles=["a1", "a2"])
    with Project.open(first, "ana") as own:
        code(own, type="direct")
        own.undo()
        finish(own)
        own.undo()
    project.coder = "lea"
    project.bring_in([first])
    assert project.find(PracticeResult) == []
    project.write_package(second, coder="ana", articles=["a1", "a2"])
    with Project.open(second, "ana") as own:
        own.apply(Delete(("n2",)))
        finish(own)
        assert [one.score for one in own.find(PracticeResult)] == [0.5]
    project.bring_in([second])
    assert [one.score for one in project.find(PracticeResult)] == [0.5]


def golds_of(project: Project) -> set[str]:
    return {one.id for one in project.find(Annotation, layer=GOLD_LAYER, article="a1")}


def test_of_a_key_that_was_replaced_the_new_one_alone_counts(
    project: Project, tmp_path: Path
) -> None:
    first, second = tmp_path / "one.annotator", tmp_path / "two.annotator"
    project.write_package(first, coder="ana", articles=["a1"])
    old = golds_of(project)
    project.apply(Undecide(("l1", "l2")))
    project.apply(tag("l4", "quote", "Monday", "a1"))
    project.apply(Settle(take=("l4",)))
    new = golds_of(project)
    assert old.isdisjoint(new)
    project.write_package(second, coder="ana", articles=["a1"])
    with Project.open(second, "ana") as fresh:
        assert golds_of(fresh) == new
    with Project.open(first, "ana") as own:
        code(own, type="direct")
        assert golds_of(own) == old
        own.bring_in([second])
        assert golds_of(own) == new
        assert own.check() == []
        found = feedback(own, "a1", ANA, names(own))
        assert found is not None
        assert found.practice.counts == {"found": 1, "different": 0, "missed": 0, "extra": 1}
    project.bring_in([first])
    assert golds_of(project) == new


def test_a_key_that_was_another_before_it_was_handed_out_is_not_told(
    project: Project, tmp_path: Path
) -> None:
    path = tmp_path / "ben.annotator"
    old = golds_of(project)
    project.apply(Undecide(("l1", "l2")))
    project.apply(Settle(take=("l1",), over=("l2",)))
    project.apply(Assign((("a1", "ben"),)))
    gone = old - golds_of(project)
    assert gone
    project.write_package(path, coder="ben", articles=["a1"])
    assert not any(one.encode() in path.read_bytes() for one in gone)


def frame(ident: str, **answers: object) -> Tag:
    return Tag(id=ident, article="a1", code="frame", fragments=(), values=dict(answers))


def test_the_keys_answers_to_a_code_of_the_whole_article_are_told(project: Project) -> None:
    project.apply(frame("l5", type="direct", topics=["money", "war"], loud=True))
    project.apply(Settle(take=("l5",)))
    code(project, type="direct")
    found = feedback(project, "a1", ANA, names(project))
    assert found is not None
    missed = next(one for one in found.rows if one.label == "Frame of the whole article")
    assert missed.what == "Missed"
    assert missed.how == "Type: Direct / –; Topics: Money, War / –; Loud: yes / –"
    assert missed.in_full.splitlines()[1:4] == [
        "Type: Direct / –",
        "Topics: Money, War / –",
        "Loud: yes / –",
    ]
    project.apply(frame("n3", type="indirect", topics=["money"], stance=1))
    again = feedback(project, "a1", ANA, names(project))
    assert again is not None
    differs = next(one for one in again.rows if one.label == "Frame of the whole article")
    assert differs.what == "Differs"
    assert set(differs.answers) == {
        "Type: Direct / Indirect",
        "Topics: Money, War / Money",
        "Stance: – / +1",
        "Loud: yes / –",
    }
    assert all(one in differs.in_full for one in differs.answers)


def test_answers_of_what_is_not_in_the_key_are_told_as_ones_own(project: Project) -> None:
    code(project, type="direct")
    project.apply(frame("n3", stance=-1))
    found = feedback(project, "a1", ANA, names(project))
    assert found is not None
    extra = next(one for one in found.rows if one.label == "Frame of the whole article")
    assert (extra.what, extra.how) == ("Not in the key", "Stance: – / −1")
