"""A linear model answers what it has learned, says why, and is the same each time."""

import random

import pytest

from annotator.analysis.suggest.linear import LinearModel, TrainingLabel, train
from annotator.analysis.suggest.linear_features import features
from annotator.analysis.suggest.linear_held_out import calibrated, held_out

TOPICS = {
    "money": ["budget", "price", "tax", "wages", "debt", "rent"],
    "health": ["clinic", "doctor", "fever", "ward", "nurse", "vaccine"],
    "votes": ["party", "ballot", "poll", "seat", "coalition", "campaign"],
}
FILLERS = [
    *("the", "council", "spoke", "of", "it", "again", "on", "that", "day", "and", "nobody", "in"),
    *("town", "said", "more"),
]


def _sentence(chance: random.Random, topic: str, clear: bool = True) -> str:
    telling = TOPICS[topic] if clear else FILLERS
    words = [*chance.sample(FILLERS, 8), *chance.sample(telling, 2)]
    chance.shuffle(words)
    return " ".join(words)


def _examples(count: int, seed: int = 1, unclear: float = 0.0) -> list[TrainingLabel]:
    chance = random.Random(seed)
    topics = [chance.choice(sorted(TOPICS)) for _ in range(count)]
    return [
        TrainingLabel(
            f"a{n // 4}", features(_sentence(chance, one, chance.random() >= unclear)), one
        )
        for n, one in enumerate(topics)
    ]


def test_what_was_learned_is_recognised_in_other_words_of_the_same_topic() -> None:
    model = train(_examples(120))
    asked = _examples(60, seed=2)
    right = sum(model.probabilities(one.features)[0][0] == one.answer for one in asked)
    assert right >= 57
    assert model.labels == 120


def test_probabilities_come_to_one_and_the_likeliest_is_first() -> None:
    found = train(_examples(60)).probabilities(features("the budget and the tax"))
    assert sum(share for _, share in found) == pytest.approx(1)
    assert [share for _, share in found] == sorted((s for _, s in found), reverse=True)
    assert found[0][0] == "money"


def test_it_says_which_words_speak_for_an_answer() -> None:
    seen = features("the doctor spoke of fever")
    assert set(train(_examples(120)).why(seen, "health", 2)) == {"“doctor”", "“fever”"}


def test_the_same_examples_give_the_same_bytes_in_whatever_order_they_come() -> None:
    some = _examples(80)
    other = some[:]
    random.Random(5).shuffle(other)
    assert train(some).to_bytes() == train(other).to_bytes()
    assert held_out(some, seed=3) == held_out(other, seed=3)


def test_a_model_that_was_kept_answers_as_it_did() -> None:
    model = train(_examples(80)).at_temperature(1.3)
    kept = LinearModel.from_bytes(model.to_bytes())
    assert kept.to_bytes() == model.to_bytes()
    assert kept.temperature == 1.3
    seen = features("a clinic and a nurse")
    assert kept.probabilities(seen)[0][0] == model.probabilities(seen)[0][0]


@pytest.mark.parametrize("data", [b"", b"nothing", train(_examples(40)).to_bytes()[:-9]])
def test_what_is_no_model_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="no model"):
        LinearModel.from_bytes(data)


def test_one_answer_alone_teaches_nothing() -> None:
    same = [one for one in _examples(40) if one.answer == "money"]
    with pytest.raises(ValueError, match="two different"):
        train(same)
    assert not held_out(same).answers


def test_articles_are_held_out_whole() -> None:
    # Each article has a word of its own that gives its answer away: of no use elsewhere.
    own = [
        TrainingLabel(f"a{n // 6}", features(f"word{n // 6} here"), ["yes", "no"][n // 6 % 2])
        for n in range(60)
    ]
    found = held_out(own)
    assert len(found.answers) == 60
    assert sum(one.right for one in found.answers) < 45


def test_the_curve_rises_and_ends_with_all_labels() -> None:
    curve = held_out(_examples(220)).curve
    assert [one.labels for one in curve] == [25, 50, 100, 220]
    assert curve[-1].right >= curve[0].right
    assert curve[-1].surest >= 0.95


def test_probabilities_are_right_as_often_as_they_say() -> None:
    some = _examples(400, unclear=0.4)
    model = calibrated(some, held_out(some))
    asked = [(model.probabilities(one.features)[0], one) for one in _examples(600, 9, unclear=0.4)]
    said = sum(share for (_, share), _ in asked) / len(asked)
    right = sum(answer == one.answer for (answer, _), one in asked) / len(asked)
    assert said == pytest.approx(right, abs=0.08)


def test_answers_that_were_suggested_are_learned_and_prove_nothing() -> None:
    some = [
        TrainingLabel(one.article, one.features, one.answer, measured=n % 2 == 0)
        for n, one in enumerate(_examples(100))
    ]
    assert len(held_out(some).answers) == 50
    assert train(some).labels == 100


def test_it_can_be_stopped() -> None:
    class StoppedError(Exception):
        pass

    def stop() -> None:
        raise StoppedError

    with pytest.raises(StoppedError):
        train(_examples(40), stop)


@pytest.mark.parametrize("text", ["", "\n", "🙂", "a" * 10_000, "نص", "\ud800", "?!"])
def test_any_text_has_features_and_an_answer(text: str) -> None:
    found = features(text, title=text, before=text, after=text, facts={"outlet": text})
    assert all(0 < value <= 1 for value in found.values())
    assert train(_examples(20)).probabilities(found)
