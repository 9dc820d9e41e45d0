"""What a preview of many changes says is what the one edit does."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs
from sequences import BOOK, any_edit, bulk_plan, filled
from work import costs, label

from annotator.domain.annotation import GOLD_LAYER, Annotation, Link
from annotator.domain.edits.annotations import ChangeCode, Tag
from annotator.domain.edits.codebook import PutCode
from annotator.domain.edits.links import AddLink
from annotator.domain.edits.review import Settle
from annotator.domain.edits.settlements import LockArticles, SetArticleState
from annotator.domain.edits.units import AnswerUnit
from annotator.domain.errors import UserError
from annotator.domain.people import Coder
from annotator.domain.study import ArticleState
from annotator.store.project import Project
from annotator.store.reading.label_query import LabelQuery
from annotator.workflow.bulk.acts import BulkAct, LinkTo, Recode, Remove, SetAnswer, WriteNote
from annotator.workflow.bulk.batch import Changer
from annotator.workflow.bulk.planning import BulkPlan, planned
from annotator.workflow.visibility import visibility_of

MAYOR = LinkTo(type="target", name="Target", end="The mayor", actor="mayor")


def plan(project: Project, act: BulkAct, *, reviewing: bool = True) -> BulkPlan:
    me = next((one.id for one in project.find(Coder) if one.handle == project.coder), "")
    book, seen = project.codebook(), visibility_of(project, me, reviewing=reviewing)
    numbers = project.labels.found(LabelQuery(), book, seen).numbers
    return planned(project, book, Changer(visibility=seen), act, numbers)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return filled(tmp_path / "p.annotator")


def marked(project: Project) -> dict[str, tuple[object, ...]]:
    """Return what is said of each annotation, with its links."""
    links: dict[str, list[str]] = {}
    for link in project.find(Link):
        links.setdefault(link.annotation, []).append(link.id)
    return {
        one.id: (one.code, str(one.values), one.note, tuple(sorted(links.get(one.id, ()))))
        for one in project.find(Annotation)
    }


@settings(max_examples=40)
@given(st.data())
def test_a_plan_is_never_refused_and_changes_as_many_as_it_says(data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "p.annotator"
        with filled(path) as project:
            for _ in range(data.draw(st.integers(0, 6))):
                try:
                    project.apply(any_edit(data, project))
                except UserError:
                    continue
            before = marked(project)
            made = bulk_plan(data, project)
            changes = project.apply(made.edit)
            after = marked(project)
            said = {one for one in before if before[one] != after.get(one)}
            assert made.changed <= len(said) or made.changed == 0
            if not made.changed:
                assert after == before
            elif changes.edit:
                project.undo()
                assert marked(project) == before
        with Project.open(path, "ana") as again:
            assert marked(again) == before
            assert again.check() == []


def test_recoding_names_what_is_lost_and_leaves_what_can_not_be(project: Project) -> None:
    with project:
        source = project.codebook().code("source")
        assert source is not None
        made = plan(project, Recode(source))
        assert (made.changed, made.same) == (1, 1)
        assert "answer" in made.lost_words
        assert "link" in made.lost_words
        assert made.label == "1 annotation recoded as Source"


def test_colleagues_labels_stay_and_it_is_said_why(project: Project) -> None:
    with project:
        project.coder = "ben"
        project.apply(Tag(id="b", article="a", code="source", fragments=((0, 4),)))
        project.coder = "ana"
        made = plan(project, Remove())
        assert made.changed == 2
        # Who codes an article is blind to the others on it: what isn't seen isn't even counted.
        assert made.refused == ()
        project.coder = "lea"
        made = plan(project, WriteNote("why?"))
        assert made.changed == 0
        assert made.refused == (("a colleague's label", 3),)
        assert all(row.refusal for row in made.rows)


def test_rules_of_links_and_answers_are_kept(project: Project) -> None:
    with project:
        assert plan(project, MAYOR).refused == (("Source has no link “Target”", 1),)
        assert plan(project, MAYOR).same == 1
        nonsense = plan(project, SetAnswer("kind", "Kind", "nonsense"))
        assert nonsense.changed == 0
        cleared = plan(project, SetAnswer("kind", "Kind", None))
        project.apply(cleared.edit)
        quote = project.get(Annotation, "q")
        assert quote is not None
        assert "kind" not in quote.values
        assert cleared.lost_words == "1 answer (Kind)"


def test_what_locked_gold_is_linked_to_stays_and_the_rest_is_done(project: Project) -> None:
    with project:
        project.apply(Settle(take=("q",)))
        (gold,) = (one.id for one in project.find(Annotation) if one.layer == GOLD_LAYER)
        project.apply(AddLink(annotation=gold, type="said_by", to="s"))
        project.apply(Tag(id="t", article="a", code="source", fragments=((0, 4),)))
        project.apply(SetArticleState(("a",), ArticleState.SETTLED))
        project.apply(LockArticles(("a",), locked=True))
        quote = project.codebook().code("quote")
        assert quote is not None
        for act in (Remove(), Recode(quote)):
            made = plan(project, act)
            assert ("gold on a locked article is linked to it", 1) in made.refused
            assert made.changed == 1
            project.apply(made.edit)
            assert project.check() == []
            project.undo()


def test_answers_that_can_not_stand_beside_another_one_are_told_as_lost(project: Project) -> None:
    with project:
        unit = AnswerUnit(id="u", article="a", code="topic", fragments=((0, 10),), none=True)
        project.apply(unit)
        made = plan(project, SetAnswer("stance", "Stance", 1))
        assert made.lost_words == "1 answer (None)"
        project.apply(made.edit)
        answered = project.get(Annotation, "u")
        assert answered is not None
        assert answered.values == {"stance": 1}


def test_nobody_gets_two_answers_to_a_question_for_one_unit(project: Project) -> None:
    """The second one would be hidden behind the first."""
    with project:
        topic = project.codebook().code("topic")
        assert topic is not None
        for ident in ("mood", "tone"):
            project.apply(PutCode(structs.replace(topic, id=ident, name=ident, key="")))
        given = (("t0", "topic", 0), ("m0", "mood", 0), ("m1", "mood", 12), ("o1", "tone", 12))
        for ident, code, start in given:
            places = ((start, start + 10),)
            unit = AnswerUnit(id=ident, article="a", code=code, fragments=places, none=True)
            project.apply(unit)
        with pytest.raises(UserError, match="answered for this paragraph already"):
            project.apply(ChangeCode("m0", "topic"))
        made = plan(project, Recode(topic))
        assert made.changed == 1
        why = next(one for one, _ in made.refused if "already" in one)
        assert dict(made.refused)[why] == 2
        project.apply(made.edit)
        topics = [one for one in project.find(Annotation) if one.code == "topic"]
        assert len(topics) == len({one.fragments for one in topics}) == 2


def test_looking_costs_as_many_statements_for_many_as_for_few(tmp_path: Path) -> None:
    found = []
    for articles in (30, 90):
        with Project.create(tmp_path / f"{articles}.annotator", codebook=BOOK) as project:
            project.coder = "ana"
            label(project, "x", articles, 3)
            with costs(project) as cost:
                made = plan(project, WriteNote("again"))
            assert made.changed == articles * 3
            found.append(cost.statements.total())
    assert found[0] == found[1]
