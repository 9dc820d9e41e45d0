"""`annotator needed`."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from team_of_many import team_of_many

Run = Callable[..., Result]
Told = Callable[..., Any]


def test_it_is_told_from_the_projects_own_intervals(run: Run, told: Told, tmp_path: Path) -> None:
    team_of_many(tmp_path / "p.annotator", articles=16, coders=2).close()
    found = told("needed", "p.annotator", "--width", "0.2")
    (one,) = [row for row in found if row["measure"] == "u_alpha" and row["code"] == "quote"][:1]
    ratio = (one["high"] - one["low"]) / 0.2
    assert one["articles"] * ratio**2 <= one["needed"] < one["articles"] * ratio**2 + 1
    assert (
        "for an interval of 0.2 on each of them."
        in run("needed", "p.annotator", "--width", "0.2").stdout
    )


def test_without_figures_a_share_is_assumed(run: Run, study: str) -> None:
    said = run("needed", study).stdout
    assert said.startswith(
        "There are no intervals yet that tell it. If 0.8 of the answers are equal, 2 articles"
    )


@pytest.mark.parametrize("number", ["0", "-0.1", "1", "7", "nan", "inf", "-inf", "1e-300", "1e-9"])
@pytest.mark.parametrize("option", ["--width", "--assumed"])
def test_a_number_of_which_nothing_can_be_told_is_refused(
    run: Run, study: str, option: str, number: str
) -> None:
    result = run("needed", study, option, number)
    assert result.exit_code == 2
    assert "lies between" in result.stderr
    assert f"is not {float(number):g}. Choose another" in result.stderr
