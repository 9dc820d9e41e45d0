"""One incoming article, where it is from, and what could be read otherwise in its file."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from annotator.formats.rows_archives import TAUGHT
from annotator.gui.imports.encodings import EncodingBox
from annotator.gui.imports.failures import TEACHES
from annotator.gui.imports.preview import ArticlePreview
from annotator.gui.widgets.basic import ElidedLabel, set_tool_tip
from annotator.gui.widgets.dialog import GAP, named, secondary_button
from annotator.workflow.importing.batch import ImportItem


class ArticlePage(QWidget):
    """The preview of an article, with its place and encoding above it."""

    teach = Signal()
    """Teach the program the archive of its file."""

    def __init__(self) -> None:
        super().__init__()
        self.preview = ArticlePreview()
        self.encoding = EncodingBox()
        self._place = ElidedLabel(role="muted")
        self.one_article = ElidedLabel(role="muted")
        self.teach_button = secondary_button("Teach this a&rchive…", self.teach.emit)
        set_tool_tip(self.teach_button, TEACHES)
        first, second = QHBoxLayout(), QHBoxLayout()
        for row in (first, second):
            row.setSpacing(GAP)
        first.addWidget(self._place, 1)
        first.addWidget(named("&Encoding", self.encoding))
        first.addWidget(self.encoding)
        second.addWidget(self.one_article, 1)
        second.addWidget(self.teach_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP, GAP, 0, 0)
        column.setSpacing(GAP)
        column.addLayout(first)
        column.addLayout(second)
        column.addWidget(self.preview, 1)

    def show_item(self, item: ImportItem | None, *, alone: bool) -> None:
        """Show an article; `alone` says that a file that could have more came in as one."""
        file = item.file if item is not None else None
        self.preview.show_item(item)
        self._place.setText(_place(item) if item is not None else "")
        self.encoding.show_encoding(item.incoming.encoding if item is not None else "")
        self.encoding.setEnabled(file is not None and file.format.importer.encodings)
        taught = file is not None and file.format.id == TAUGHT
        said = "It came in by what you have taught." if taught else "It came in as one article."
        self.one_article.setText(said)
        self.one_article.setVisible(alone or taught)
        self.teach_button.setVisible(alone or taught)


def _place(item: ImportItem) -> str:
    duplicate = item.duplicate_of
    same = f"  ·  the same text as “{duplicate}”" if duplicate is not None else ""
    here = f"  ·  here as “{item.again.title}”, with another text" if item.again is not None else ""
    return f"{item.incoming.where}{same}{here}"
