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
