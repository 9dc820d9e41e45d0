"""Labels of a program are a run: a layer of its own that no figure on people counts."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from annotator.cli.main import cli
from annotator.domain.annotation import Annotation, Decision, Origin, Verdict
from annotator.domain.article import Status
from annotator.domain.edits.annotations import Tag
from annotator.domain.edits.review import Settle
from annotator.domain.errors import UserError
from annotator.domain.people import Coder, coder_id
from annotator.domain.runs import Run, Score
from annotator.store.project import Project
from annotator.workflow.coders import coders_of, handle_problem, known_handle
from annotator.workflow.reliability.figures import study
from annotator.workflow.review.comparison import ALL, Chosen, grounds
from annotator.workflow.runs import run_coders, runs_of
from annotator.workflow.team_progress import team_progress

TEXT = "“The mill is finished,” Jo Field said. The union called it a shame."
QUOTES = [{"quote": "The mill is finished", "score": 0.9, "reason": "Marks"}, {"quote": "a shame"}]


@pytest.fixture
def study_file(tmp_path: Path) -> Path:
    path = tmp_path / "p.annotator"
    assert invoke("new", path).exit_code == 0
    people = tmp_path / "people.jsonl"
    label = {"code": "quote", "start": 1, "end": 21}
    line: dict[str, Any] = {
        "text": TEXT,
        "annotations": [{**label, "coder": "ana"}, {**label, "coder": "ben"}],
        "statuses": {"ana": "done", "ben": "done"},
    }
    people.write_text(json.dumps(line), encoding="utf-8")
    assert invoke("import", path, people).exit_code == 0
    (tmp_path / "prompt.txt").write_text("Find quotes.", encoding="utf-8")
    run = tmp_path / "run.jsonl"
    run.write_text(json.dumps({"text": TEXT, "quotes": QUOTES}), encoding="utf-8")
    said = ("--run", "Try 1", "--model", "m-7b", "--cost", "0.5", "--currency", "EUR")
    result = invoke("import", path, run, *said, "--prompt", tmp_path / "prompt.txt")
    assert result.exit_code == 0, result.output
    return path


def invoke(*words: object) -> Result:
    return CliRunner().invoke(cli, [str(one) for one in words])


def test_a_run_has_a_layer_with_what_is_known_of_the_program(study_file: Path) -> None:
    with Project.open(study_file) as project:
        (run,) = project.find(Run)
        assert (run.name, run.model, run.cost, run.currency) == ("Try 1", "m-7b", 0.5, "EUR")
        assert len(run.prompt_sha256) == 64
        assert project.get(Coder, run.coder) == Coder(id=coder_id("Try 1"), handle="Try 1")
        labels = project.find(Annotation, coder=run.coder)
        assert [one.origin for one in labels] == [Origin.SUGGESTION] * 2
        (score,) = project.find(Score)
        assert (score.score, score.reason) == (0.9, "Marks")
        assert score.annotation in {one.id for one in labels}
        assert project.find(Status, coder=run.coder) == []


def test_a_run_is_no_coder_unless_it_is_asked_for(study_file: Path) -> None:
    with Project.open(study_file) as project:
        own = run_coders(project)
        assert len(own) == 1
        assert [one.handle for one in coders_of(project)] == ["ana", "ben"]
        assert [one.coder for one in team_progress(project).coders] == ["ana", "ben"]
        assert list(study(project).coders.values()) == ["ana", "ben"]
        assert study(project).runs == own
        assert list(study(project, ["ana", "try 1"]).coders.values()) == ["ana", "Try 1"]
        there = grounds(project, Chosen(ALL, ALL))
        assert len(there.coders) == 2
        assert set(there.runs) == own
        assert all(own.isdisjoint(pair) for pair in there.pairs)
        alone = grounds(project, Chosen(coder_id("ana"), next(iter(own))))
        assert alone.pairs == [(coder_id("ana"), next(iter(own)))]


def test_a_label_that_a_person_takes_says_where_it_came_from(study_file: Path) -> None:
    with Project.open(study_file, "ana") as project:
        (run,) = project.find(Run)
        first = project.find(Annotation, coder=run.coder)[0]
        project.apply(Settle(take=(first.id,)))
        gold = project.find(Annotation, layer="gold")
        assert [one.origin for one in gold] == [Origin.SUGGESTION]
        assert [one.verdict for one in project.find(Decision)] == [Verdict.ACCEPTED]
        (facts,) = runs_of(project)
        assert (facts.labels, facts.accepted, facts.rejected) == (2, 1, 0)


def test_two_runs_of_one_file_stay_apart_and_coming_again_changes_nothing(
    study_file: Path, tmp_path: Path
) -> None:
    run = tmp_path / "run.jsonl"
    assert invoke("import", study_file, run, "--run", "Try 2").exit_code == 0
    assert invoke("import", study_file, run, "--run", "Try 2").exit_code == 0
    with Project.open(study_file) as project:
        assert [(one.handle, one.labels) for one in runs_of(project)] == [
            ("Try 1", 2),
            ("Try 2", 2),
        ]


def test_labels_of_our_own_files_can_be_a_run(study_file: Path, tmp_path: Path) -> None:
    result = invoke(
        "import", study_file, tmp_path / "people.jsonl", "--run", "Older study", "--json"
    )
    told = json.loads(result.output)
    assert "2 statuses stayed out" in told["remarks"][-1]["message"]
    listed = json.loads(invoke("runs", "list", study_file, "--json").output)
    assert [(one["run"], one["labels"]) for one in listed] == [("Older study", 2), ("Try 1", 2)]
    assert "Older study" in invoke("info", study_file).output


def test_what_a_run_is_like_needs_its_name(study_file: Path, tmp_path: Path) -> None:
    result = invoke("import", study_file, tmp_path / "run.jsonl", "--model", "m")
    assert result.exit_code == 2


def test_nobody_works_under_the_handle_of_a_run(study_file: Path) -> None:
    with Project.open(study_file, "try 1") as project:
        assert "nobody works under its name" in handle_problem("TRY 1", project)
        assert known_handle("Try 1", project) == ""
        with pytest.raises(UserError, match="nobody works under its name"):
            project.apply(Tag(id="t", article=project.articles()[0].id, code="quote"))
    refused = invoke("import", study_file, study_file.with_name("run.jsonl"), "--me", "Try 1")
    assert refused.exit_code == 2
    assert "Try 1” is a run of a program" in refused.output


def test_a_run_takes_no_person_s_handle(study_file: Path) -> None:
    refused = invoke("import", study_file, study_file.with_name("run.jsonl"), "--run", "Ana")
    assert "There is a coder “ana”" in refused.output
    with Project.open(study_file) as project:
        assert [one.name for one in project.find(Run)] == ["Try 1"]
