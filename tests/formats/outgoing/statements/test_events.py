"""The event list is what DNA writes: its columns, times, ones and noughts."""

import csv
from pathlib import Path

import pytest
from debates import debate, dna_debate

from annotator.formats.losses import losses
from annotator.formats.outgoing.statements.events import agreement, event_time
from annotator.formats.selection import Selection
from annotator.formats.table import export_format
from annotator.store.project import Project
from annotator.workflow.exporting import export

EVENTS = export_format("event-list")
OF_DNA = [
    *("statement ID", "time", "document ID", "document title", "author", "source", "section"),
    *("type", "text"),
]


def rows(project: Project, folder: Path) -> tuple[list[str], list[dict[str, str]]]:
    path = folder / "events.csv"
    export(project, path, EVENTS.id)
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, delimiter=";")
        return list(reader.fieldnames or ()), list(reader)


def test_statements_of_discourse_networks_are_as_dna_has_them(tmp_path: Path) -> None:
    with dna_debate(tmp_path / "dna.annotator") as project:
        heading, found = rows(project, tmp_path)
        shown = EVENTS.exporter.preview(project, Selection(), 9)
    assert heading[:13] == [*OF_DNA, "person", "organization", "concept", "agreement"]
    assert heading == list(shown[0])
    assert [list(one) for one in shown[1]] == [list(one.values()) for one in found]
    one, two = found
    assert (one["statement ID"], one["document ID"], two["document ID"]) == ("1", "1", "2")
    assert one["time"] == "2025-05-19 09:30:00"
    assert (one["author"], one["source"]) == ("Lee; Ray", "Post")
    assert (one["person"], one["organization"]) == ("Ana Orth", "The <state> & co")
    assert (one["concept"], one["agreement"]) == ("Carbon tax; now", "1")
    assert (two["person"], two["organization"], two["agreement"]) == ("Ben Kim", "", "0")
    assert (one["annotation"], one["article"], one["coder"]) == ("x1", "x", "eva")


def test_quotes_give_persons_their_affiliations_and_frames_as_concepts(tmp_path: Path) -> None:
    with debate(tmp_path / "debate.annotator") as project:
        _, found = rows(project, tmp_path)
        told = losses(EVENTS, project, Selection())
    by_id = {one["annotation"]: one for one in found}
    one = by_id["x1"]
    assert (one["person"], one["organization"]) == ("Ana Orth", "Greens")
    assert (one["concept"], one["agreement"], one["stance"]) == ("Economic", "1", "2")
    assert (by_id["x3"]["person"], by_id["x3"]["concept"]) == ("others", "")
    assert (by_id["x3"]["agreement"], by_id["z1"]["time"]) == ("", "")
    assert "2 statements are neither for nor against, and will have no agreement." in told
    assert "2 statements will have no time: no day is known." in told


@pytest.mark.parametrize(
    ("published", "time"),
    [
        ("2025-05-19", "2025-05-19 00:00:00"),
        ("2025-05-19T09:30", "2025-05-19 09:30:00"),
        ("2025-05-19T09:30:15.5+02:00", "2025-05-19 09:30:15"),
        ("2025-05-19T09:30Z", "2025-05-19 09:30:00"),
        ("2025-05", ""),
        ("", ""),
    ],
)
def test_times_are_written_as_dna_does(published: str, time: str) -> None:
    assert event_time(published) == time


@pytest.mark.parametrize(("value", "cell"), [(2.0, 1), (-0.5, 0), (0.0, ""), (None, "")])
def test_who_is_for_it_agrees(value: float | None, cell: int | str) -> None:
    assert agreement(value) == cell
