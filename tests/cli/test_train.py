"""`annotator train` and `annotator evaluate`: learning, and how good it is."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from quoted_news import lines, write_lines

Run = Callable[..., Result]
Told = Callable[..., Any]
STUDY = "study.annotator"


def made(run: Run, **labels: Any) -> str:
    write_lines(Path("news.jsonl"), lines(**labels))
    assert run("new", STUDY, "--me", "ana").exit_code == 0
    assert run("import", STUDY, "news.jsonl", "--me", "ana").exit_code == 0
    return STUDY


@pytest.fixture
def labelled(run: Run) -> str:
    """Make a project with three articles that ana has finished, and one without labels."""
    return made(run, status="done")


def quote_of(told: Any) -> Any:
    (found,) = [one for one in told["codes"] if one["code"] == "quote"]
    return found


def test_training_says_what_is_in_use_and_why(run: Run, told: Told, labelled: str) -> None:
    found = told("train", labelled)
    assert (found["coder"], found["articles"], found["is_new"]) == ("ana", 3, True)
    quote = quote_of(found)
    assert quote["learned_from"] == 3
    assert quote["in_use"] in ("rules", "adapted", "learned")
    assert quote["why"]
    again = told("train", labelled)
    assert (again["is_new"], quote_of(again)) == (False, quote)
    assert "Nothing new to learn in 3 finished articles of ana." in run("train", labelled).stdout
    anew = told("train", labelled, "--force")
    assert anew["is_new"]
    assert quote_of(anew) == quote  # the same labels give the same model


@pytest.mark.parametrize(
    "labels",
    [{"status": "done"}, {}, {"layer": "gold"}],
    ids=["finished", "imported without a status", "gold"],
)
def test_imported_labels_are_learned_from(run: Run, told: Told, labels: Any) -> None:
    found = told("train", made(run, **labels))
    assert (found["articles"], quote_of(found)["learned_from"]) == (3, 3)


def test_what_is_not_finished_is_not_learned_from(run: Run, told: Told) -> None:
    found = told("train", made(run, status="in_progress"))
    assert (found["articles"], found["is_new"]) == (0, False)
    assert "Nothing to learn from: 0 finished articles." in run("train", STUDY).stdout


def test_labels_of_a_run_are_not_learned_from(run: Run, told: Told) -> None:
    write_lines(Path("news.jsonl"), lines())
    run("new", STUDY, "--me", "ana")
    run("import", STUDY, "news.jsonl", "--run", "Model", "--me", "ana")
    assert told("train", STUDY)["articles"] == 0
    refused = run("train", STUDY, "--coder", "Model")
    assert (refused.exit_code, refused.stderr.count("\n")) == (2, 1)


def test_several_coders_are_learned_from_together_or_alone(
    run: Run, told: Told, labelled: str
) -> None:
    other = [
        {
            "id": "pier",
            "text": "Tom Reed said that the pier is closed.",
            "statuses": {"ben": "done"},
        }
    ]
    write_lines(Path("more.jsonl"), other)
    run("import", labelled, "more.jsonl", "--me", "ben")
    both = told("train", labelled)
    assert (both["coder"], both["articles"]) == (None, 4)
    alone = told("train", labelled, "--coder", "ANA")
    assert (alone["coder"], alone["articles"]) == ("ana", 3)
    assert run("train", labelled, "--coder", "zoe").exit_code == 2
    assert run("suggest", labelled, "--json").stderr == ""


def test_what_one_coder_taught_is_not_taken_for_everybodys(run: Run, labelled: str) -> None:
    run("train", labelled, "--coder", "ana")
    other = [{"id": "pier", "text": "The pier is closed.", "statuses": {"ben": "nothing"}}]
    write_lines(Path("more.jsonl"), other)
    run("import", labelled, "more.jsonl", "--me", "ben")
    assert "--coder" in run("suggest", labelled, "--json").stderr
    assert run("suggest", labelled, "--coder", "ana", "--json").stderr == ""


def test_rules_are_evaluated_against_a_layer(run: Run, told: Told, labelled: str) -> None:
    found = told("evaluate", labelled, "--against", "ana", "--proposer", "rules")
    assert (found["articles"], found["out_of_sample"]) == (3, True)
    quote = quote_of(found)
    assert quote["way"] == "rules"
    assert (quote["quotes"], quote["types"]["direct"]["quotes"]) == (5, 2)
    assert 0.5 < quote["overlap"]["f1"] <= 1
    assert quote["exact"].keys() == {"precision", "recall", "f1"}
    assert quote["speaker"] is not None
    printed = run("evaluate", labelled, "--against", "ana", "--proposer", "rules").stdout
    assert "On 3 articles, against ana. Out of sample" in printed


def test_what_was_learned_is_evaluated_by_folds(run: Run, told: Told, labelled: str) -> None:
    found = told("evaluate", labelled, "--against", "ana", "--proposer", "adapted")
    assert (found["articles"], found["out_of_sample"]) == (3, True)
    assert "from the others alone (3 folds)" in found["how"]
    assert quote_of(found)["way"] == "adapted"


def test_what_is_in_use_is_evaluated_where_nothing_else_is_said(told: Told, labelled: str) -> None:
    found = told("evaluate", labelled, "--against", "ana")
    assert (found["evaluated"], quote_of(found)["way"]) == ("in-use", "rules")


def test_too_few_articles_are_no_sample(run: Run, labelled: str) -> None:
    write_lines(Path("two.jsonl"), list(lines(status="done"))[:2])
    run("new", "two.annotator")
    run("import", "two.annotator", "two.jsonl")
    refused = run("evaluate", "two.annotator", "--against", "ana", "--proposer", "learned")
    assert (refused.exit_code, refused.stderr.count("\n")) == (2, 1)
    assert "--proposer rules" in refused.stderr


def test_a_run_is_evaluated(run: Run, told: Told, labelled: str) -> None:
    run("suggest", labelled, "--run", "Suggested")
    run("import", labelled, "news.jsonl", "--run", "Model")
    proposed = told("evaluate", labelled, "--against", "ana", "--layer", "suggested")
    rules = told("evaluate", labelled, "--against", "ana", "--proposer", "rules")
    assert quote_of(proposed)["overlap"] == quote_of(rules)["overlap"]
    assert proposed["out_of_sample"] is True
    other = told("evaluate", labelled, "--against", "ana", "--layer", "Model")
    assert quote_of(other)["exact"]["f1"] == 1
    assert other["out_of_sample"] is None
    assert other["silent"] == 0


def test_gold_is_a_layer(run: Run, told: Told) -> None:
    gold = made(run, layer="gold")
    found = told("evaluate", gold, "--against", "gold", "--proposer", "rules")
    assert (found["articles"], quote_of(found)["quotes"]) == (3, 5)


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("--against", "zoe"),
        ("--against", "gold"),
        ("--against", "ana", "--layer", "zoe"),
        ("--against", "ana", "--layer", "ana", "--proposer", "rules"),
        ("--against", "ana", "--proposer", "magic"),
        ("--against", "ana", "--coder", "zoe"),
    ],
)
def test_what_can_not_be_evaluated_is_refused_in_a_line(
    run: Run, labelled: str, words: tuple[str, ...]
) -> None:
    result = run("evaluate", labelled, *words)
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
