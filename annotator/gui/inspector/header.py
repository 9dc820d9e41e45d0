"""What is selected: the code, who coded it, and the words."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from annotator.domain.annotation import Annotation
from annotator.domain.codebook import Code, CodeState
from annotator.gui.inspector.excerpt import Excerpt
from annotator.gui.look.theme import GRID, HALF
from annotator.gui.widgets.basic import ElidedLabel, PlainLabel, set_tool_tip
from annotator.gui.widgets.code_badge import Badge

WHOLE_ARTICLE = "The whole article"


class Header(QWidget):
    """The top of the inspector."""

    def __init__(self) -> None:
        super().__init__()
        self._badge = Badge()
        self._name = ElidedLabel(role="heading")
        self._coder = PlainLabel(role="small")
        self.excerpt = Excerpt()
        self.owner = PlainLabel(role="small", wrap=True)
        top = QHBoxLayout()
        top.setSpacing(GRID)
        top.addWidget(self._badge)
        top.addWidget(self._name, 1)
        top.addWidget(self._coder)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(HALF)
        column.addLayout(top)
        column.addWidget(self.excerpt)
        column.addWidget(self.owner)

    def show_annotation(
        self, annotation: Annotation, code: Code, coder: str, *, owner: str = ""
    ) -> None:
        """Show what an annotation is; `owner` says whose it is where that is not oneself."""
        self._badge.set_code(code)
        retired = " (retired)" if code.state is CodeState.RETIRED else ""
        self._name.setText(code.name + retired)
        set_tool_tip(self._badge, code.definition or code.name)
        self._coder.setText(coder)
        whole = not annotation.fragments
        self.excerpt.set_text(WHOLE_ARTICLE if whole else annotation.text, quiet=whole)
        self.owner.setVisible(bool(owner))
        self.owner.setText(owner)

    def minimumSizeHint(self) -> QSize:
        """Let the panel be narrow."""
        return QSize(120, super().minimumSizeHint().height())
