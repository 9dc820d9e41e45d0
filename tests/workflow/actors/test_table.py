"""Actors go out to a CSV file and come in again, and nothing that is wrong is taken."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from named_actors import FULL, LAST, OTHER, named_actors

from annotator.domain.actor_variables import ActorVariable, ActorVariableType
from annotator.domain.edits.actors import SetActorVariables
from annotator.domain.edits.links import PutActor
from annotator.domain.errors import UserError
from annotator.domain.people import Actor, Affiliation
from annotator.store.project import Project
from annotator.workflow.actors.table import read_actors, write_actors
from annotator.workflow.visibility import visibility_of

AWKWARD = Actor(
    id="=1",
    name="A “b”, c;\u2028|\\ 👩‍👩‍👧 שלום",
    aliases=("x | y", "back\\slash", "a, b"),
    note="Two\nlines",
    affiliations=(Affiliation("Navy | Army", "2019", "2021-05"), Affiliation("Town (old)")),
    values={
        "age": {"value": 40.5, "how": "perceived"},
        "gender": {"how": "declined"},
        "public": {"value": True},
    },
)
VARIABLES = (
    ActorVariable("age", "Age", ActorVariableType.NUMBER),
    ActorVariable("gender", "Gender", ActorVariableType.CHOICE, ("female", "male")),
    ActorVariable("public", "Public", ActorVariableType.FLAG),
    ActorVariable("born", "Born", ActorVariableType.DATE),
)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with named_actors(tmp_path / "p.annotator") as made:
        made.apply(SetActorVariables(VARIABLES))
        made.apply(PutActor(AWKWARD))
        yield made


def test_what_goes_out_comes_in_as_it_is(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "actors.csv"
    assert write_actors(path, project) == 4
    assert read_actors(path, project).touched == []
    with Project.create(tmp_path / "other.annotator") as other:
        other.apply(SetActorVariables(VARIABLES))
        other.apply(read_actors(path, other).edit())
        assert {one.id: one for one in other.find(Actor)} == {
            one.id: one for one in project.find(Actor)
        }


def test_a_table_for_a_spreadsheet_runs_nothing_and_comes_in_as_it_is(
    project: Project, tmp_path: Path
) -> None:
    for ident, name in (("run", '=HYPERLINK("x")'), ("sum", "+1"), ("apart", " '=so ")):
        project.apply(PutActor(Actor(id=ident, name=name, note="@a\r\nb", aliases=("-2",))))
    path = tmp_path / "actors.csv"
    write_actors(path, project, for_spreadsheet=True)
    with path.open(encoding="utf-8-sig", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "@")) or cell == "-2"]
    assert read_actors(path, project).touched == []


def test_figures_in_the_table_count_what_may_be_seen(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "actors.csv"
    coder = next(one.coder for one in project.actors.passages(LAST) if one.annotation == "q3")
    write_actors(path, project, visibility_of(project, coder))
    (line,) = [one for one in path.read_text().splitlines() if one.startswith(f"{LAST},")]
    assert line.endswith("1,0,,1,2025-06-01")


def test_rows_are_known_by_name_where_one_actor_alone_has_it(
    project: Project, tmp_path: Path
) -> None:
    path = tmp_path / "actors.csv"
    path.write_text("name;role;var.age;var.age.how\nzelensky;government;47;public record\n")
    found = read_actors(path, project)
    assert found.in_words() == "0 new actors, 1 changed, 0 as they are"
    project.apply(found.edit())
    changed = project.get(Actor, LAST)
    assert changed is not None
    assert (changed.name, changed.role, changed.affiliation) == (
        "Zelensky",
        "government",
        "Government",
    )
    assert changed.values == {"age": {"value": 47, "how": "public_record"}}
    project.undo()
    assert project.get(Actor, LAST) == Actor(id=LAST, name="Zelensky", affiliation="Government")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "empty"),
        ("role\nx\n", "neither a column id nor name"),
        ("name,colour\nx,red\n", "Unknown columns: colour"),
        ("name,name\nx,y\n", "stands there twice"),
        ("id,name\nfull,\nfull,\n", "stands there twice"),
        ("name,role\nNew,x\nnew,y\n", "line 2 stands there twice"),
        ("id,role\nnobody,x\n", "needs a name"),
        ("name,kind\nX,robot\n", "no kind of actor"),
        ("name,var.age\nX,old\n", "no number"),
        ("name,var.born\nX,May\n", "no date"),
        ("name,var.gender\nX,blue\n", "no choice"),
        ("name,var.age.how\nX,guessed\n", "how it is known"),
        ("name,affiliations\nX,Navy (2019-13 – )\n", "no date"),
        ("name\nX,y\n", "more cells"),
        ('name\n"X\n', "no CSV"),
        ("name\nNew\nNEW \n", "line 2 stands there twice"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(
    project: Project, tmp_path: Path, text: str, said: str
) -> None:
    path = tmp_path / "actors.csv"
    path.write_text(text)
    with pytest.raises(UserError, match=said):
        read_actors(path, project)


def test_a_name_of_two_actors_is_not_guessed(project: Project, tmp_path: Path) -> None:
    project.apply(PutActor(Actor(id="again", name="Sergei Ivanov")))
    path = tmp_path / "actors.csv"
    path.write_text("name\nSergei Ivanov\n")
    with pytest.raises(UserError, match="2 actors"):
        read_actors(path, project)
    path.write_text(f"id,name\n{OTHER},Sergei Ivanov\n{FULL},\n")
    assert read_actors(path, project).touched == []
