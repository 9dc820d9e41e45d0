"""The table of formats: its rows are all that anything knows of a format."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from own_modules import PACKAGE, modules, source
from places import DOCS
from toy_formats import BARS, DIGEST, register

from annotator.domain.errors import UserError
from annotator.formats.folders import files_of
from annotator.formats.format import Format
from annotator.formats.table import (
    FORMATS,
    export_format,
    export_format_for,
    export_formats,
    import_format,
    import_format_for,
    import_formats,
    import_kinds,
)

ROWS = ("table.py", "rows_")
"""The files that have the rows."""
OF_FORMATS = ("format", "importer", "exporter", "chosen")
"""Words by which one knows that something is compared with a format."""
MEANING_MORE = {"text", "html", "parquet", "graphml", "gexf", "release"}
"""Ids that are other things' names, too: of kinds of text, of an extra, of elements."""
OTHER_FILES = {
    *("gui/widgets/plot_frame.py", "gui/insights/pane.py", "gui/insights/writing.py"),
    *("formats/codebooks.py", "formats/corpus/partition.py"),
}
"""What writes figures or codebooks, or reads archives, has kinds of files of its own."""


@pytest.mark.parametrize("row", FORMATS, ids=lambda row: row.id)
def test_every_row_says_how_it_comes_in_or_goes_out(row: Format) -> None:
    assert row.imports is not None or row.exports is not None
    assert all(suffix == suffix.lower() and suffix.startswith(".") for suffix in row.suffixes)
    if row.exports is not None:
        assert row.exporter.suffix.startswith(".") or row.exporter.folder
        assert row.exporter.title
    if row.imports is not None:
        assert row.importer.kinds


def test_no_two_rows_share_an_id_or_the_ending_of_what_they_write() -> None:
    ids = [one.id for one in FORMATS]
    endings = [
        one.exporter.suffix for one in export_formats() if one.exporter.suffix in one.suffixes
    ]
    assert len(set(ids)) == len(ids)
    assert len(set(endings)) == len(endings)


def test_a_format_is_asked_only_for_what_it_can() -> None:
    with pytest.raises(LookupError, match="digest is not imported"):
        _ = DIGEST.importer
    with pytest.raises(LookupError, match="bars is not exported"):
        _ = BARS.exporter


def test_what_is_no_format_is_refused_with_those_there_are() -> None:
    with pytest.raises(UserError, match=r"csv, xlsx, jsonl, json, ris, gdelt, text"):
        import_format("no-such-format")
    with pytest.raises(UserError, match=r"csv, xlsx, jsonl"):
        export_format("text")
    with pytest.raises(UserError, match=r"\.csv, \.xlsx, \.jsonl"):
        export_format_for(Path("data.tsv"))


def test_a_file_is_read_by_its_ending_whatever_its_case() -> None:
    endings = {suffix: row.id for row in import_formats() for suffix in row.suffixes}
    for suffix, name in endings.items():
        found = import_format_for(Path(f"A{suffix.upper()}"))
        assert found is not None
        assert found.id == name
    assert import_format_for(Path("a.png")) is None


def test_files_of_two_formats_with_one_ending_are_told_apart_by_what_is_in_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    register(monkeypatch, BARS)
    (tmp_path / "a.jsonl").write_text("One|Text.\n", encoding="utf-8")
    (tmp_path / "b.jsonl").write_text('{"schema":"annotator/1","text":"A|B"}\n', encoding="utf-8")
    (tmp_path / "c.jsonl").write_text('{"text":"By hand."}\n', encoding="utf-8")
    found, skipped = files_of([tmp_path])
    assert [one.format.id for one in found] == ["bars", "jsonl", "jsonl"]
    assert skipped == []
    chosen, _ = files_of([tmp_path], BARS)
    assert {one.format.id for one in chosen} == {"bars"}


def test_a_sentence_names_what_can_be_imported(monkeypatch: pytest.MonkeyPatch) -> None:
    kinds = "CSV, TSV, XLSX, JSONL, JSON, RIS, GDELT, plain text"
    assert import_kinds().endswith(f"{kinds} or Markdown")
    register(monkeypatch, BARS)
    assert import_kinds().endswith(f"{kinds}, Markdown or barred lines")


def test_the_page_on_the_command_line_has_a_row_for_each_format_that_comes_in() -> None:
    page = (DOCS / "cli.md").read_text(encoding="utf-8")
    for row in import_formats():
        endings = ", ".join(f"`{suffix}`" for suffix in row.suffixes) or "any"
        assert f"| `{row.id}` | {endings} |" in page


def test_a_page_tells_of_each_format_that_goes_out() -> None:
    page = (DOCS / "where-labels-go.md").read_text(encoding="utf-8")
    for row in export_formats():
        heading = next(line for line in page.splitlines() if line.endswith(f"(`{row.id}`)"))
        assert heading.startswith("### ")


def asked_by_id(tree: ast.AST) -> Iterator[int]:
    """Yield the lines that hold a format's id, or compare a format with one."""
    telling = {row.id for row in FORMATS} - MEANING_MORE
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and node.value in telling:
            yield node.lineno
        elif isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
            words = " ".join(ast.unparse(side) for side in sides).lower()
            values = [one.value for one in ast.walk(node) if isinstance(one, ast.Constant)]
            if not MEANING_MORE.isdisjoint(values) and any(word in words for word in OF_FORMATS):
                yield node.lineno


def test_nothing_but_the_table_knows_a_format_by_its_id() -> None:
    written = [f"{mark}{row.id}{mark}" for row in FORMATS for mark in "\"'"]
    found = [
        f"{name}:{line}"
        for path in modules()
        if not path.name.startswith(ROWS)
        and (name := path.relative_to(PACKAGE).as_posix()) not in OTHER_FILES
        if any(one in source(path) for one in written)
        for line in asked_by_id(ast.parse(source(path)))
    ]
    assert found == []


@pytest.mark.parametrize(
    "line",
    [
        'if chosen.id == "csv": pass',
        'KINDS = {"text", "jsonl"}',
        'fits = file.format.id in ("text",)',
        'fits = "text" != importer.id',
    ],
)
def test_asking_by_id_would_be_found(line: str) -> None:
    assert list(asked_by_id(ast.parse(line)))


def test_each_format_that_goes_out_says_what_it_is_for() -> None:
    said = [row.exporter.about for row in export_formats()]
    assert all(one.startswith("For ") and one.endswith(".") for one in said)
    assert len(set(said)) == len(said)
