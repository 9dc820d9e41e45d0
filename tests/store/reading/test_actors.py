"""What the actors' page reads: figures that follow the links, and no more the larger a project."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from named_actors import FULL, LAST, OTHER, named_actors, tag
from work import costs

from annotator.domain.codebook import Field, FieldType, ScaleStep
from annotator.domain.edits.annotations import ChangeCode, Delete, SetValue
from annotator.domain.edits.articles import EditArticle
from annotator.domain.edits.codebook import PutCode
from annotator.domain.edits.links import AddLink, PutActor
from annotator.domain.people import Actor
from annotator.store.project import Project
from annotator.store.reading.actors import ActorFigures, ActorFilter, ActorOrder, WhichPassages


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with named_actors(tmp_path / "p.annotator") as made:
        yield made
        assert made.check() == []


def figures(project: Project, actor: str) -> ActorFigures:
    return project.actors.figures([actor]).get(actor, ActorFigures())


def test_figures_are_those_of_the_links(project: Project) -> None:
    assert figures(project, LAST) == ActorFigures(3, 2, 1, -2.0, 2, "2025-06-01")
    assert figures(project, FULL) == ActorFigures(3, 1, 1, 1.0, 2, "2025-06-01")
    assert figures(project, OTHER) == ActorFigures()


def test_a_quote_of_a_source_that_is_somebody_is_theirs(project: Project) -> None:
    project.coder = "ana"
    project.apply(AddLink(annotation="q1", type="said_by", to="s1"))
    assert figures(project, FULL).quotes == 2
    project.apply(Delete(("s1",)))
    assert figures(project, FULL).quotes == 1
    project.undo()
    assert figures(project, FULL).quotes == 2


def test_figures_follow_answers_codes_and_dates(project: Project) -> None:
    project.coder = "ana"
    project.apply(SetValue("t1", "polarity", 1))
    assert figures(project, LAST).polarity == 1.0
    project.apply(SetValue("t1", "polarity", None))
    assert (figures(project, LAST).judgements, figures(project, LAST).polarity) == (0, None)
    project.apply(EditArticle(article="a2", meta={"published": "2024-01-02T10:00:00Z"}))
    assert figures(project, LAST).last == "2025-05-19"
    project.apply(EditArticle(article="a1", meta={"published": "soon"}))
    assert figures(project, LAST).last == "2024-01-02"
    project.apply(ChangeCode("t1", "frame"))
    assert figures(project, LAST).passages == 3


def test_figures_are_made_anew_only_where_a_code_asks_on_another_scale_first(
    project: Project,
) -> None:
    project.coder = "ana"
    code = project.codebook().code("sentiment")
    assert code is not None
    helped = tuple(replace(one, help="As it is said.") for one in code.fields)
    said: list[str] = []
    project._database.conn.set_trace_callback(said.append)
    project.apply(PutCode(replace(code, fields=helped)))
    project._database.conn.set_trace_callback(None)
    assert any(one.startswith("UPDATE") for one in said)
    assert not [one for one in said if one.startswith("UPDATE actor_mention")]
    steps = (ScaleStep(-1), ScaleStep(1))
    other = Field(id="stance", name="Stance", type=FieldType.SCALE, steps=steps)
    project.apply(PutCode(replace(code, fields=(other, *helped))))
    assert (figures(project, LAST).judgements, figures(project, LAST).polarity) == (0, None)


def test_actors_are_sorted_and_those_without_a_figure_come_last(project: Project) -> None:
    reading = project.actors
    assert reading.listed(ActorFilter()) == [OTHER, FULL, LAST]
    by_mean = reading.listed(ActorFilter(), ActorOrder.POLARITY, downwards=True)
    assert by_mean == [FULL, LAST, OTHER]
    assert reading.listed(ActorFilter(), ActorOrder.POLARITY) == [LAST, FULL, OTHER]
    assert reading.listed(ActorFilter(), ActorOrder.ROLE)[0] == OTHER
    assert reading.listed(ActorFilter("ZELENSKÝ gov")) == [LAST]
    assert reading.listed(ActorFilter(kind="group")) == []


def test_passages_come_in_parts_the_latest_first(project: Project) -> None:
    found = [one.annotation for one in project.actors.passages(LAST)]
    assert found == ["q3", "q1", "t1"]
    (second,) = project.actors.passages(LAST, limit=1, offset=1)
    assert second.annotation == "q1"
    (judged,) = project.actors.passages(LAST, WhichPassages.JUDGEMENTS)
    assert (judged.annotation, judged.polarity, judged.title) == ("t1", -2.0, "Talks go on")


def test_a_page_of_figures_and_a_link_cost_the_same_among_many_more(project: Project) -> None:
    def cost(ident: str) -> tuple[tuple[int, int, int], tuple[int, int, int]]:
        tag(project, ident, "a1", "quote", (0, 4))
        with costs(project) as linking:
            project.apply(AddLink(annotation=ident, type="said_by", actor=FULL))
        with costs(project) as reading:
            project.actors.figures([FULL, LAST])
        return linking.sums, reading.sums

    before = cost("first")
    for n in range(40):
        project.apply(PutActor(Actor(id=f"more{n}", name=f"More {n}")))
        tag(project, f"of{n}", "a2", "quote", (n, n + 1), said_by=f"more{n}")
    assert cost("second") == before
