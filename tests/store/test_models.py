"""Learned models in the file: derived, proved, and in no other file."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from suggested import ANA, KEEP, place, study

from annotator.domain.article import Status, WorkStatus
from annotator.domain.edits.annotations import Tag
from annotator.domain.edits.articles import SetStatus
from annotator.domain.edits.team import Assign
from annotator.domain.learned_models import LearnedModel, model_id
from annotator.domain.people import coder_id
from annotator.store.freezing import write_freeze
from annotator.store.project import Project
from annotator.store.rescue.rescuing import rescue

DATA = b"\0learned" * 100
MODEL = LearnedModel(
    id=model_id(ANA, "quote", "00"),
    coder=ANA,
    code="quote",
    made="2026-01-31T10:00:00Z",
    facts={"documents": 3},
    data=DATA,
)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with study(tmp_path) as made:
        made.apply(Tag(id="q", article="a0", code="quote", fragments=(place(KEEP),)))
        made.apply(SetStatus("a0", WorkStatus.DONE))
        made.keep_model(MODEL)
        yield made


def models_in(path: Path) -> int:
    """Count a file's models."""
    with closing(sqlite3.connect(path)) as database:
        return database.execute("SELECT count(*) FROM model").fetchone()[0]


def test_a_model_is_there_again_when_the_file_is(project: Project) -> None:
    project.close()
    with Project.open(project.path, "ana") as again:
        assert again.models_in_use(ANA) == [MODEL]
        assert again.models_in_use("c-ben") == []
        assert again.check() == []


def test_of_a_model_that_gave_way_the_facts_stay(project: Project) -> None:
    newer = LearnedModel(id="model 2", coder=ANA, code="quote", data=b"newer")
    project.keep_model(newer)
    assert project.models_in_use(ANA) == [newer]
    facts = project.model_facts(MODEL.id)
    assert facts is not None
    assert (facts.data, facts.facts) == (b"", {"documents": 3})
    assert project.model_facts("model 9") is None


def test_a_package_has_no_model(project: Project, tmp_path: Path) -> None:
    project.apply(Assign((("a0", "ben"),)))
    target = tmp_path / "package.annotator"
    project.write_package(target, coder="ben", articles=["a0"])
    assert models_in(target) == 0
    assert DATA not in target.read_bytes()


def test_a_freeze_has_no_model(project: Project, tmp_path: Path) -> None:
    target = tmp_path / "frozen.annotator"
    write_freeze(project, target, bool)
    assert models_in(target) == 0
    assert DATA not in target.read_bytes()
    assert project.models_in_use(ANA) == [MODEL]


def test_a_moment_of_the_history_has_no_model(project: Project, tmp_path: Path) -> None:
    target = tmp_path / "moment.annotator"
    project.copy_of_moment(project.latest_edit_ids(1)[0], target)
    assert models_in(target) == 0


def test_merging_brings_no_model(project: Project, tmp_path: Path) -> None:
    copy = tmp_path / "copy.annotator"
    project.copy_to(copy)
    project.forget_models()
    with Project.open(copy, "ben") as theirs:
        theirs.apply(SetStatus("a0", WorkStatus.DONE))
    project.bring_in([copy])
    assert project.find(Status, coder=coder_id("ben"))
    assert project.all_models() == []


def test_a_damaged_model_is_named_and_not_used_and_harms_nothing_else(project: Project) -> None:
    project.close()
    with closing(sqlite3.connect(project.path, isolation_level=None)) as database:
        database.execute("UPDATE model SET data = ?", [DATA[:-1] + b"x"])
    with Project.open(project.path, "ana") as again:
        (problem,) = again.check()
        assert (problem.kind, problem.record) == ("model", MODEL.id)
        assert [one.data for one in again.models_in_use(ANA)] == [b""]
        again.apply(Tag(id="r", article="a0", code="quote", fragments=((0, 3),)))
        again.keep_model(MODEL)
        assert again.check() == []


def test_a_rescue_leaves_models_out(project: Project, tmp_path: Path) -> None:
    project.close()
    target = tmp_path / "rescued.annotator"
    rescue(project.path, target)
    assert models_in(target) == 0
    with Project.open(target) as rescued:
        assert rescued.check() == []
