"""Writing what is shown: the picture as PNG, SVG or PDF, its figures as CSV."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from annotator.analysis.insights.insight import Insight
from annotator.domain.errors import UserError
from annotator.gui.insights.figures import file_name
from annotator.gui.insights.painting import save_figure
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import Settings
from annotator.gui.widgets.file_dialogs import choose_new, show_refusal
from annotator.workflow.csv_tables import write_table
from annotator.workflow.insights.figure_files import write_figure

KINDS = ("png", "svg", "pdf", "csv")
"""The endings of the files that an insight can be written to."""
_NAMES = {"png": "PNG, a picture", "svg": "SVG, lines", "pdf": "PDF, a page", "csv": "CSV, figures"}


def ask_and_write(
    window: QWidget, session: Session, settings: Settings, insight: Insight, kind: str = ""
) -> None:
    """Let the user choose where to, and write it; of any kind, or of one."""
    offered = [kind] if kind else list(KINDS)
    kinds = ";;".join(f"{_NAMES[one]} (*.{one})" for one in offered)
    path = session.project.path
    name = f"{path.stem} {file_name(insight.title)}.{offered[0]}"
    target = choose_new(window, settings, "Export the insight", kinds, name)
    if target is None:
        return
    if target.suffix.lower().lstrip(".") not in KINDS:
        target = target.with_name(f"{target.name}.{offered[0]}")
    try:
        write_insight(target, insight)
    except UserError as error:
        show_refusal(window, "The file can’t be written", error)
    else:
        session.told.emit(f"{insight.title} is in {target.name}")


def write_insight(path: Path, insight: Insight) -> None:
    """Write an insight by the file's ending; raise a `UserError` where that can't be."""
    ending = path.suffix.lower()
    if ending == ".csv":
        write_table(path, _cells(insight))
    elif ending == ".svg":
        write_figure(path, insight)
    else:
        save_figure(path, insight)  # what a child does elsewhere: here is Qt, and it takes a moment


def _cells(insight: Insight) -> list[list[object]]:
    records = insight.records()
    heads: list[object] = list(records[0]) if records else []
    return [heads, *(list(one.values()) for one in records)]
