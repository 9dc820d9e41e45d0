"""Facts that are kept are those that are read anew, and an edit costs what it touched."""

import shutil
import tempfile
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from msgspec.structs import replace
from sequences import BOOK, CODERS, any_edit, fill
from work import costs, label

from annotator.analysis.insights.attributes import attribute, offered_attributes
from annotator.analysis.insights.facts import Facts
from annotator.domain.annotation import Annotation
from annotator.domain.article import Article
from annotator.domain.change import Changes
from annotator.domain.edits.actors import MergeActors
from annotator.domain.edits.annotations import Delete, SetNote, SetValue, Tag
from annotator.domain.edits.articles import EditArticle, NewArticle
from annotator.domain.edits.links import AddLink, PutActor
from annotator.domain.edits.records import ImportRecords
from annotator.domain.edits.review import AddComment, Settle
from annotator.domain.edits.settlements import SetArticleState
from annotator.domain.errors import CancelledError, UserError
from annotator.domain.layers import GOLD
from annotator.domain.people import Actor, Affiliation, Coder, coder_id
from annotator.domain.study import ArticleState
from annotator.domain.visibility import Visibility
from annotator.store.project import Project
from annotator.workflow.insights.keeper import FactKeeper
from annotator.workflow.visibility import visibility_of

ALL = Visibility(open_labels=True, reviewing=True)


def said(facts: Facts) -> dict[str, object]:
    """Return everything that facts say, and what they say when they are asked."""
    asked = [attribute(facts, one) for one, _ in offered_attributes(facts)]
    return {
        "attributes": [(one.names, [*one.labels], [*one.categories]) for one in asked],
        "columns": [[*facts.numbers], [*facts.words], [*map(str, facts.polarity)]],
        "articles": facts.articles,
        "codebook": facts.codebook,
        "actors": facts.actors,
        "variables": facts.variables,
        "coders": facts.coders,
        "concepts": facts.concepts,
    }


class FactsInStep(RuleBasedStateMachine):
    """Two people edit, undo and bring in, and somebody looks on with changing eyes."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.project = Project.create(self.folder / "p.annotator", codebook=BOOK)
        self.project.coder = CODERS[0]
        fill(self.project)
        self.apart = self.folder / "apart.annotator"
        self.project.copy_to(self.apart)
        self.keeper = FactKeeper()
        self.eyes = CODERS[0]
        self.reviewing = False
        self.untold = False

    def take(self, changes: Changes | None) -> None:
        if changes is not None:
            self.keeper.follow(changes)

    @rule(data=st.data())
    def edit(self, data: st.DataObject) -> None:
        with suppress(UserError):
            self.take(self.project.apply(any_edit(data, self.project)))

    @rule(data=st.data())
    def two_edits_before_anybody_looks(self, data: st.DataObject) -> None:
        self.edit(data)
        self.edit(data)

    @rule()
    def undo(self) -> None:
        with suppress(UserError):
            self.take(self.project.undo())

    @rule()
    def redo(self) -> None:
        with suppress(UserError):
            self.take(self.project.redo())

    @rule(data=st.data())
    def another_program_edits(self, data: st.DataObject) -> None:
        with Project.open(self.project.path, CODERS[1]) as other, suppress(UserError):
            other.apply(any_edit(data, other))

    @rule(data=st.data())
    def bring_in_what_was_done_apart(self, data: st.DataObject) -> None:
        with Project.open(self.apart, CODERS[1]) as other, suppress(UserError):
            other.apply(any_edit(data, other))
        with suppress(UserError):
            self.take(self.project.bring_in([self.apart])[0])

    @rule(coder=st.sampled_from(CODERS), reviewing=st.booleans())
    def somebody_else_looks(self, coder: str, reviewing: bool) -> None:
        self.eyes, self.reviewing = coder, reviewing

    @rule(coder=st.sampled_from(CODERS))
    def somebody_else_codes(self, coder: str) -> None:
        self.project.coder = coder

    @invariant()
    def kept_facts_are_those_read_anew(self) -> None:
        ids = {one.handle: one.id for one in self.project.find(Coder)}
        seen = visibility_of(self.project, ids.get(self.eyes, ""), reviewing=self.reviewing)
        kept = said(self.keeper.facts(self.project, seen))
        assert kept == said(FactKeeper().facts(self.project, seen))

    def teardown(self) -> None:
        self.project.close()
        shutil.rmtree(self.folder)


class TestFactsInStep(FactsInStep.TestCase):
    settings = settings(max_examples=10, stateful_step_count=12)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "p.annotator", codebook=BOOK) as made:
        made.coder = "ana"
        made.apply(PutActor(Actor(id="mayor", name="The mayor", role="government")))
        label(made, "many", 30, 20)
        yield made


@pytest.fixture
def keeper(project: Project) -> FactKeeper:
    kept = FactKeeper()
    kept.facts(project, ALL)
    return kept


def test_the_same_facts_are_there_as_long_as_nothing_in_them_changes(
    project: Project, keeper: FactKeeper
) -> None:
    before = keeper.facts(project, ALL)
    first = project.find(Annotation)[0].id
    keeper.follow(project.apply(AddComment(id="c", annotation=first, text="Is it?")))
    with costs(project) as cost:
        assert keeper.facts(project, ALL) is before
    assert cost.rows < 5


def test_after_an_edit_only_the_labels_on_its_article_are_read(
    project: Project, keeper: FactKeeper
) -> None:
    article = project.article_ids()[7]
    own = project.find(Annotation, article=article)
    for edit in (
        Tag(id="new", article=article, code="quote", fragments=((0, 3),)),
        SetValue("new", "kind", "direct"),
        AddLink(annotation="new", type="target", actor="mayor"),
        EditArticle(article=article, meta={"outlet": "AFP"}),
        Delete((own[0].id,)),
    ):
        keeper.follow(project.apply(edit))
        with costs(project) as cost:
            facts = keeper.facts(project, ALL)
        assert said(facts) == said(FactKeeper().facts(project, ALL))
        assert cost.rows < 2 * len(own)
        assert cost.decoded["annotation"] == 0


def test_what_is_known_of_an_actor_is_said_anew_without_reading_labels(
    project: Project, keeper: FactKeeper
) -> None:
    for one in project.find(Annotation)[::2]:
        keeper.follow(project.apply(AddLink(annotation=one.id, type="target", actor="mayor")))
    keeper.facts(project, ALL)
    mayor = project.find(Actor)[0]
    for changed in (
        replace(mayor, role="opposition"),
        replace(mayor, affiliations=(Affiliation("Town", since="2019"),)),
        replace(mayor, name="Anna"),
    ):
        keeper.follow(project.apply(PutActor(changed)))
        with costs(project) as cost:
            facts = keeper.facts(project, ALL)
        assert said(facts) == said(FactKeeper().facts(project, ALL))
        assert cost.rows < 10
        assert facts.actors["mayor"] == changed


def test_labels_lead_to_the_actor_that_another_one_became(
    project: Project, keeper: FactKeeper
) -> None:
    anna = Actor(id="anna", name="Anna", role="expert")
    keeper.follow(project.apply(PutActor(anna)))
    first = project.find(Annotation)[0].id
    keeper.follow(project.apply(AddLink(annotation=first, type="target", actor="mayor")))

    def targets() -> list[tuple[str, str]]:
        facts = keeper.facts(project, ALL)
        return [(who.actor, who.role) for one in facts.labels for who in one.targets]

    assert targets() == [("mayor", "government")]
    keeper.follow(project.apply(MergeActors(anna, ("mayor",))))
    assert targets() == [("anna", "expert")]
    undone = project.undo()
    assert undone is not None
    keeper.follow(undone)
    assert targets() == [("mayor", "government")]


def test_what_another_program_did_is_there_without_anybody_telling(
    project: Project, keeper: FactKeeper
) -> None:
    article = project.article_ids()[0]
    with Project.open(project.path, "ben") as other:
        other.apply(Tag(id="theirs", article=article, code="quote", fragments=((0, 3),)))
    assert "theirs" in {one.id for one in keeper.facts(project, ALL).labels}


def test_after_changes_without_content_everything_is_read_again(
    project: Project, keeper: FactKeeper
) -> None:
    before = keeper.facts(project, ALL)
    keeper.follow(Changes("", "", "", ""))
    after = keeper.facts(project, ALL)
    assert after is not before
    assert said(after) == said(before)


def test_a_note_on_a_label_changes_no_other_article(project: Project, keeper: FactKeeper) -> None:
    first = project.find(Annotation)[0].id
    keeper.follow(project.apply(SetNote(first, "Is it?")))
    with costs(project) as cost:
        keeper.facts(project, ALL)
    assert cost.rows < 40


def test_a_cancelled_reading_keeps_what_it_has(project: Project, tmp_path: Path) -> None:
    many = tuple(NewArticle(id=f"more{n}", title="", text=f"More {n}.") for n in range(1200))
    project.apply(ImportRecords(articles=many))

    def cancel(done: int, _total: int) -> None:
        if done:
            raise CancelledError

    keeper = FactKeeper()
    with pytest.raises(CancelledError):
        keeper.facts(project, ALL, cancel)
    left: list[int] = []
    facts = keeper.facts(project, ALL, lambda _done, total: left.append(total))
    assert left[0] < len(project.find(Article)) == len(facts.articles)
    assert said(facts) == said(FactKeeper().facts(project, ALL))


def test_a_cancelled_reading_forgets_nothing_that_it_was_told(
    project: Project, keeper: FactKeeper
) -> None:
    article = project.article_ids()[3]
    changes = project.apply(Tag(id="new", article=article, code="quote", fragments=((0, 3),)))
    keeper.follow(changes)

    def cancel(_done: int, _total: int) -> None:
        raise CancelledError

    with pytest.raises(CancelledError):
        keeper.facts(project, ALL, cancel)
    assert "new" in {one.id for one in keeper.facts(project, ALL).labels}


def test_work_on_another_thread_reads_what_is_done_meanwhile_the_next_time(
    project: Project,
) -> None:
    keeper = FactKeeper()
    article = project.article_ids()[0]
    found: list[Facts] = []
    reading, done = threading.Event(), threading.Event()

    def wait(_done: int, _total: int) -> None:
        reading.set()
        done.wait()

    def work() -> None:
        with project.sibling() as own:
            found.append(keeper.facts(own, ALL, wait))

    thread = threading.Thread(target=work)
    thread.start()
    reading.wait()
    changes = project.apply(PutActor(Actor(id="newcomer", name="New")))
    keeper.follow(changes)
    keeper.follow(project.apply(Tag(id="new", article=article, code="quote", fragments=((0, 3),))))
    keeper.follow(project.apply(AddLink(annotation="new", type="target", actor="newcomer")))
    done.set()
    thread.join()
    assert found
    facts = keeper.facts(project, ALL)
    assert said(facts) == said(FactKeeper().facts(project, ALL))
    assert facts.actors["newcomer"].name == "New"


def test_who_is_blind_sees_no_labels_of_others(project: Project) -> None:
    eyes = visibility_of(project, coder_id("ben"))
    facts = FactKeeper().facts(project, eyes)
    assert not facts.labels


def test_articles_of_one_text_are_known_to_the_facts_without_reading_labels(
    project: Project, keeper: FactKeeper
) -> None:
    first, second, *_ = project.article_ids()
    with costs(project) as cost:
        facts = keeper.facts(project, ALL, leaders={first: first, second: first})
    assert cost.rows < 5
    assert [one.cluster for one in facts.articles if one.cluster] == [first, first]
    assert keeper.facts(project, ALL, leaders={first: first, second: first}) is facts


def test_gold_counts_once_its_article_is_settled(project: Project, keeper: FactKeeper) -> None:
    article = project.article_ids()[0]
    own = project.find(Annotation, article=article)[0]
    said = project.apply(Settle(take=(own.id,)))
    keeper.follow(said)

    def gold() -> int:
        facts = keeper.facts(project, ALL)
        return sum(one.layer == GOLD for one in facts.labels)

    assert gold() == 0
    keeper.follow(project.apply(SetArticleState((article,), ArticleState.SETTLED)))
    with costs(project) as cost:
        assert gold() == 1
    assert cost.decoded["annotation"] == 0
