"""The orders in which articles are listed."""

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from six_articles import six_articles

from annotator.domain.people import coder_id
from annotator.domain.visibility import Visibility
from annotator.store.project import Project
from annotator.workflow.article_list import ListWish, TextsOfArticles, listed
from annotator.workflow.article_order import SortKey, in_order

EVERY = [f"a{n}" for n in range(6)]

VALUES = st.lists(st.text(max_size=3)) | st.lists(st.integers(-2, 2))


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with six_articles(tmp_path) as project:
        yield project


@pytest.mark.parametrize(
    ("key", "descending", "ids"),
    [
        (SortKey.ARRIVAL, False, "012345"),
        (SortKey.ARRIVAL, True, "543210"),
        (SortKey.TITLE, False, "235014"),
        (SortKey.OUTLET, False, "154023"),
        (SortKey.OUTLET, True, "024153"),
        (SortKey.PUBLISHED, False, "201534"),
        (SortKey.PUBLISHED, True, "315024"),
        (SortKey.STATUS, False, "341205"),
        (SortKey.ANNOTATIONS, True, "120345"),
    ],
)
def test_articles_come_in_the_order_asked_for(
    project: Project, key: SortKey, descending: bool, ids: str
) -> None:
    visibility = Visibility(coder=coder_id("ana"), open_labels=True)
    numbers = {number: article for article, number in project.listing.numbers_of(EVERY).items()}
    wish = ListWish(visibility=visibility, key=key, descending=descending)
    found = listed(project.listing, sorted(numbers), wish, TextsOfArticles()).numbers
    assert "".join(numbers[one].removeprefix("a") for one in found) == ids


@given(VALUES, st.booleans(), st.randoms())
def test_sorting_keeps_every_article_and_those_that_came_first_first(
    values: list[str] | list[int], descending: bool, chance: Random
) -> None:
    numbers = list(range(len(values)))
    chance.shuffle(numbers)
    found = in_order(numbers, values.__getitem__, descending=descending)
    pairs = [(_key(values[one]), one) for one in range(len(values)) if values[one] != ""]
    pairs.sort(key=lambda pair: pair[0], reverse=descending)
    assert found == [one for _, one in pairs] + [n for n, one in enumerate(values) if one == ""]


def test_many_are_sorted_as_few_are(monkeypatch: pytest.MonkeyPatch) -> None:
    values = [str(n * 7919 % 50) for n in range(200)]
    once = in_order(range(200), values.__getitem__)
    monkeypatch.setattr("annotator.workflow.article_order._AT_ONCE", 7)
    assert in_order(range(200), values.__getitem__) == once


def _key(value: str | int) -> str | int:
    return value.casefold() if isinstance(value, str) else value
