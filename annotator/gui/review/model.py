"""Differences as a list with a heading for each kind."""

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt

from annotator.analysis.comparing.match import Kind
from annotator.gui.widgets.model_index import Index
from annotator.workflow.review.comparison import DifferenceRow

_TOP = QModelIndex()


class Heading:
    """A kind of difference, and how many there are of it."""

    def __init__(self, kind: Kind, count: int) -> None:
        self.text = kind.words
        self.count = count


class DifferencesModel(QAbstractListModel):
    """Rows, which come sorted by kind, under their headings; headings can't be selected."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: list[DifferenceRow | Heading] = []
        self._places: dict[tuple[object, ...], int] = {}

    def set_rows(self, rows: Sequence[DifferenceRow]) -> None:
        """Show other rows."""
        counts = Counter(row.match.kind for row in rows)
        self.beginResetModel()
        self._lines, self._places = [], {}
        last = None
        for row in rows:
            kind = row.match.kind
            if kind is not None and kind is not last:
                self._lines.append(Heading(kind, counts[kind]))
                last = kind
            self._places[row.ident] = len(self._lines)
            self._lines.append(row)
        self.endResetModel()

    def line(self, index: Index) -> DifferenceRow | Heading | None:
        """Return what stands at an index."""
        within = index.isValid() and index.row() < len(self._lines)
        return self._lines[index.row()] if within else None

    def row_at(self, index: Index) -> DifferenceRow | None:
        """Return the difference at an index; None for a heading."""
        found = self.line(index)
        return found if isinstance(found, DifferenceRow) else None

    def index_of(self, ident: tuple[object, ...]) -> QModelIndex:
        """Return where a difference stands; an invalid index where it doesn't."""
        place = self._places.get(ident)
        return QModelIndex() if place is None else self.index(place)

    def places(self) -> list[int]:
        """Return the numbers of the lines that are differences, in order."""
        return list(self._places.values())

    def rows(self) -> list[DifferenceRow]:
        """Return the differences, in order."""
        return [line for line in self._lines if isinstance(line, DifferenceRow)]

    def rowCount(self, parent: Index = _TOP) -> int:
        """Count lines, headings included."""
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a line's words, which screen readers read."""
        line = self.line(index)
        if line is None or role not in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
        ):
            return None
        if isinstance(line, Heading):
            return f"{line.text}: {line.count}"
        settled = ", settled" if line.settled else ""
        return f"{line.text}: {line.words}{settled}, in {line.title}"

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let the keys walk from difference to difference, past the headings."""
        if self.row_at(index) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
