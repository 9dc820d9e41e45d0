"""Learning: from what is finished, per code, kept until labels say something else."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Self

import msgspec
import pytest
from msgspec import structs
from suggested import ANA, BOOK, FAIR, KEEP, TEXT, place, quote, study
from suggested import suggested as found_in

from annotator.analysis.suggest import Quote
from annotator.analysis.suggest.contest import Standing, Way
from annotator.analysis.suggest.document import Document
from annotator.analysis.suggest.learned import ModelFacts, train
from annotator.domain.article import WorkStatus
from annotator.domain.codebook import Code
from annotator.domain.edits.annotations import SetFragments, Tag
from annotator.domain.edits.articles import SetStatus
from annotator.domain.edits.codebook import PutCode
from annotator.domain.errors import CancelledError
from annotator.store.project import Project
from annotator.workflow.suggesting import learning, proposer
from annotator.workflow.suggesting.deciding import refuse
from annotator.workflow.suggesting.learning import learn
from annotator.workflow.suggesting.proposer import RULES, UNUSABLE, proposer_of

TEXTS = tuple(f"{TEXT}\n\nNumber {n}" for n in range(4))


class ToyModel(msgspec.Struct):
    """Finds what is nearly the first quote, once it has won."""

    facts: ModelFacts
    standing: Standing

    def quotes(self, text: str, language: str = "") -> list[Quote]:
        _ = text, language
        return [quote(KEEP)]

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """Read it; a `ValueError` says why it can't be used."""
        try:
            return msgspec.msgpack.decode(data, type=cls)
        except msgspec.MsgspecError as error:
            raise ValueError(str(error)) from None


class School:
    """Teaches toy models, and remembers from how many documents each learned."""

    def __init__(self, way: Way = Way.LEARNED) -> None:
        self.taught: list[int] = []
        self.way = way

    def __call__(self, documents: Sequence[Document], cancelled: Callable[[], bool]) -> bytes:
        if cancelled():
            raise CancelledError
        self.taught.append(len(documents))
        facts = ModelFacts(documents=len(documents), digest=str(hash(tuple(documents))))
        why = f"It won on {len(documents)} articles."
        return msgspec.msgpack.encode(ToyModel(facts, Standing(way=self.way, why=why)))


@pytest.fixture(autouse=True)
def toys(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (learning, proposer):
        monkeypatch.setattr(module, "QuoteModel", ToyModel)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with study(tmp_path, *TEXTS) as made:
        yield made


def finish(project: Project, article: str) -> None:
    made = Tag(id=f"q-{article}", article=article, code="quote", fragments=(place(KEEP),))
    project.apply(made)
    project.apply(SetStatus(article, WorkStatus.DONE))


def test_before_anything_is_finished_rules_suggest_and_say_so(project: Project) -> None:
    school = School()
    learned = learn(project, ANA, trainer=school)
    assert (school.taught, learned.is_new, learned.models) == ([], False, {})
    use = proposer_of(project, ANA).of("quote")
    assert use is not None
    assert (use.by, use.is_learned) == (RULES, False)
    assert use.why.startswith("Rules")


def test_what_was_learned_suggests_where_it_has_won(project: Project) -> None:
    finish(project, "a0")
    learned = learn(project, ANA, trainer=School())
    assert (learned.is_new, learned.articles) == (True, 1)
    use = proposer_of(project, ANA).of("quote")
    assert use is not None
    assert (use.by, use.way) == (learned.models["quote"], Way.LEARNED)
    assert use.why == "It won on 1 articles."
    (one,) = found_in(project, proposer_of(project, ANA), "a1")
    assert (one.by, TEXT[one.start : one.end]) == (use.by, KEEP)


def test_rules_stay_in_use_where_they_are_better(project: Project) -> None:
    finish(project, "a0")
    learn(project, ANA, trainer=School(Way.RULES))
    use = proposer_of(project, ANA).of("quote")
    assert use is not None
    assert (use.by, use.why) == (RULES, "It won on 1 articles.")


def test_the_same_labels_teach_nothing_twice(project: Project) -> None:
    finish(project, "a0")
    school = School()
    first = learn(project, ANA, trainer=school)
    again = learn(project, ANA, trainer=school)
    assert (school.taught, again.is_new, again.models) == ([1], False, first.models)
    assert learn(project, ANA, trainer=school, force=True).is_new
    assert school.taught == [1, 1]


@pytest.mark.parametrize("what", ["finished", "moved", "refused"])
def test_other_labels_or_refusals_are_learned_anew(project: Project, what: str) -> None:
    finish(project, "a0")
    first = learn(project, ANA, trainer=School())
    if what == "finished":
        finish(project, "a1")
    elif what == "moved":
        project.apply(SetFragments("q-a0", ((3, 9),)))
    else:
        fair = [one for one in found_in(project) if TEXT[one.start : one.end] == FAIR]
        project.apply(refuse(fair[0]))
    after = learn(project, ANA, trainer=School())
    assert after.is_new
    assert after.models != first.models
    facts = {one.id: one for one in project.all_models() if one.code == "quote"}
    assert facts.keys() == {first.models["quote"], after.models["quote"]}
    assert project.which_model(ANA, "quote") == after.models["quote"]
    earlier = project.model_facts(first.models["quote"])
    assert earlier is not None
    assert (earlier.data, earlier.facts["documents"]) == (b"", 1)


def test_a_code_without_labels_is_not_learned(project: Project) -> None:
    said_by = BOOK.codes[0].links or ()
    project.apply(PutCode(Code(id="claim", name="Quotation", links=said_by, position=99)))
    finish(project, "a0")
    learned = learn(project, ANA, trainer=School())
    assert set(learned.models) == {"quote"}
    assert proposer_of(project, ANA).of("claim") is not None


def test_each_coder_has_a_model_of_their_own(project: Project) -> None:
    finish(project, "a0")
    learn(project, ANA, trainer=School())
    use = proposer_of(project, "c-ben").of("quote")
    assert use is not None
    assert use.by == RULES


def test_the_last_model_stays_in_use_when_learning_is_cancelled(project: Project) -> None:
    finish(project, "a0")
    first = learn(project, ANA, trainer=School())
    finish(project, "a1")
    calls = 0

    def stop(_done: int, _total: int) -> None:
        nonlocal calls
        calls += 1
        if calls > 2:
            raise CancelledError

    with pytest.raises(CancelledError):
        learn(project, ANA, stop, trainer=School())
    assert project.which_model(ANA, "quote") == first.models["quote"]


def test_a_model_that_cannot_be_used_gives_way_to_the_rules(project: Project) -> None:
    finish(project, "a0")
    learn(project, ANA, trainer=School())
    model = project.model_in_use(ANA, "quote")
    assert model is not None
    project.keep_model(structs.replace(model, data=b"nonsense"))
    use = proposer_of(project, ANA).of("quote")
    assert use is not None
    assert (use.by, use.why) == (RULES, UNUSABLE)
    assert found_in(project, proposer_of(project, ANA), "a1")
    assert learn(project, ANA, trainer=School()).models  # and it isn't lost for ever


def test_learning_is_no_edit_and_changes_no_record(project: Project) -> None:
    finish(project, "a0")
    before = project.latest_edit_ids(100), project.data_version()
    with project.sibling() as own:
        learn(own, ANA, trainer=School())
    assert (project.latest_edit_ids(100), project.data_version()) == before
    assert project.check() == []
    assert project.undo_label() == "Status set" or project.undo_label()


def test_the_same_labels_and_seed_give_the_same_bytes(project: Project) -> None:
    finish(project, "a0")
    finish(project, "a1")
    seen: list[Sequence[Document]] = []

    def school(documents: Sequence[Document], _cancelled: Callable[[], bool]) -> bytes:
        seen.append(documents)
        return School()(documents, bool)

    learn(project, ANA, trainer=school)
    once, again = (train(seen[0], seed=0).to_bytes() for _ in range(2))
    assert once == again


def test_forgetting_all_models_loses_nothing(project: Project) -> None:
    finish(project, "a0")
    first = learn(project, ANA, trainer=School())
    project.forget_models()
    assert proposer_of(project, ANA).of("quote").by == RULES  # type: ignore[union-attr]
    assert learn(project, ANA, trainer=School()).models == first.models


def test_what_can_not_be_used_is_learned_again_from_the_same_labels(project: Project) -> None:
    finish(project, "a0")
    school = School()
    learn(project, ANA, trainer=school)
    (kept,) = project.models_in_use(ANA)
    project.keep_model(structs.replace(kept, id="model forged", data=b"of somebody else"))
    again = learn(project, ANA, trainer=school)
    use = proposer_of(project, ANA).of("quote")
    assert (school.taught, again.is_new) == ([1, 1], True)
    assert use is not None
    assert use.by == again.models["quote"]
