"""The orders in which articles are listed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from six_articles import six_articles

from annotator.domain.article import WorkStatus
from annotator.store.project import Project
from annotator.store.reading.rows import ArticleRow
from annotator.workflow.article_order import SortKey, in_order

TEXTS = st.text(max_size=3)
ROWS = st.lists(
    st.builds(
        lambda title, outlet, published, count, status: ArticleRow(
            id="",
            title=title,
            length=0,
            text_sha256="",
            meta={"outlet": outlet, "published": published},
            excluded=(),
            annotations={"ana": count},
            codes={},
            statuses={"ana": status},
        ),
        TEXTS,
        TEXTS,
        st.sampled_from(["", "2025-05-19", "2024-01-01"]),
        st.integers(0, 2),
        st.sampled_from(WorkStatus),
    )
)


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
    rows = in_order(project.articles(), key, descending=descending, coder="ana")
    assert "".join(row.id.removeprefix("a") for row in rows) == ids


@given(ROWS, st.sampled_from(SortKey), st.booleans())
def test_sorting_keeps_every_article_and_sorting_again_changes_nothing(
    rows: list[ArticleRow], key: SortKey, descending: bool
) -> None:
    once = in_order(rows, key, descending=descending, coder="ana")
    assert sorted(map(id, once)) == sorted(map(id, rows))
    if key is not SortKey.ARRIVAL:
        assert in_order(once, key, descending=descending, coder="ana") == once


@given(ROWS, st.booleans())
def test_articles_without_a_date_come_last_either_way(
    rows: list[ArticleRow], descending: bool
) -> None:
    dates = [r.meta["published"] for r in in_order(rows, SortKey.PUBLISHED, descending=descending)]
    known = [date for date in dates if date]
    assert dates[: len(known)] == sorted(known, reverse=descending)
