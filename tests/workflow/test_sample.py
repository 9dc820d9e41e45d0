"""The sample project."""

from pathlib import Path

import pytest

from annotator.domain.annotation import Annotation
from annotator.domain.errors import CancelledError
from annotator.resources import seeds
from annotator.store.project import Project
from annotator.workflow.sample import make_sample


def test_the_sample_is_the_same_each_time(tmp_path: Path) -> None:
    for name in ("one", "two"):
        make_sample(tmp_path / name)
    with Project.open(tmp_path / "one") as one, Project.open(tmp_path / "two") as two:
        assert [row.id for row in one.articles()] == [row.id for row in two.articles()]
        assert one.articles() == two.articles()
        assert {a.id for a in one.find(Annotation)} == {a.id for a in two.find(Annotation)}


def test_the_sample_has_all_seed_articles_in_order_with_furniture_left_out(tmp_path: Path) -> None:
    make_sample(tmp_path / "s")
    with Project.open(tmp_path / "s") as project:
        rows = project.articles()
        assert len(rows) == len(list((seeds() / "articles").glob("*.txt")))
        assert rows[0].title.startswith("Trump to phone Putin")
        assert rows[0].excluded[-1].end >= rows[0].length - 1
        assert all(row.meta["outlet"] for row in rows)
        assert project.check() == []


def test_a_sample_that_is_cancelled_leaves_no_file(tmp_path: Path) -> None:
    def cancel(_done: int, _total: int) -> None:
        raise CancelledError

    with pytest.raises(CancelledError):
        make_sample(tmp_path / "s", cancel)
    assert list(tmp_path.iterdir()) == []
