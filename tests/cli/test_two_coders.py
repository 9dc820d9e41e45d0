"""Real news that two people tagged: imported, compared, settled and exported as a team's work."""

import csv
import io
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from places import SHARED

from annotator.analysis.comparing.differences import agreements, compare_all
from annotator.cli.main import cli
from annotator.domain.annotation import GOLD_LAYER, Annotation
from annotator.domain.edits.base import Together
from annotator.domain.edits.review import Settle
from annotator.domain.edits.settlements import SetArticleState
from annotator.domain.people import coder_id
from annotator.domain.study import ArticleState
from annotator.store.project import Project

Run = Callable[..., Result]
Told = Callable[..., Any]
FOLDER = SHARED / "agreement"
CODERS = ("ana", "cleo")

pytestmark = pytest.mark.skipif(
    not all((FOLDER / f"two-coders-{one}.jsonl").exists() for one in CODERS),
    reason="the real labels are not here",
)


def ran(run: Run, *words: str) -> Result:
    result = run(*words)
    assert result.exit_code == 0, result.output
    return result


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Import each file as its coder's work, and return the folder of the projects."""
    folder = tmp_path_factory.mktemp("imported")
    for coder in CODERS:
        project, source = str(folder / f"{coder}.annotator"), f"two-coders-{coder}.jsonl"
        for words in (
            ("new", project),
            ("import", project, str(FOLDER / source), "--coder", coder),
        ):
            result = CliRunner().invoke(cli, words)
            assert result.exit_code == 0, result.output
    return folder


@pytest.fixture
def each(imported: Path, run: Run, tmp_path: Path) -> None:
    """Put each coder's project into the folder in which command lines run."""
    shutil.copytree(imported, tmp_path, dirs_exist_ok=True)


def brought_in(run: Run, told: Told) -> dict[str, dict[str, Any]]:
    """Bring both projects into a lead's."""
    ran(run, "new", "lead.annotator")
    files = [f"{coder}.annotator" for coder in CODERS]
    dry = told("merge", "lead.annotator", *files, "--dry-run")
    done = told("merge", "lead.annotator", *reversed(files))
    again = told("merge", "lead.annotator", *files)
    assert [one["edits"] for one in again["files"]] == [0, 0]
    assert {one["new"] for one in dry["files"]} == {one["new"] for one in done["files"]}
    return {Path(one["file"]).stem: one for one in done["files"]}


@pytest.mark.usefixtures("each")
def test_two_real_coders_are_compared_settled_and_exported(run: Run, told: Told) -> None:
    files = brought_in(run, told)
    assert {name: (one["coders"], one["refused"]) for name, one in files.items()} == {
        name: ([name], 0) for name in CODERS
    }
    with Project.open("lead.annotator", "lea") as project:
        assert project.check() == []
        assert len(project.articles()) == 10
        layers = project.layers()
        pair = (coder_id("ana"), coder_id("cleo"))
        matches = compare_all(layers, [pair], project.codebook(), unread=True)
        both = sum(len(match.annotations) for match in matches)
        assert both == sum(one["new"] for one in files.values())
        alike = [match for match in agreements(matches) if match.a and match.b]
        settled = [Settle(take=(m.a.id,), alike=(m.b.id,)) for m in alike if m.a and m.b]
        project.apply(Together(settled, "All agreements taken into gold"))
        reviewed = tuple(project.reviewed_articles())
        project.apply(SetArticleState(reviewed, ArticleState.SETTLED))
        assert len(project.find(Annotation, layer=GOLD_LAYER)) == len(alike) > 100
        assert project.check() == []
    ran(run, "export", "lead.annotator", "gold.csv", "--layer", "gold")
    text = Path("gold.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert {row["layer"] for row in rows} == {"gold"}
    assert {row["settled_from"] for row in rows} == {"ana|cleo"}
    assert len(rows) == len(alike)


@pytest.mark.usefixtures("each")
def test_the_figures_do_not_depend_on_whose_file_came_first(run: Run, told: Told) -> None:
    ran(run, "new", "other.annotator")
    ran(run, "merge", "other.annotator", "ana.annotator", "cleo.annotator")
    ran(run, "new", "another.annotator")
    ran(run, "merge", "another.annotator", "cleo.annotator", "ana.annotator")
    options = ("--code", "quote", "--resamples", "0")
    figures = told("agreement", "other.annotator", *options)
    assert figures == told("agreement", "another.annotator", *options)
    assert {tuple(one["coders"]) for one in figures} == {CODERS}
