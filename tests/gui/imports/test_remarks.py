"""What files tell, and what their stretches are, as the dialog shows it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from toy_formats import register

from annotator.domain.edits.articles import NewArticle
from annotator.domain.errors import UserError
from annotator.domain.ids import new_id
from annotator.domain.layout import RoleStretch, StretchRole
from annotator.formats.format import Format, Importer
from annotator.formats.incoming import Found, Incoming, ReadOptions, Told
from annotator.gui.imports.dialog import ImportDialog

Open = Callable[..., ImportDialog]
TEXT = "Harbour reopens\nBy Ida Holm\nThe port took ships again.\n“Ships again”\n"


def _read(path: Path, _options: ReadOptions) -> Iterator[Found]:
    head = RoleStretch(0, 15, StretchRole.HEADLINE)
    byline = RoleStretch(16, 27, StretchRole.BYLINE)
    pulled = RoleStretch(55, 68, StretchRole.PULL_QUOTE, repeats=True)
    stretches = (head, byline, pulled)
    article = NewArticle(id=new_id(), title="Harbour", text=TEXT, stretches=stretches)
    yield Incoming(where=path.name, article=article)
    if "bad" in path.name:
        yield UserError("Entry 2, “Budget”: it has no text.", where=path.name)
    yield Told(path.name, "The file says 2 articles, 1 was found.")


WIRE = Format(
    id="wire", name="Wire", suffixes=(".wire",), imports=Importer(read=_read, kinds=("wires",))
)


@pytest.fixture(autouse=True)
def wire(monkeypatch: pytest.MonkeyPatch) -> None:
    register(monkeypatch, WIRE)


def rows(dialog: ImportDialog) -> list[str]:
    return [dialog.failures.list.item(n).text() for n in range(dialog.failures.list.count())]


def test_what_a_file_tells_is_shown_by_its_name_and_counted(
    open_dialog: Open, tmp_path: Path
) -> None:
    (tmp_path / "may.wire").write_text("x", encoding="utf-8")
    dialog = open_dialog(tmp_path / "may.wire")
    assert rows(dialog) == ["may.wire: The file says 2 articles, 1 was found."]
    assert dialog.failures.isVisible()
    assert dialog.summary.text() == "1 found in 1 file  ·  1 remark"
    assert dialog.import_button.isEnabled()


def test_remarks_stand_calmer_below_what_failed(open_dialog: Open, tmp_path: Path) -> None:
    folder = tmp_path / "wires"
    folder.mkdir()
    (folder / "bad.wire").write_text("x", encoding="utf-8")
    (folder / "photo.png").write_bytes(b"\x89PNG")
    dialog = open_dialog(folder)
    said = rows(dialog)
    assert [one.partition(":")[0] for one in said] == [
        "bad.wire",
        "Left aside, as no importer reads it",
        "bad.wire",
    ]
    first, *_, last = (dialog.failures.list.item(n) for n in range(len(said)))
    assert first.foreground() != last.foreground()


def test_the_preview_says_what_the_lines_are(
    open_dialog: Open, tmp_path: Path, folder: Path, qtbot: QtBot
) -> None:
    (tmp_path / "may.wire").write_text("x", encoding="utf-8")
    dialog = open_dialog(tmp_path / "may.wire")
    margin = dialog.preview.text.roles
    assert margin.isVisible()
    assert margin.said() == {0: "headline", 1: "byline", 3: "pull quote, again"}
    assert margin.geometry().left() > dialog.preview.text.viewport().geometry().right()
    dialog.add([folder / "budget.txt"])
    qtbot.waitUntil(lambda: len(dialog.model.rows) == 2)
    dialog.table.selectRow(1)
    assert margin.isHidden()
