"""`annotator copies`: lists which articles print the same text, and carries labels to them."""

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from wire_copies import COPIES, wire_copies

from annotator.cli.main import cli
from annotator.domain.annotation import Annotation
from annotator.domain.article import Status, WorkStatus
from annotator.domain.edits.team import Assign
from annotator.domain.runs import Score
from annotator.store.project import Project


@pytest.fixture
def project(tmp_path: Path) -> Path:
    with wire_copies(tmp_path) as made:
        return made.path


def copies(*words: str) -> Result:
    return CliRunner().invoke(cli, ["copies", *words])


def labels(project: Path, article: str) -> int:
    with Project.open(project) as opened:
        return len(opened.find(Annotation, article=article))


def labelled(project: Path, article: str) -> dict[str, tuple[str, str]]:
    """Return the labels on an article by their ids, with their origins and where they are from."""
    with Project.open(project) as opened:
        found = opened.find(Annotation, article=article)
        said = {one.annotation: one.by for one in opened.find(Score)}
        return {one.id: (one.origin.value, said.get(one.id, "")) for one in found}


def test_clusters_are_listed_with_outlets_and_differences(project: Path, tmp_path: Path) -> None:
    told = json.loads(copies(str(project), "--json").output)
    assert [one["article_id"] for one in told] == list(COPIES)
    assert {one["cluster"] for one in told} == {"w0"}
    assert [one["outlet"] for one in told] == ["Wire", "The Herald", "Daily", "Coast Post"]
    assert [len(one["differences"]) for one in told] == [0, 1, 1, 4]
    assert "Coast Post" in copies(str(project)).output
    out = tmp_path / "copies.csv"
    assert copies("list", str(project), "--csv", str(out)).output.startswith("Wrote 4 articles")
    rows = list(csv.DictReader(out.read_text(encoding="utf-8").splitlines()))
    assert [row["differences"] for row in rows] == ["0", "1", "1", "4"]
    assert rows[3]["title"] == "Strike after dredging cut"


def test_labels_are_carried_to_all_copies_or_some(project: Path) -> None:
    carry = ("carry", str(project), "w0", "--me", "ana")
    asked = copies(*carry, "--dry-run")
    assert asked.output.endswith("10 labels would be carried to 3 copies.\n")
    assert labels(project, "w1") == 0
    some = copies(*carry, "--to", "Harbour to save on dredging")
    assert some.output.endswith("4 labels carried to 1 copy.\n")
    assert (labels(project, "w1"), labels(project, "w3")) == (4, 0)
    rest = json.loads(copies(*carry, "--json").output)
    assert [one["carried"] for one in rest["copies"]] == [False, True, True]
    assert (labels(project, "w2"), labels(project, "w3")) == (3, 3)
    assert copies(*carry).output.endswith("0 labels carried to 0 copies.\n")


def test_copies_are_finished_where_nothing_is_left_to_carry_too(project: Path) -> None:
    carry = ("carry", str(project), "w0", "--me", "ana", "--to", "w1")
    copies(*carry)
    copies(*carry, "--finish", "--dry-run")
    with Project.open(project) as opened:
        assert not opened.find(Status, article="w1", status=WorkStatus.DONE)
    assert json.loads(copies(*carry, "--finish", "--json").output)["written"]
    with Project.open(project) as opened:
        assert opened.find(Status, article="w1", status=WorkStatus.DONE)
    assert labels(project, "w1") == 4


def test_a_line_says_what_becomes_of_labels(project: Path) -> None:
    carry = ("carry", str(project), "w0", "--me", "ana", "--to", "w1")
    assert ": 4 whole" in copies(*carry).output
    assert "4 there already" in copies(*carry).output


def test_labels_are_counted_by_the_copies_that_they_are_on(project: Path) -> None:
    assert copies("carry", str(project), "w0", "--me", "ana").exit_code == 0
    line = ["insights", str(project), "voice", "--columns", "all", "--rows", "copies", "--json"]
    told = json.loads(CliRunner().invoke(cli, line).output)
    (mark,) = told["marks"]
    each = json.loads(CliRunner().invoke(cli, [*line[:-2], "outlet", "--json"]).output)
    assert mark["count"] == sum(one["count"] for one in each["marks"]) > 1
    assert not any("no near copy" in note for note in told["notes"])


def test_a_copy_that_others_code_is_left_out_unless_it_is_named(project: Path) -> None:
    with Project.open(project, "ana") as opened:
        opened.apply(Assign((("w1", "ben"),)))
    carry = ("carry", str(project), "w0", "--me", "ana")
    assert "left out, assigned to ben" in copies(*carry).output
    assert labels(project, "w1") == 0
    copies(*carry, "--to", "w1")
    assert labels(project, "w1") == 4


@pytest.mark.parametrize("name", ["out.jsonl", "out.csv"])
def test_where_labels_are_from_goes_out_and_comes_back(
    project: Path, tmp_path: Path, name: str
) -> None:
    copies("carry", str(project), "w0", "--me", "ana")
    out, back = tmp_path / name, tmp_path / "back.annotator"
    book = tmp_path / "book.json"
    for words in (
        ("export", project, out),
        ("codebook", "export", project, book),
        ("new", back, "--codebook", book),
        *((("import", back, out, "--coder", "lea"),) if name.endswith("jsonl") else ()),
    ):
        done = CliRunner().invoke(cli, [str(one) for one in words])
        assert done.exit_code == 0, done.output
    if name.endswith("csv"):
        rows = csv.DictReader(out.read_text(encoding="utf-8").splitlines())
        found = {(row["origin"], row["suggested_by"]) for row in rows if row["article_id"] == "w1"}
        assert found == {("carried", one) for one in ("q", "s", "l", "t")}
        return
    for one in ("w1", "w2", "w3"):
        assert labelled(back, one) == labelled(project, one) != {}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("o1", "--me", "ana"), "No other article prints the text"),
        (("w0", "--me", "ana", "--to", "o1"), "o1 is no copy of"),
        (("w1", "--me", "ana"), "no labels of yours"),
        (("w0", "--me", "ana", "--gold"), "You are still to code this article"),
        (("w0", "--me", "lea", "--gold"), "no gold on this article"),
    ],
)
def test_what_cant_be_carried_is_refused_in_one_line(
    project: Path, words: tuple[str, ...], told: str
) -> None:
    done = copies("carry", str(project), *words)
    assert done.exit_code == 2
    assert told in done.output
