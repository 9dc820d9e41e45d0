"""The dialog that adds a code or changes one."""

import msgspec
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.codebook import Code, Field
from annotator.domain.edits.codebook import PutCode
from annotator.domain.errors import UserError
from annotator.gui.codebook.code_page import CodePage
from annotator.gui.codebook.field_form import FieldForm
from annotator.gui.codebook.links_page import LinksPage
from annotator.gui.codebook.list_page import ListPage, Parts
from annotator.gui.codebook.swatches import PALETTE
from annotator.gui.look.theme import DOUBLE, GRID
from annotator.gui.session.session import Session
from annotator.gui.widgets.basic import PlainLabel
from annotator.gui.widgets.calm import TabWidget
from annotator.workflow.codebook_text import new_field

_PARTS = {
    "definition": "Definition",
    "include": "Include",
    "exclude": "Exclude",
    "positive_example": "Example",
    "negative_example": "Not an example",
    "source": "Source",
}


class GuidelinePage(QWidget):
    """One text for each part of the guideline."""

    def __init__(self, code: Code) -> None:
        super().__init__()
        self.edits: dict[str, QPlainTextEdit] = {}
        form = QFormLayout(self)
        form.setContentsMargins(0, GRID, 0, 0)
        for part, name in _PARTS.items():
            edit = QPlainTextEdit(str(getattr(code, part)))
            edit.setProperty("role", "field")
            edit.setTabChangesFocus(True)
            edit.setMinimumHeight(edit.fontMetrics().lineSpacing() * 2 + 2 * GRID)
            edit.setAccessibleName(name)
            self.edits[part] = edit
            form.addRow(name, edit)

    def read(self, code: Code) -> Code:
        """Return the code with what is typed here."""
        texts = {part: edit.toPlainText().strip() for part, edit in self.edits.items()}
        return msgspec.structs.replace(code, **texts)


class FieldsPage(ListPage):
    """The list of a code's fields."""

    def __init__(self, code: Code) -> None:
        known = {field.id for field in code.fields}
        self.field = FieldForm()
        super().__init__("field", self.field)
        self.parts = Parts[Field](
            self,
            self.field.name,
            code.fields,
            name=lambda field: field.name,
            make=lambda fields: new_field({field.id for field in fields}),
            show=lambda field, others: self.field.show_field(
                field, others, known=field.id in known
            ),
            read=self.field.read_field,
        )


class CodeEditor(QDialog):
    """Pages for a code; what is refused is said in the dialog, which then stays open."""

    def __init__(
        self,
        session: Session,
        code: Code | None,
        parent: QWidget | None = None,
        *,
        parent_code: str = "",
    ) -> None:
        super().__init__(parent)
        self._session = session
        codebook = session.codebook
        self._new = code is None
        self._code = code or _blank(session, parent_code)
        self.setWindowTitle("Add a code" if code is None else f"Code {code.name}")
        self.page = CodePage(self._code, codebook, new=self._new)
        self.guideline = GuidelinePage(self._code)
        self.fields = FieldsPage(self._code)
        self.links = LinksPage(self._code, codebook)
        self.problem = PlainLabel(role="danger", wrap=True)
        self.problem.hide()
        self._build()

    def _build(self) -> None:
        self.tabs = TabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self.page, "Code")
        self.tabs.addTab(self.guideline, "Guideline")
        self.tabs.addTab(self.fields, "Fields")
        self.tabs.addTab(self.links, "Links")
        flags = QDialogButtonBox.StandardButton
        self.buttons = QDialogButtonBox(flags.Ok | flags.Cancel)
        word = "Add code" if self._new else "Change code"
        self.buttons.button(flags.Ok).setText(word)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.fields.refused.connect(self._refuse)
        self.links.refused.connect(self._refuse)
        column = QVBoxLayout(self)
        column.setContentsMargins(DOUBLE, GRID, DOUBLE, DOUBLE)
        column.setSpacing(GRID)
        column.addWidget(self.tabs, 1)
        column.addWidget(self.problem)
        column.addWidget(self.buttons)
        self.resize(720, 560)
        self.page.name.setFocus()
        self.page.name.selectAll()

    def result_code(self) -> Code:
        """Return the code as it is typed; raise a `UserError` when it can't be read."""
        conflict = self.page.key_conflict()
        if conflict:
            raise UserError(f"{conflict}.", remedy="Choose another key, or none.")
        code = self.guideline.read(self.page.read(self._code))
        if self._new and self._session.codebook.code(code.id) is not None:
            raise UserError(f"There is a code {code.id} already.", remedy="Choose another id.")
        return msgspec.structs.replace(
            code, fields=self.fields.parts.all(), links=self.links.parts.all()
        )

    def accept(self) -> None:
        """Write the code, or say why that is refused."""
        refusals: list[str] = []
        heard = self._session.refused.connect(refusals.append)
        done = False
        try:
            done = self._session.apply(PutCode(self.result_code())) is not None
        except UserError as error:
            refusals.append(str(error))
        finally:
            self._session.refused.disconnect(heard)
        if done:  # what was refused meanwhile was something else
            super().accept()
        else:
            self._refuse(refusals[-1] if refusals else "")

    def _refuse(self, why: str) -> None:
        self.problem.setText(why)
        self.problem.show()


def _blank(session: Session, parent_code: str) -> Code:
    codes = session.codebook.codes
    above = session.codebook.code(parent_code)
    used = {code.colour.upper() for code in codes}
    colour = next((one for one in PALETTE if one.upper() not in used), "#7F7F7F")
    return Code(
        id="",
        name="",
        colour=above.colour if above else colour,
        parent=parent_code,
        position=max((code.position for code in codes), default=-1) + 1,
    )
