"""The copies as a tree: each with what differs, and the labels whose words are others there."""

from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem

from annotator.domain.annotation import Annotation
from annotator.domain.wording import counted, quoted
from annotator.gui.look.sizes import row_height, scaled
from annotator.gui.widgets.basic import tool_tip
from annotator.workflow.copies.carrying import CopyDifference, CopyFate, CopyPlan, LabelOnCopy

_PLACE = Qt.ItemDataRole.UserRole
_HEADINGS = ("Copy", "Labels", "What differs")
_WIDTHS = (360, 170)
_EXCERPT = 70
_TOP_COLUMN = 0


class CopiesTree(QTreeWidget):
    """Copies to be ticked, and below each what to look at; Space ticks the row at hand."""

    ticked = Signal()
    """Something was ticked or unticked."""

    def __init__(self, name_of: Callable[[Annotation], str]) -> None:
        """Take what tells the name of a label's code."""
        super().__init__()
        self._name_of = name_of
        self._copies: Sequence[CopyPlan] = ()
        self.setAccessibleName("Copies")
        self.setHeaderLabels(list(_HEADINGS))
        self.setUniformRowHeights(True)
        self.header().setSectionsMovable(False)
        self.header().setSectionResizeMode(len(_HEADINGS) - 1, QHeaderView.ResizeMode.Stretch)
        for column, width in enumerate(_WIDTHS):
            self.setColumnWidth(column, scaled(width))
        self.itemChanged.connect(self._tell)

    # What is listed

    def show_copies(self, copies: Sequence[CopyPlan]) -> None:
        """List these copies; what is proposed is ticked, and what differs stands open."""
        self.itemChanged.disconnect(self._tell)
        self.clear()
        self._copies = copies
        for place, one in enumerate(copies):
            row = _row(_titled(one), _labels_in_words(one), _differing_in_words(one))
            row.setData(_TOP_COLUMN, _PLACE, place)
            if not one.why_not and one.those(CopyFate.STANDS, CopyFate.CHANGED):
                _let_tick(row, on=one.is_proposed)
            self.addTopLevelItem(row)
            row.addChildren([*self._labels(one), *_differences(one)])
            differs = bool(one.those(CopyFate.CHANGED, CopyFate.GONE, CopyFate.UNFIT))
            row.setExpanded(differs and not one.why_not)
        self.itemChanged.connect(self._tell)
        first = self.topLevelItem(0)
        if first is not None:
            self.setCurrentItem(first)

    def _labels(self, copy: CopyPlan) -> Iterator[QTreeWidgetItem]:
        """Yield the rows of the labels that don't stand there as they are."""
        for place, one in enumerate(copy.labels):
            if one.fate in (CopyFate.CHANGED, CopyFate.GONE, CopyFate.UNFIT):
                row = _row(self._label_in_words(one), *_fate_in_words(one))
                row.setData(_TOP_COLUMN, _PLACE, place)
                if one.fate is CopyFate.CHANGED and not copy.why_not:
                    _let_tick(row, on=False)
                yield row

    def _label_in_words(self, one: LabelOnCopy) -> str:
        words = f" {quoted(one.source.text, _EXCERPT)}" if one.source.fragments else ""
        return f"{self._name_of(one.source)}{words}"

    # What is chosen

    def chosen_copies(self) -> list[str]:
        """Return the ids of the copies that are ticked."""
        return [copy.article.id for copy, row in self._rows() if _is_on(row)]

    def chosen_changes(self) -> set[tuple[str, str]]:
        """Return the ticked labels whose words are others there: copy and label (ids)."""
        return {
            (copy.article.id, copy.labels[int(child.data(_TOP_COLUMN, _PLACE))].source.id)
            for copy, row in self._rows()
            if _is_on(row)
            for child in _children(row)
            if _is_on(child)
        }

    def chosen_labels(self) -> int:
        """Return how many labels would be made."""
        whole = sum(len(copy.those(CopyFate.STANDS)) for copy, row in self._rows() if _is_on(row))
        return whole + len(self.chosen_changes())

    def toggle_all(self) -> None:
        """Tick all copies, or none where all are ticked."""
        rows = [row for _, row in self._rows() if _can_tick(row)]
        on = not all(map(_is_on, rows))
        for row in rows:
            row.setCheckState(_TOP_COLUMN, _state(on=on))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick or untick the row at hand with Space."""
        row = self.currentItem()
        if event.key() == Qt.Key.Key_Space and row is not None and _can_tick(row):
            row.setCheckState(_TOP_COLUMN, _state(on=not _is_on(row)))
        else:
            super().keyPressEvent(event)

    def _rows(self) -> Iterator[tuple[CopyPlan, QTreeWidgetItem]]:
        for place, copy in enumerate(self._copies):
            row = self.topLevelItem(place)
            if row is not None:
                yield copy, row

    def _tell(self, row: QTreeWidgetItem, _column: int) -> None:
        above = row.parent()
        if above is not None and _is_on(row) and not _is_on(above):
            above.setCheckState(_TOP_COLUMN, _state(on=True))  # it is wanted there
        self.ticked.emit()


def _row(*cells: str) -> QTreeWidgetItem:
    row = QTreeWidgetItem([" ".join(one.split()) for one in cells])
    row.setSizeHint(_TOP_COLUMN, QSize(0, row_height()))
    for column, one in enumerate(cells):
        row.setToolTip(column, tool_tip(one))
    return row


def _let_tick(row: QTreeWidgetItem, *, on: bool) -> None:
    row.setCheckState(_TOP_COLUMN, _state(on=on))


def _can_tick(row: QTreeWidgetItem) -> bool:
    return row.data(_TOP_COLUMN, Qt.ItemDataRole.CheckStateRole) is not None


def _is_on(row: QTreeWidgetItem) -> bool:
    return _can_tick(row) and row.checkState(_TOP_COLUMN) == Qt.CheckState.Checked


def _state(*, on: bool) -> Qt.CheckState:
    return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked


def _children(row: QTreeWidgetItem) -> Iterator[QTreeWidgetItem]:
    for n in range(row.childCount()):
        child = row.child(n)
        if child is not None:
            yield child


def _titled(copy: CopyPlan) -> str:
    meta = copy.article.meta
    parts = (copy.article.title, str(meta.get("outlet", "")), str(meta.get("published", "")))
    return " · ".join(one for one in parts if one.strip())


def _labels_in_words(copy: CopyPlan) -> str:
    if copy.why_not:
        return "none"
    whole, there = len(copy.those(CopyFate.STANDS)), len(copy.those(CopyFate.THERE))
    parts = (
        counted(whole, "label") if whole else "",
        f"{there:,} there already" if there else "",
        f"{len(copy.those(CopyFate.CHANGED)):,} changed" if copy.those(CopyFate.CHANGED) else "",
        f"{len(copy.those(CopyFate.GONE, CopyFate.UNFIT)):,} left out"
        if copy.those(CopyFate.GONE, CopyFate.UNFIT)
        else "",
    )
    return ", ".join(one for one in parts if one) or "none"


def _differing_in_words(copy: CopyPlan) -> str:
    if copy.why_not:
        return f"Nothing is carried: {copy.why_not}"
    count = len(copy.differences) + copy.more
    differs = counted(count, "difference") if count else "the same text"
    return f"{copy.caution[:1].upper()}{copy.caution[1:]} · {differs}" if copy.caution else differs


def _fate_in_words(one: LabelOnCopy) -> tuple[str, str]:
    if one.fate is CopyFate.CHANGED:
        return "other words there", f"there {quoted(one.words, _EXCERPT)}"
    return "left out", one.why


def _differences(copy: CopyPlan) -> Iterator[QTreeWidgetItem]:
    for one in copy.differences:
        yield _row(*_difference_in_words(one))
    if copy.more:
        yield _row(f"and {counted(copy.more, 'more difference')}", "", "")


def _difference_in_words(one: CopyDifference) -> tuple[str, str, str]:
    here = quoted(one.here, _EXCERPT) if one.here else "–"
    there = quoted(one.there, _EXCERPT) if one.there else "–"
    if not one.here:
        return "Only there", "", there
    what = f"Title {here}" if one.is_title else here
    return what, "", f"there {there}" if one.there else "not there"
