"""Clusters of near copies: what belongs together, whatever the order in which texts come."""

import random
from functools import lru_cache

from hypothesis import given
from hypothesis import strategies as st

from annotator.analysis.copy_clusters import CopyClusters
from annotator.analysis.near_copies import Print, text_print

WORDS = ("port", "minister", "union", "said", "council", "vote", "delayed", "budget", "bridge")


def _paragraph(seed: int, length: int = 40) -> str:
    draw = random.Random(seed)
    words = (f"{draw.choice(WORDS)}{draw.randrange(300)}" for _ in range(length))
    return " ".join(words) + "."


def _story(seed: int, paragraphs: int = 10) -> list[str]:
    return [_paragraph(seed * 100 + n) for n in range(paragraphs)]


STORY = _story(1)
PRINTED = {
    "as it came": STORY,
    "with another headline": ["Port vote delayed again", *STORY],
    "with one paragraph cut": STORY[:-1],
    "with an agency's line": ["HARBOURTOWN (Wire) –", *STORY, "© Wire 2025"],
    "with other quotation marks": [f"“{STORY[0]}”", *STORY[1:]],
}


@lru_cache
def _print(text: str) -> Print:
    found = text_print(text)
    assert found is not None
    return found


def _clusters(texts: dict[str, str]) -> CopyClusters:
    clusters = CopyClusters()
    clusters.update({name: _print(text) for name, text in texts.items()})
    return clusters


def test_copies_with_other_headlines_cuts_and_agency_lines_are_one_cluster() -> None:
    printed = {f"{n} {name}": "\n\n".join(ps) for n, (name, ps) in enumerate(PRINTED.items())}
    others = {f"other {n}": "\n\n".join(_story(n)) for n in range(2, 60)}
    clusters = _clusters(printed | others)
    assert clusters.members == {"0 as it came": tuple(sorted(printed))}
    assert clusters.leaders == dict.fromkeys(printed, "0 as it came")


def test_unlike_articles_with_the_same_furniture_are_no_copies() -> None:
    furniture = [_paragraph(77, 60), _paragraph(78, 60)]
    texts = {f"{n}": "\n\n".join([*_story(n), *furniture]) for n in range(2, 80)}
    assert _clusters(texts).members == {}


def test_a_chain_joins_nothing_that_is_unlike_its_leader() -> None:
    """Each text has nine tenths of the one before, and the last one nothing of the first."""
    story = _story(3, 30)
    texts = {f"{n:02}": "\n\n".join(story[n : n + 10]) for n in range(20)}
    clusters = _clusters(texts)
    assert len(clusters.members) > 3
    for leader, members in clusters.members.items():
        first, last = int(leader), int(members[-1])
        assert members[0] == leader
        assert last - first <= 3


TEXTS = st.lists(st.integers(0, 3), min_size=0, max_size=12)


def _text(story: int, cut: int) -> str:
    return "\n\n".join(_story(story, 12)[cut : cut + 9])


EVENTS = st.lists(
    st.tuples(st.sampled_from("abcdefghijkl"), st.integers(0, 2), st.integers(-1, 3)), max_size=25
)


@given(events=EVENTS, data=st.data())
def test_texts_that_come_and_go_one_by_one_give_what_all_at_once_give(
    events: list[tuple[str, int, int]], data: st.DataObject
) -> None:
    now: dict[str, str] = {}
    step_by_step = CopyClusters()
    for name, story, cut in events:
        if cut < 0:
            now.pop(name, None)
            step_by_step.update({}, [name])
        else:
            now[name] = _text(story, cut)
            step_by_step.update({name: _print(now[name])})
    shuffled = data.draw(st.permutations(sorted(now)))
    # So many others that all are put into clusters at once.
    others = {f"other {n}": _paragraph(9000 + n) for n in range(40)}
    at_once = _clusters({name: now[name] for name in shuffled} | others)
    assert step_by_step.members == at_once.members
    assert step_by_step.leaders == at_once.leaders


def test_thousands_of_the_same_text_are_one_cluster() -> None:
    same = _print("Nothing of this was printed before.")
    clusters = CopyClusters()
    clusters.update({f"{n:04}": same for n in range(3000)})
    assert [len(one) for one in clusters.members.values()] == [3000]
