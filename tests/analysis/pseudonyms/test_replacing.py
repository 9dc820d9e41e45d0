"""Names go in all their forms, labels stay on their words, and what is doubtful is told."""

import re

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from annotator.analysis.pseudonyms.forms import Why
from annotator.analysis.pseudonyms.replacing import MaskedText, Replacer
from annotator.domain.people import Actor
from annotator.domain.record import Fragment

PESKOV = Actor(id="p", name="Dmitry Peskov", aliases=("Kremlin spokesman", "D. Peskov"))
MERKEL = Actor(id="m", name="Angela Merkel")
AFP = Actor(id="a", name="AFP", kind="organisation")
NAMES = {"p": "Person 1", "m": "Person 2", "a": "Organisation 1"}


def masked(text: str, *chosen: Actor, others: tuple[Actor, ...] = ()) -> MaskedText:
    chosen = chosen or (PESKOV, MERKEL, AFP)
    return Replacer(chosen, NAMES, others).masked(text)


@pytest.mark.parametrize(
    ("text", "replaced"),
    [
        ("Dmitry Peskov said so.", "Person 1 said so."),
        ("DMITRY PESKOV: the KREMLIN SPOKESMAN", "Person 1: the Person 1"),
        ("Peskov’s word and Peskov's, Peskovs", "Person 1’s word and Person 1's, Person 1s"),
        ("Dmitry\nPeskov, D. Peskov and Peskov, Dmitry", "Person 1, Person 1 and Person 1"),
        ("Dmitry\u00a0Peskov", "Person 1"),
        ("Merkels Regierung, die Merkel-Ära", "Person 2s Regierung, die Person 2-Ära"),
        ("MÉRKEL; Mérkel; Me\u0301rkel", "Person 2; Person 2; Person 2"),
        ("Pes\u00adkov", "Person 1"),
        ("Peskovian, Merkelz", "Peskovian, Merkelz"),
        ("(AFP) – AFP/dpa", "(Organisation 1) – Organisation 1/dpa"),
        ("😀Peskov😀", "😀Person 1😀"),
        ("", ""),
    ],
)
def test_a_name_goes_in_all_its_forms(text: str, replaced: str) -> None:
    assert masked(text).text == replaced


@pytest.mark.parametrize(
    ("name", "text", "replaced"),
    [
        ("Владимир Путин", "Владимира Путина и Путину, ПУТИНЫМ", "Person 1 и Person 1, Person 1"),
        ("习近平", "今天习近平说", "今天Person 1说"),
        ("محمد صلاح", "قال محمد صلاح اليوم", "قال Person 1 اليوم"),
        ("محمد صلاح", "ومحمد صلاح، لمحمد صلاح", "وPerson 1، لPerson 1"),
        ("محمد صلاح", "وَمُحَمَّد صَلاح وبمحمد صلاح", "وَPerson 1 وبPerson 1"),
        ("יאיר לפיד", "ויאיר לפיד", "וPerson 1"),
        ("Ursula von der Leyen", "Von der Leyen, Leyen", "Person 1, Person 1"),
        ("O’Neill, Ann", "Ann O'Neill and O‘Neill", "Person 1 and Person 1"),
        ("Martin King Jr.", "King; Martin King Jr.", "Person 1; Person 1."),
    ],
)
def test_names_of_other_scripts_and_habits(name: str, text: str, replaced: str) -> None:
    assert masked(text, Actor(id="p", name=name)).text == replaced


@pytest.mark.parametrize(
    ("text", "words", "why"),
    [
        ("They said that peskov lied.", "peskov", Why.LOWER),
        ("Dmitry was late.", "Dmitry", Why.GIVEN),
        ("Peskova came.", "Peskova", Why.ENDING),
        ("Ms Smith came.", "Smith", Why.SHARED),
        ("In May.", "May", Why.CALENDAR),
    ],
)
def test_what_is_doubtful_stays_and_is_told(text: str, words: str, why: Why) -> None:
    smith, may = Actor(id="m", name="Ann Smith"), Actor(id="a", name="Theresa May")
    found = masked(text, PESKOV, smith, may, others=(Actor(id="o", name="Bob Smith"),))
    assert found.text == text
    assert [(one.words, one.why) for one in found.doubts] == [(words, why)]


def test_a_number_at_the_end_of_a_name_is_no_surname() -> None:
    numbered = Actor(id="p", name="Witness Miller 100")
    assert masked("Witness Miller 100 saw 100 men.", numbered).text == "Person 1 saw 100 men."


def test_a_whole_name_goes_though_its_surname_is_shared() -> None:
    smith = Actor(id="m", name="Ann Smith")
    found = masked("Ann Smith and Bob Smith.", smith, others=(Actor(id="o", name="Bob Smith"),))
    assert found.text == "Person 2 and Bob Smith."


def test_a_label_inside_a_name_grows_to_the_whole_pseudonym() -> None:
    found = masked("Then Dmitry Peskov spoke.")
    start, end = found.moved(12, 24)  # "Peskov spoke"
    assert found.text[start:end] == "Person 1 spoke"
    assert found.fragments((Fragment(5, 9), Fragment(12, 15))) == (Fragment(5, 13),)
    assert found.back(*found.moved(12, 24)) == (5, 24)


words_of_texts = st.sampled_from(
    [
        *("Peskov", "Dmitry Peskov", "peskov", "Kremlin spokesman", "Merkel", "AFP", "said", "a😀"),
        *("’s", "'", "-", " ", "\n", "\u2028", ".", ",", "Merkels", "אבג", "e\u0301", "_", "s"),
    ]
)
texts = st.lists(words_of_texts, max_size=24).map("".join)
names = st.lists(st.sampled_from(["Ann", "bo", "de", "Cy", "O'Neill", "王", "Éa"]), min_size=1,
                 max_size=3).map(" ".join)  # fmt: skip


@st.composite
def labelled(draw: st.DrawFn) -> tuple[str, int, int]:
    text = draw(texts.filter(bool))
    start = draw(st.integers(0, len(text) - 1))
    return text, start, draw(st.integers(start + 1, len(text)))


@settings(max_examples=60)
@given(labelled())
@example(("Peskov’s", 5, 7))
def test_a_label_stays_on_its_words(drawn: tuple[str, int, int]) -> None:
    text, start, end = drawn
    found = masked(text)
    new_start, new_end = found.moved(start, end)
    inside = [one for one in found.replaced if one.start < end and one.end > start]
    if not inside:
        assert found.text[new_start:new_end] == text[start:end]
    assert 0 <= new_start < new_end <= len(found.text)
    wide = (
        min([start, *(one.start for one in inside)]),
        max([end, *(one.end for one in inside)]),
    )
    assert found.back(new_start, new_end) == wide


@settings(max_examples=60)
@given(st.lists(names, min_size=1, max_size=3), st.lists(names, max_size=8), st.data())
def test_no_chosen_name_remains_as_a_whole_word(
    chosen: list[str], between: list[str], data: st.DataObject
) -> None:
    joints = data.draw(st.lists(st.sampled_from([" ", ", ", "-", "’s ", " x "]), max_size=12))
    said = [*chosen, *between]
    text = "".join(
        word for pair in zip(said, [*joints, *[" "] * 12], strict=False) for word in pair
    )
    actors = [Actor(id=str(n), name=name) for n, name in enumerate(chosen)]
    assume(len(set(chosen)) == len(chosen))
    found = Replacer(actors, {str(n): f"Person {n}" for n in range(3)}, ()).masked(text)
    for name in chosen:
        assert not re.search(rf"(?<!\w){re.escape(name)}(?!\w)", found.text)


@settings(max_examples=40)
@given(texts)
def test_what_is_around_names_stays_as_it_is(text: str) -> None:
    found = masked(text)
    kept, at = [], 0
    for one in found.replaced:
        kept.append((text[at : one.start], one))
        at = one.end
    rebuilt = "".join(before + NAMES[one.actor] for before, one in kept) + text[at:]
    assert rebuilt == found.text
    assert all(
        found.text[one.new_start : one.new_end] == NAMES[one.actor] for one in found.replaced
    )


def test_one_word_that_a_particle_may_be_written_to_is_told_and_stays() -> None:
    found = masked("فعلي يقول", Actor(id="p", name="علي"))
    assert found.text == "فعلي يقول"
    assert [(one.words, one.why) for one in found.doubts] == [("فعلي", Why.PARTICLE)]


def test_a_longer_name_after_a_particle_is_not_taken_for_a_shorter_one() -> None:
    both = (Actor(id="p", name="محمد علي"), Actor(id="m", name="علي"))
    assert masked("وصل ومحمد علي", *both).text == "وصل وPerson 1"
