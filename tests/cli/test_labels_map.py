"""`annotator import` with labels of other programs: names are listed, kept and changed."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from click.testing import Result
from label_files import brat

Run = Callable[..., Result]
Told = Callable[..., Any]


def test_names_are_listed_written_changed_and_taken(told: Told, run: Run, tmp_path: Path) -> None:
    brat(tmp_path)
    run("new", "p.annotator")
    options = ("--extend-codebook", "--dry-run", "--write-labels-map", "names.json")
    listed = told("import", "p.annotator", "ferry.ann", *options)
    found = {(one["name"], one["what"], one["target"], one["is_new"]) for one in listed["names"]}
    assert ("Quote.said_by", "link", "quote.said_by", False) in found
    assert ("Quote.Kind", "field", "quote.kind", True) in found
    names = tmp_path / "names.json"
    kept = json.loads(names.read_text(encoding="utf-8"))
    assert kept["names"]["Source"] == "source"
    kept["names"] |= {"Source": "", "Quote.said_by": "", "Quote.Kind": ""}
    names.write_text(json.dumps(kept), encoding="utf-8")
    came = told(
        "import", "p.annotator", "ferry.ann", "--extend-codebook", "--labels-map", "names.json"
    )
    assert (came["articles"], came["annotations"]) == (1, 1)


def test_a_file_that_maps_nothing_is_refused(run: Run, tmp_path: Path) -> None:
    brat(tmp_path)
    (tmp_path / "names.json").write_text("{}", encoding="utf-8")
    run("new", "p.annotator")
    said = run("import", "p.annotator", "ferry.ann", "--labels-map", "names.json")
    assert said.exit_code == 2
    assert "names.json: The file maps no labels." in said.output


def test_names_of_labels_on_the_projects_own_articles_are_listed(
    told: Told, run: Run, tmp_path: Path
) -> None:
    address = "https://coastpost.example/a/1"
    table = f"title,url,text\nFerry late,{address},Ida Holm said no.\n"
    (tmp_path / "pages.csv").write_text(table, encoding="utf-8")
    target = {"source": address, "selector": [{"type": "TextQuoteSelector", "exact": "Ida Holm"}]}
    row = {"id": "r1", "uri": address, "user": "acct:ana@h", "tags": ["Who"], "target": [target]}
    (tmp_path / "notes.json").write_text(json.dumps({"rows": [row]}), encoding="utf-8")
    run("new", "p.annotator")
    run("import", "p.annotator", "pages.csv")
    listed = told("import", "p.annotator", "notes.json", "--extend-codebook", "--dry-run")
    assert ("Who", "code") in {(one["name"], one["what"]) for one in listed["names"]}
