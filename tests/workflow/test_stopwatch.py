"""What counts as time at work: never more than passes, and nothing while one is away."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.timing import WorkedOn
from annotator.workflow.local_time import LocalTime
from annotator.workflow.stopwatch import Place, Stopwatch

A, B = ("ana", "a"), ("ana", "b")


class Clock(LocalTime):
    """A clock that a test moves on."""

    def __init__(self) -> None:
        self.now, self.day = 1_000_000, "2026-01-31"

    def millis(self) -> int:
        return self.now

    def today(self) -> str:
        return self.day

    def stopwatch(self) -> Stopwatch:
        return Stopwatch(self)

    def pass_by(self, seconds: float) -> None:
        self.now += round(seconds * 1000)


@pytest.fixture
def clock() -> Clock:
    return Clock()


def seconds(watch: Stopwatch) -> dict[str, float]:
    return {one.article: millis / 1000 for one, millis in watch.take().items()}


def test_the_time_between_two_acts_counts_up_to_a_minute(clock: Clock) -> None:
    watch = clock.stopwatch()
    clock.pass_by(5)
    watch.act(A)
    for pause in (10, 60, 60.001, 3600, 0.5):
        clock.pass_by(pause)
        watch.act(A)
    assert seconds(watch) == {"a": 70.5}


def test_it_counts_for_the_article_where_one_was_in_between(clock: Clock) -> None:
    watch = clock.stopwatch()
    watch.act(A)
    clock.pass_by(10)
    watch.move(B)
    clock.pass_by(20)
    watch.act(B)
    clock.pass_by(30)
    watch.act(None)
    clock.pass_by(40)
    watch.act(A)
    assert seconds(watch) == {"a": 10, "b": 50}


def test_another_article_is_no_act_of_somebody_who_is_away(clock: Clock) -> None:
    watch = clock.stopwatch()
    watch.move(A)
    clock.pass_by(10)
    watch.act(A)
    clock.pass_by(90)
    watch.move(B)
    clock.pass_by(10)
    watch.act(B)
    assert seconds(watch) == {}


def test_nothing_counts_after_a_stop_until_the_next_act(clock: Clock) -> None:
    watch = clock.stopwatch()
    watch.act(A)
    clock.pass_by(10)
    watch.stop()
    clock.pass_by(10)
    watch.stop()
    watch.act(A)
    clock.pass_by(1)
    watch.act(A)
    assert seconds(watch) == {"a": 11}


def test_each_day_and_each_coder_has_their_own(clock: Clock) -> None:
    watch = clock.stopwatch()
    watch.act(A)
    clock.pass_by(10)
    watch.act(("ben", "a"))
    clock.pass_by(20)
    clock.day = "2026-02-01"
    watch.act(("ben", "a"))
    assert watch.take() == {
        WorkedOn("ana", "2026-01-31", "a"): 10_000,
        WorkedOn("ben", "2026-02-01", "a"): 20_000,
    }


def test_a_clock_that_goes_back_counts_nothing(clock: Clock) -> None:
    watch = clock.stopwatch()
    watch.act(A)
    clock.pass_by(-10)
    watch.act(A)
    assert watch.counted == 0


PLACES = st.sampled_from([A, B, ("ben", "a"), None])
STEPS = st.lists(
    st.tuples(
        st.integers(0, 90_000), st.sampled_from(["act", "move", "stop", "take", "lost"]), PLACES
    )
)


def played(steps: list[tuple[int, str, Place | None]]) -> tuple[dict[WorkedOn, int], int, int]:
    """Return what was counted, how long it took in all, and how long the short pauses were."""
    clock = Clock()
    watch, begun = clock.stopwatch(), clock.now
    total: dict[WorkedOn, int] = {}
    pause = short = 0
    for passed, what, place in steps:
        clock.now += passed
        pause += passed
        if what in ("take", "lost"):
            taken = watch.take()
            if what == "lost":
                watch.give_back(taken)
                taken = {}
            for on, millis in taken.items():
                total[on] = total.get(on, 0) + millis
            continue
        short += pause if pause <= 60_000 else 0
        pause = 0
        if what == "stop":
            watch.stop()
        else:
            (watch.act if what == "act" else watch.move)(place)
    for on, millis in watch.take().items():
        total[on] = total.get(on, 0) + millis
    return total, clock.now - begun, short


@given(STEPS)
def test_never_more_is_counted_than_passed_in_pauses_of_a_minute_at_most(
    steps: list[tuple[int, str, Place | None]],
) -> None:
    counted, passed, short = played(steps)
    assert sum(counted.values()) <= short <= passed
    assert all(millis > 0 for millis in counted.values())


@given(STEPS)
def test_it_does_not_matter_when_it_is_taken_or_given_back(
    steps: list[tuple[int, str, Place | None]],
) -> None:
    at_the_end: list[tuple[int, str, Place | None]] = []
    pause = 0
    for passed, what, place in steps:
        pause += passed
        if what not in ("take", "lost"):
            at_the_end.append((pause, what, place))
            pause = 0
    assert played(steps)[0] == played(at_the_end)[0]
