"""Who may see which labels."""

import pytest
from compared import layered, tagged
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.annotation import Annotation
from annotator.domain.article import WorkStatus
from annotator.domain.visibility import Visibility

OWN = tagged("own", "ben", "source", "the mayor")
THEIRS = tagged("theirs", "ana", "source", "the mayor")
GOLD = tagged("gold", "ben", "source", "the mayor", gold=True)

visibilities = st.builds(
    Visibility,
    coder=st.sampled_from(["ben", "ana", ""]),
    statuses=st.dictionaries(st.sampled_from(["a1", "a2", "a3"]), st.sampled_from(WorkStatus)),
    assigned=st.frozensets(st.sampled_from(["a1", "a2", "a4"])),
    open_labels=st.booleans(),
    reviewing=st.booleans(),
)


@pytest.mark.parametrize(
    ("status", "assigned", "reviewing", "sees"),
    [
        (WorkStatus.NEW, True, True, False),
        (WorkStatus.IN_PROGRESS, True, True, False),
        (WorkStatus.IN_PROGRESS, False, True, False),
        (WorkStatus.NEW, False, False, False),
        (WorkStatus.NEW, False, True, True),
        (WorkStatus.DONE, True, False, True),
        (WorkStatus.NOTHING, True, True, True),
    ],
)
@pytest.mark.parametrize("other", [THEIRS, GOLD])
def test_who_codes_an_article_is_blind_until_it_is_finished(
    status: WorkStatus, assigned: bool, reviewing: bool, sees: bool, other: Annotation
) -> None:
    def ben(open_labels: bool) -> Visibility:
        return Visibility(
            coder="ben",
            statuses={"a1": status},
            assigned=frozenset(("a1",)) if assigned else frozenset(),
            open_labels=open_labels,
            reviewing=reviewing,
        )

    assert ben(open_labels=False).sees(other) is sees
    assert ben(open_labels=True).sees(other)


@given(visibilities)
def test_ones_own_labels_are_always_seen_and_gold_is_nobodys_own(one: Visibility) -> None:
    for annotation in (OWN, THEIRS, GOLD):
        assert one.is_own(annotation) == (annotation is not GOLD and one.coder == annotation.coder)
        assert one.sees(annotation) or not one.is_own(annotation)


@given(visibilities)
def test_all_but_the_exceptions_are_as_elsewhere(one: Visibility) -> None:
    for article in ("a1", "a2", "a3", "a4", "never heard of"):
        exception = article in one.exceptions
        assert one.sees_others_on(article) == (one.sees_others_elsewhere != exception)


@given(visibilities)
def test_reviewing_never_hides_what_coding_shows(one: Visibility) -> None:
    for annotation in (OWN, THEIRS, GOLD):
        assert one.when_reviewing().sees(annotation) or not one.sees(annotation)


def test_an_article_with_ones_own_labels_alone_hides_nothing() -> None:
    ben = Visibility(coder="ben", assigned=frozenset(("a1",)))
    assert ben.sees_all_of(layered([OWN]))
    assert ben.sees_all_of(layered([]))
    assert not ben.sees_all_of(layered([OWN, GOLD]))


def test_somebody_whom_the_project_does_not_know_owns_nothing() -> None:
    assert not Visibility().is_own(tagged("nobodys", "", "source", "the mayor"))
