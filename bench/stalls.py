"""How long the window stands still while it imports, exports, merges, and takes a merge back.

Through the window's own dialogs, which are there before, each in a process of its own; what a
`Heartbeat` says.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtWidgets import QDialog

from annotator.gui.exports.dialog import ExportDialog
from annotator.gui.imports.dialog import ImportDialog
from annotator.gui.team.bringing import BringInDialog
from bench.children import Told, ask
from bench.edits import STALL
from bench.generators import SPANS
from bench.material import Material
from bench.rows import Row
from bench.window import BenchWindow, Heartbeat, home, rest, until

_PAUSE = 0.5


def rows(material: Material) -> Iterator[Row]:
    """Yield the longest stall of each long work."""
    articles = material.sizes.exchanged
    labels = f"{SPANS * articles:,} labels"
    lines = str(material.lines(articles))
    told = ask(import_in_window, str(material.copy(material.empty())), lines)
    yield Row(f"stall: import JSONL, {labels}", told["stall"], "ms", STALL)
    project = str(material.copy(material.project(articles)))
    for suffix in (".csv", ".jsonl"):
        told = ask(export_in_window, project, str(material.folder() / f"out{suffix}"))
        kind = suffix.removeprefix(".").upper()
        yield Row(f"stall: export {kind}, {labels}", told["stall"], "ms", STALL)
    lead, packages = material.packages()
    told = ask(merge_in_window, str(material.copy(lead)), [str(one) for one in packages])
    labels = f"{material.sizes.packages * material.sizes.packed * SPANS:,} labels"
    yield Row(f"stall: merge {len(packages)} packages, {labels}", told["stall"], "ms", STALL)
    yield Row(f"stall: its undo, {labels}", told["undo"], "ms", STALL)


def _show(dialog: QDialog) -> None:
    dialog.show()
    rest(_PAUSE)


def _stall(act: Callable[[], object]) -> float:
    """Return the longest stall in an act and shortly after it, in milliseconds."""
    with Heartbeat() as heart:
        act()
        rest(_PAUSE)
    return 1000 * heart.longest


def import_in_window(path: str, lines: str) -> Told:
    """Read a file into the dialog, and import it."""
    with home() as settings, BenchWindow(settings, Path(path)) as shown:
        dialog = ImportDialog(shown.session, settings, (), shown.window)
        _show(dialog)

        def act() -> None:
            dialog.add([Path(lines)])
            until(lambda: dialog.model.taken() > 0)
            dialog.accept()
            until(lambda: dialog.changes is not None)
            if dialog.changes is not None:
                shown.session.publish(dialog.changes)

        return {"stall": _stall(act)}


def export_in_window(path: str, target: str) -> Told:
    """Export all of a project."""
    with home() as settings, BenchWindow(settings, Path(path)) as shown:
        dialog = ExportDialog(shown.session, settings, (), (), shown.window)
        _show(dialog)

        def act() -> None:
            at = dialog.choices.format.findData(Path(target).suffix.removeprefix("."))
            dialog.choices.format.setCurrentIndex(at)
            dialog.path.setText(target)
            rest(_PAUSE)
            dialog.accept()
            until(lambda: dialog.exported is not None)

        return {"stall": _stall(act)}


def merge_in_window(path: str, theirs: list[str]) -> Told:
    """Look at packages in the dialog, bring them in, and take that back."""
    with home() as settings, BenchWindow(settings, Path(path)) as shown:
        dialog = BringInDialog(shown.session, settings, (), shown.window)
        _show(dialog)

        def act() -> None:
            dialog.add([Path(one) for one in theirs])
            until(lambda: dialog.preview is not None and dialog.preview.files)
            dialog.accept()
            until(lambda: dialog.changes is not None)
            if dialog.changes is not None:
                shown.session.publish(dialog.changes)

        def undo() -> None:
            changes: list[object] = []
            shown.session.changed.connect(changes.append)
            shown.window.menu_actions.by_id["undo"].trigger()
            until(lambda: changes)

        return {"stall": _stall(act), "undo": _stall(undo)}
