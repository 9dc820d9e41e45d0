"""A folder of everything, as archives and other tools give it, comes in at once and stands."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from places import SHARED

from annotator.store.project import Project

SAMPLES = SHARED / "samples"

pytestmark = pytest.mark.skipif(not SAMPLES.exists(), reason="the real files are not here")


def test_all_samples_come_in_together_and_every_label_stands_where_its_text_does(
    run: Callable[..., Result], tmp_path: Path
) -> None:
    run("new", "p.annotator")
    words = ("import", "p.annotator", str(SAMPLES), "--coder", "ana", "--extend-codebook")
    result = run(*words)
    assert result.exit_code == 0, result.output
    with Project.open(tmp_path / "p.annotator") as project:
        assert len(project.articles()) > 900
        assert project.check() == []
