from collections.abc import Iterator
from pathlib import Path

import pytest
from work import BOOK, costs, label

from annotator.domain.annotation import Annotation
from annotator.domain.article import Article
from annotator.store.project import Project


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "p.annotator", codebook=BOOK) as made:
        made.coder = "ana"
        label(made, "one", 3, 4)
        yield made


def test_statements_rows_records_and_calls_are_counted(project: Project) -> None:
    with costs(project, calls=True) as cost:
        project.find(Annotation)
    assert cost.sums == (1, 12, 12)
    assert cost.decoded == {"annotation": 12}
    assert cost.calls > 12
    assert cost.instructions > 12
    project.find(Annotation)
    assert cost.sums == (1, 12, 12)


def test_a_look_through_all_rows_is_seen_where_one_is_fetched(project: Project) -> None:
    counted = "SELECT count(*) FROM annotation WHERE note || id = 'x'"
    with costs(project) as few:
        project._database.conn.execute(counted).fetchone()
    label(project, "many", 30, 10)
    with costs(project) as many:
        project._database.conn.execute(counted).fetchone()
    assert many.rows == few.rows == 1
    assert many.instructions > 5 * few.instructions


def test_a_connection_that_is_opened_meanwhile_is_counted_too(project: Project) -> None:
    with costs(project) as cost, project.sibling() as other:
        assert len(other.find(Article)) == 3
    assert cost.decoded["article"] == 3
    assert cost.statements["SELECT"] >= 1
