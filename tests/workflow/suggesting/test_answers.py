"""Answers are suggested where that has proved right in the project, and are silent elsewhere."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from answered import BOOK, ME, choice, coded, learn_answers, made_and_learned, scale
from once import copy_of

from annotator.domain.annotation import Annotation, Origin
from annotator.domain.article import WorkStatus
from annotator.domain.codebook import Code, Codebook, Field
from annotator.domain.edits.annotations import SetValue
from annotator.domain.edits.articles import SetStatus
from annotator.domain.errors import CancelledError
from annotator.domain.people import coder_id
from annotator.formats.files.codebook import read_codebook
from annotator.resources import resource
from annotator.store.project import Project
from annotator.workflow.open_article import OpenArticle
from annotator.workflow.suggesting.answer_fields import asked_fields, never
from annotator.workflow.suggesting.answers import (
    MODEL_KEY,
    AnswerStanding,
    AnswerSuggestion,
    answer_proposer_of,
    applying,
    proposer_from,
    read_kept,
    suggestion_words,
    taking,
)
from annotator.workflow.suggesting.quality.answer_table import answer_table


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "p.annotator", codebook=BOOK) as project:
        project.coder = "ana"
        yield project


@pytest.fixture
def learned(tmp_path: Path) -> Iterator[Project]:
    with Project.open(
        copy_of("answers", made_and_learned, tmp_path / "p.annotator"), "ana"
    ) as project:
        yield project


def _suggested(project: Project, annotation: str, article: str = "new") -> list[AnswerSuggestion]:
    opened = OpenArticle.load(project, article)
    assert opened is not None
    label = opened.annotations[annotation]
    code = BOOK.code(label.code)
    assert code is not None
    return answer_proposer_of(project, ME).answers(code, opened, label)


NOTHING_LEARNED = (
    "nothing has been learned for it yet; "
    "from 30 labels on that is tried whenever an article has been finished."
)


def _standings(project: Project) -> dict[str, AnswerStanding]:
    return {one.field.id: one for one in answer_proposer_of(project, ME).standings}


def test_an_open_answer_is_suggested_with_what_speaks_for_it(learned: Project) -> None:
    (found,) = _suggested(learned, "f")
    assert (found.field, found.value) == ("topic", "money")
    assert found.probability > 0.9
    assert {"“budget”", "“tax”"} & set(found.why)
    assert suggestion_words(BOOK.codes[0], [found]).startswith("Money (9")


def test_a_rule_answers_where_it_agrees_with_the_coder(learned: Project) -> None:
    (found,) = _suggested(learned, "s")
    assert (found.field, found.value, found.by) == ("naming", "role_only", "naming 1")
    assert _standings(learned)["naming"].by == "naming 1"


def test_the_whole_article_is_answered_before_it_has_a_label(learned: Project) -> None:
    opened = OpenArticle.load(learned, "new")
    assert opened is not None
    proposer = answer_proposer_of(learned, ME)
    main = BOOK.codes[2]
    (found,) = proposer.answers(main, opened, None)
    assert found.value == "money"
    learned.apply(applying("m", "new", main, [found], proposer.model))
    made = learned.get(Annotation, "m")
    assert made is not None
    assert (made.values, made.origin) == ({"main": "money"}, Origin.ACCEPTED)


def test_what_words_do_not_tell_is_not_suggested_and_says_why(learned: Project) -> None:
    mood = _standings(learned)["mood"]
    assert not mood.is_suggested
    assert mood.why.startswith("Mood: 160 labels, right in ")
    assert mood.why.endswith(" % of held-out ones; the bar is 85 %.")
    assert mood.curve[-1].labels == 160


def test_few_labels_are_silent(project: Project) -> None:
    coded(project, 4)
    assert not learn_answers(project, ME)
    (early,) = {one.why.partition(": ")[2] for one in _standings(project).values()} - {
        "never suggested: measured, suggestions of sentiment are not honest."
    }
    assert early == NOTHING_LEARNED
    coded(project, 4, first=4)
    assert learn_answers(project, ME)
    standings = _standings(project)
    assert not standings["main"].is_suggested
    assert standings["main"].why == "Main: 8 labels to measure by; from 30 on it is tried."


def test_of_what_was_not_looked_at_no_number_is_told(project: Project) -> None:
    coded(project, 40)
    before = _standings(project)["main"]
    assert before.why == f"Main: {NOTHING_LEARNED}"
    assert before.shown is None
    assert learn_answers(project, ME)
    after = _standings(project)["main"]
    assert after.why.startswith("Main: ")
    assert after.shown is not None
    assert after.shown.labels == 40


def test_sentiment_is_never_suggested_however_well_it_could_be_told(learned: Project) -> None:
    stance = _standings(learned)["stance"]
    assert not stance.is_suggested
    assert "not honest" in stance.why
    assert all(one.field != "stance" for one in _suggested(learned, "f"))


@pytest.mark.parametrize("name", ["default", "minimal", "bias", "generic-frames", "propaganda"])
def test_the_program_s_codebooks_ask_for_attitudes_in_vain(name: str) -> None:
    codebook = read_codebook(resource("codebooks", f"{name}.json"))
    refused = {f"{c.id}.{f.id}" for c, f in asked_fields(codebook) if never(c, f)}
    attitudes = {"sentiment.polarity", "sentiment.explicitness", "quote.stance", "tone.tone"}
    attitudes |= {"bias.polarity", "bias.in_quote", "quote.negated"}
    every = {f"{c.id}.{f.id}" for c, f in asked_fields(codebook)}
    assert refused == every & attitudes


@pytest.mark.parametrize(
    "field",
    [
        choice("judgement", "positive", "negative", "neutral"),
        choice("wertung", "gut", "schlecht"),
        choice("sentimiento", "a", "b"),
        scale("anything"),
    ],
)
def test_an_attitude_is_known_by_its_name_its_steps_and_its_choices(field: Field) -> None:
    assert never(Code(id="x", name="X", fields=(field,)), field)


def test_a_higher_bar_silences_what_a_lower_one_lets_through(learned: Project) -> None:
    kept = learned.model_in_use(ME, MODEL_KEY)
    assert kept is not None
    fields = read_kept(kept.data)
    low, high = proposer_from(BOOK, fields, 0.5), proposer_from(BOOK, fields, 0.999)
    assert {one.field.id for one in low.standings if one.is_suggested} >= {"topic", "naming"}
    assert not any(one.is_suggested for one in high.standings)
    assert not high.fields


def test_what_has_an_answer_is_left_alone(learned: Project) -> None:
    learned.apply(SetValue("f", "topic", "health"))
    assert not _suggested(learned, "f")


def test_taking_suggested_answers_is_one_step_and_keeps_the_others(learned: Project) -> None:
    learned.apply(SetValue("f", "mood", "loud"))
    learned.apply(taking("f", _suggested(learned, "f")))
    made = learned.get(Annotation, "f")
    assert made is not None
    assert made.values == {"mood": "loud", "topic": "money"}
    assert learned.latest_edits(1)[0].label == "Suggested answer taken"
    learned.undo()
    made = learned.get(Annotation, "f")
    assert made is not None
    assert made.values == {"mood": "loud"}


def test_answers_that_were_suggested_prove_nothing(learned: Project) -> None:
    learned.apply(taking("f", _suggested(learned, "f")))
    learned.apply(SetStatus("new", WorkStatus.DONE))
    before = _standings(learned)["topic"].shown
    assert learn_answers(learned, ME)
    after = _standings(learned)["topic"].shown
    assert before is not None
    assert after is not None
    assert before.labels == after.labels == 160


def test_the_same_labels_teach_nothing_new_and_give_the_same_bytes(learned: Project) -> None:
    first = learned.model_in_use(ME, MODEL_KEY)
    assert not learn_answers(learned, ME)
    assert learn_answers(learned, ME, force=True)
    second = learned.model_in_use(ME, MODEL_KEY)
    assert first is not None
    assert second is not None
    assert first.data == second.data
    assert first.id == second.id


def test_a_new_finished_article_is_learned_from(learned: Project) -> None:
    coded(learned, 1, first=50)
    assert learn_answers(learned, ME)


def test_what_another_coder_has_said_is_not_learned_from(learned: Project) -> None:
    assert not learn_answers(learned, coder_id("ben"))
    assert not answer_proposer_of(learned, coder_id("ben")).fields


def _stopping(at: int) -> Callable[[int, int], None]:
    calls = 0

    def reporter(_done: int, _total: int) -> None:
        nonlocal calls
        calls += 1
        if calls > at:
            raise CancelledError

    return reporter


@pytest.mark.parametrize("at", [0, 3, 40])
def test_learning_that_is_stopped_keeps_what_was(learned: Project, at: int) -> None:
    before = learned.which_model(ME, MODEL_KEY)
    learned.apply(SetStatus("new", WorkStatus.DONE))
    with pytest.raises(CancelledError):
        learn_answers(learned, ME, _stopping(at), force=True)
    assert learned.which_model(ME, MODEL_KEY) == before


def test_what_was_learned_of_fields_that_are_gone_or_that_is_damaged_is_no_use(
    learned: Project,
) -> None:
    kept = learned.model_in_use(ME, MODEL_KEY)
    assert kept is not None
    other = Codebook(codes=(Code(id="frame", name="Frame", fields=(choice("topic", "a", "b"),)),))
    opened = OpenArticle.load(learned, "new")
    assert opened is not None
    proposer = proposer_from(other, read_kept(kept.data), 0.85)
    assert not proposer.answers(other.codes[0], opened, opened.annotations["f"])
    assert read_kept(kept.data[:-3]) == ()
    assert read_kept(b"") == ()


def test_a_table_says_of_each_field_whether_and_why(learned: Project) -> None:
    table = answer_table(answer_proposer_of(learned, ME).standings)
    rows = {row.cells[0].text: [one.text for one in row.cells] for row in table.rows}
    assert list(rows)[:2] == ["Frame · Topic", "Source · Naming"]
    suggested = dict(zip([one.title for one in table.columns], rows["Frame · Topic"], strict=True))
    assert suggested["Suggested"] == "100 %"
    assert suggested["Labels"] == "160"
    assert "160: 1.00" in suggested["By number of labels"]
    assert rows["Frame · Mood"][1] == "no"
    assert rows["Frame · Mood"][-1].startswith("Mood: 160 labels, right in ")
    assert "not honest" in rows["Frame · Stance"][-1]
