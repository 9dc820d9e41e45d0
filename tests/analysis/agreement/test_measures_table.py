"""Each measure is one row of a table, and the documentation has it."""

import re
from pathlib import Path

import pytest

from annotator.analysis.agreement import TABLE, Measure

DOCS = Path(__file__).parents[3] / "docs"


@pytest.mark.parametrize("measure", TABLE.values(), ids=lambda one: one.id)
def test_the_documentation_names_each_measure_with_its_source(measure: Measure) -> None:
    assert f"`{measure.id}`" in (DOCS / "cli.md").read_text(encoding="utf-8")
    text = " ".join((DOCS / "agreement.md").read_text(encoding="utf-8").split())
    for author in re.findall(r"[A-Z]\w+", measure.source):
        assert author in text
    for year in re.findall(r"\d{4}", measure.source):
        assert year in text


def test_only_what_takes_chance_from_the_answers_is_judged() -> None:
    judged = {one.id for one in TABLE.values() if one.judged}
    alphas = {one for one in TABLE if one.endswith("alpha")}
    kappas = {"cohen_kappa", "linear_kappa", "quadratic_kappa", "scott_pi", "fleiss_kappa"}
    assert judged == alphas | kappas
