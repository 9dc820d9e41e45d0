"""One incoming article: its title and metadata to correct, its text to trim."""

from collections.abc import Iterable

from msgspec import structs
from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from annotator.analysis.segmentation.by_word import word_count
from annotator.domain.wording import noun
from annotator.formats.files.dates import iso
from annotator.formats.files.headings import DATES
from annotator.gui.imports.line_text import LineText
from annotator.gui.widgets.basic import ElidedLabel, PlainLabel
from annotator.gui.widgets.dialog import GAP, named
from annotator.workflow.importing.batch import ImportItem
from annotator.workflow.importing.text_lines import Ranges

SHOWN_META = ("outlet", "author", "published", "language")
_HINTS = {"published": "2025-05-19", "language": "en"}
_MNEMONICS = {
    "outlet": "&Outlet",
    "author": "A&uthor",
    "published": "&Published",
    "language": "&Language",
}
_PLACES = {"outlet": (1, 0, 3), "author": (2, 0, 3), "published": (3, 0, 1), "language": (3, 2, 1)}
"""The row and column of each name below the title, and how many columns its field has."""


class ArticlePreview(QWidget):
    """Shows an `ImportItem`; `edited` gives it as the user changed it."""

    edited = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._item: ImportItem | None = None
        self.title = QLineEdit()
        self.meta = {key: QLineEdit(placeholderText=_HINTS.get(key, "")) for key in SHOWN_META}
        self._further = ElidedLabel(role="muted")
        self.text = LineText()
        self._hint = PlainLabel(role="muted", wrap=True)
        self._lay_out()
        self.title.textEdited.connect(self._edit_title)
        for key, field in self.meta.items():
            field.editingFinished.connect(lambda key=key: self._edit_meta(key))
        self.text.ranges_changed.connect(self._edit_ranges)
        self.show_item(None)

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(GAP)
        grid.addWidget(named("&Title", self.title), 0, 0)
        grid.addWidget(self.title, 0, 1, 1, 3)
        for key, (row, column, columns) in _PLACES.items():
            grid.addWidget(named(_MNEMONICS[key], self.meta[key]), row, column)
            grid.addWidget(self.meta[key], row, column + 1, 1, columns)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addLayout(grid)
        layout.addWidget(self._further)
        layout.addWidget(self.text, 1)
        layout.addWidget(self._hint)

    @property
    def item(self) -> ImportItem | None:
        """The article as it is shown."""
        return self._item

    def show_item(self, item: ImportItem | None) -> None:
        """Show an article, or nothing."""
        self._item = item
        self.setEnabled(item is not None)
        article = item.article if item else None
        self.title.setText(" ".join(article.title.split()) if article else "")
        self.title.setCursorPosition(0)
        for key, field in self.meta.items():
            field.setText(str(article.meta.get(key) or "") if article else "")
            field.setCursorPosition(0)
        further = _further(article.meta.items()) if article else ""
        self._further.setText(further)
        self._further.setVisible(bool(further))
        if item is None or article is None:
            self.text.show_text("", ())
        else:
            self.text.show_text(article.text, item.excluded, article.stretches)
        self._say_what_stays()

    def show_meta(self, item: ImportItem) -> None:
        """Show the same article after its metadata was changed from elsewhere."""
        self._item = item
        for key, field in self.meta.items():
            field.setText(str(item.article.meta.get(key) or ""))

    def commit(self) -> None:
        """Take over what is being typed."""
        for key in self.meta:
            self._edit_meta(key)

    def _edit_title(self, title: str) -> None:
        if self._item is not None:
            self._change(self._item.with_article(title=title.strip()))

    def _edit_meta(self, key: str) -> None:
        if self._item is None:
            return
        value = self.meta[key].text().strip()
        value = iso(value) if key in DATES else value
        if value == str(self._item.article.meta.get(key) or ""):
            return
        self.meta[key].setText(value)
        self._change(self._item.with_meta(key, value))

    def _change(self, item: ImportItem) -> None:
        self._item = item
        self.edited.emit(item)

    def _edit_ranges(self, ranges: Ranges) -> None:
        if self._item is not None:
            self._item = structs.replace(self._item, excluded=ranges)
            self._say_what_stays()
            self._change(self._item)

    def _say_what_stays(self) -> None:
        if self._item is None:
            self._hint.setText("")
            return
        words = word_count(self._item.article.text, self._item.excluded)
        number = QLocale().toString
        kept = f"{number(words)} {noun(words, 'word')}"
        out = len(self.text.left_out)
        left = f", {number(out)} {noun(out, 'line')} left out" if out else ""
        how = "The box beside a line, or Space in it, leaves it out or takes it back."
        self._hint.setText(f"{kept}{left}. {how}")


def _further(meta: Iterable[tuple[str, object]]) -> str:
    parts = [f"{key.replace('_', ' ')}: {value}" for key, value in meta if key not in SHOWN_META]
    return "  ·  ".join(part for part in parts if not part.endswith(": "))
