"""What a code is called, and how it looks and is reached."""

import msgspec
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLineEdit, QWidget

from annotator.domain.codebook import AskedUnit, Code, Codebook, Scope
from annotator.gui.codebook.swatches import Swatches
from annotator.gui.commands.table import reserved_keys
from annotator.gui.look.sizes import scaled
from annotator.gui.look.theme import GRID
from annotator.gui.widgets.basic import PlainLabel
from annotator.gui.widgets.calm import ComboBox
from annotator.gui.widgets.code_badge import Badge
from annotator.workflow.codebook_text import free_slug, slug

_SCOPES = {Scope.SPAN: "A stretch of text", Scope.ARTICLE: "The whole article"}
_UNITS = {
    AskedUnit.FREE: "Nothing in particular: it is tagged freely",
    AskedUnit.PARAGRAPH: "Each paragraph",
    AskedUnit.SENTENCE: "Each sentence",
    AskedUnit.ARTICLE: "Each article",
}


class CodePage(QWidget):
    """Name, id, key, colour, scope, and the code above."""

    def __init__(self, code: Code, codebook: Codebook, *, new: bool) -> None:
        super().__init__()
        self._code, self._codebook, self._new = code, codebook, new
        self.name = QLineEdit(code.name)
        self.identity = QLineEdit(code.id)
        self.identity.setReadOnly(not new)
        self.key = QLineEdit(code.key)
        self.key.setMaxLength(1)
        self.key.setAccessibleName("Key")
        self.key.setMaximumWidth(scaled(48))
        self.conflict = PlainLabel(role="danger")
        self.colour = Swatches(code.colour)
        self.scope = ComboBox()
        self.scope.addItems(list(_SCOPES.values()))
        self.scope.setCurrentIndex(list(_SCOPES).index(code.scope))
        self.unit = ComboBox()
        self.unit.addItems(list(_UNITS.values()))
        self.unit.setCurrentIndex(list(_UNITS).index(code.unit))
        self.parents = [""] + [
            one.id for one in codebook.codes if one.id != code.id and not self._is_below(one)
        ]
        self.above = ComboBox()
        for parent in self.parents:
            found = codebook.code(parent)
            self.above.addItem(found.name if found else "–")
        self.above.setCurrentIndex(max(0, _index(self.parents, code.parent)))
        self._badge = Badge(code)
        self._build()
        self._check()

    def _build(self) -> None:
        key = QHBoxLayout()
        key.setSpacing(GRID)
        for widget in (self.key, self._badge, self.conflict):
            key.addWidget(widget)
        key.addStretch(1)
        form = QFormLayout(self)
        form.setContentsMargins(0, GRID, 0, 0)
        form.addRow("Name", self.name)
        form.addRow("Id", self.identity)
        form.addRow("Key", key)
        form.addRow("Colour", self.colour)
        form.addRow("Applies to", self.scope)
        form.addRow("Asks of", self.unit)
        form.addRow("Below", self.above)
        self.unit.currentIndexChanged.connect(self._fit_scope)
        self._fit_scope()
        self.name.textEdited.connect(self._named)
        self.key.textChanged.connect(self._check)
        self.colour.changed.connect(self._check)

    def sizeHint(self) -> QSize:
        """Return a comfortable width."""
        return super().sizeHint().expandedTo(QSize(440, 0))

    def _is_below(self, code: Code) -> bool:
        seen: set[str] = set()
        above: Code | None = code
        while above is not None and above.id not in seen:
            if above.parent == self._code.id and self._code.id:
                return True
            seen.add(above.id)
            above = self._codebook.code(above.parent)
        return False

    def _unit(self) -> AskedUnit:
        return list(_UNITS)[self.unit.currentIndex()]

    def _fit_scope(self) -> None:
        """Let what is asked say what the code applies to, where it does."""
        scope = self._unit().scope
        if scope is not None:
            self.scope.setCurrentIndex(list(_SCOPES).index(scope))
        self.scope.setEnabled(scope is None)

    def _named(self, name: str) -> None:
        if self._new and not self.identity.isModified() and slug(name):
            self.identity.setText(free_slug(name, {code.id for code in self._codebook.codes}))
        self._check()

    def _check(self) -> None:
        """Show the badge, and who has the key already."""
        self.conflict.setText(self.key_conflict())
        colour = self.colour.colour() if self.colour.is_valid() else self._code.colour
        name = self.name.text() or "?"
        key = self.key.text()
        self._badge.set_code(Code(id="preview", name=name, key=key, colour=colour))

    def key_conflict(self) -> str:
        """Return what else the key does, or an empty text."""
        key = self.key.text().strip().upper()
        other = self._codebook.by_key(key) if key else None
        if other is not None and other.id != self._code.id:
            return f"{key} is the key of {other.name}"
        if key in reserved_keys():
            return f"{key} is a key of the program’s own"
        return ""

    def read(self, code: Code) -> Code:
        """Return the code with what is typed here."""
        return msgspec.structs.replace(
            code,
            id=self.identity.text().strip(),
            name=self.name.text().strip(),
            key=self.key.text().strip().upper(),
            colour=self.colour.colour(),
            scope=list(_SCOPES)[self.scope.currentIndex()],
            unit=self._unit(),
            parent=self.parents[self.above.currentIndex()],
        )


def _index(ids: list[str], wanted: str) -> int:
    return ids.index(wanted) if wanted in ids else -1
