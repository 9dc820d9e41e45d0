"""Actors' variables: which are sensitive, and that projects without such stay as they were."""

from pathlib import Path

import msgspec
import pytest

from annotator.domain.actor_variables import (
    ActorVariable,
    ActorVariableType,
    is_usually_sensitive,
)
from annotator.domain.edits.actors import SetActorVariables
from annotator.store.project import Project


@pytest.mark.parametrize("name", ["Gender", "age", "Age group", "RELIGION", "sex/gender"])
def test_by_what_people_are_told_apart_is_sensitive(name: str) -> None:
    assert is_usually_sensitive(name)


@pytest.mark.parametrize("name", ["Region", "Agency", "Language", "Born", "Genderless", ""])
def test_other_names_are_not_sensitive(name: str) -> None:
    assert not is_usually_sensitive(name)


def test_a_variable_that_is_not_sensitive_is_written_as_it_always_was() -> None:
    before = b'{"id":"age","name":"Age","type":"text","choices":[]}'
    plain = msgspec.json.decode(before, type=ActorVariable)
    assert plain == ActorVariable("age", "Age")
    assert not plain.sensitive
    assert msgspec.json.encode(plain) == before
    marked = ActorVariable("age", "Age", sensitive=True)
    assert msgspec.json.encode(marked) == before[:-1] + b',"sensitive":true}'


def test_a_project_keeps_what_is_sensitive_and_undoes_it(tmp_path: Path) -> None:
    with Project.create(tmp_path / "p") as project:
        choices = ("female", "male")
        plain = ActorVariable("gender", "Gender", ActorVariableType.CHOICE, choices)
        marked = msgspec.structs.replace(plain, sensitive=True)
        project.apply(SetActorVariables((plain,)))
        project.apply(SetActorVariables((marked,)))
    with Project.open(tmp_path / "p") as project:
        assert project.info().actor_variables == (marked,)
        assert project.check() == []
        project.undo()
        assert project.info().actor_variables == (plain,)
        assert project.check() == []
