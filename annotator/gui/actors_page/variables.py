"""What the project asks of its actors: variables with their types, written one a line."""

import re
from collections.abc import Iterable

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from annotator.domain.actor_variables import (
    ActorVariable,
    ActorVariableType,
    is_usually_sensitive,
)
from annotator.domain.edits.actors import SetActorVariables
from annotator.domain.errors import UserError
from annotator.domain.wording import enumerated
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import Settings
from annotator.gui.widgets.basic import PlainLabel
from annotator.gui.widgets.dialog import GAP, MARGIN, Dialog, answer_buttons, named, run_dialog
from annotator.workflow.codebook_text import free_slug

_SIZE = QSize(560, 420)
_TYPES = {
    "text": ActorVariableType.TEXT,
    "number": ActorVariableType.NUMBER,
    "date": ActorVariableType.DATE,
    "yes or no": ActorVariableType.FLAG,
}
_LINE = re.compile(r"(?P<name>[^:]+?)\s*(?::\s*(?P<type>.*))?")
_HELP = (
    "One a line, with what it takes after a colon: text, number, date, yes or no, or the choices "
    "with commas. “Born: date”, “Gender (sensitive): female, male, other”. By what is sensitive "
    "nothing is counted unless asked for; Gender and its like are so, unless “(not sensitive)”."
)
_SENSITIVE = " (sensitive)"
_MARK = re.compile(r"(?P<name>.*?)\s*\((?P<not>not\s+)?sensitive\)", re.IGNORECASE)


def ask_variables(parent: QWidget, session: Session) -> bool:
    """Ask for the variables; tell whether they were changed."""
    return run_dialog(VariablesDialog(session, parent)).changed


class VariablesDialog(Dialog):
    """The variables as lines of text; one that keeps its name keeps what actors have of it."""

    def __init__(self, session: Session, parent: QWidget | None) -> None:
        super().__init__(parent, Settings(), "actor_variables", "Actors’ variables", _SIZE)
        self._session = session
        self._before = session.project.info().actor_variables
        self.changed = False
        self.lines = QPlainTextEdit("\n".join(map(line_of, self._before)))
        self.lines.setProperty("role", "field")
        self.lines.setTabChangesFocus(True)
        self.problem = PlainLabel(role="danger", wrap=True)
        self.problem.hide()
        buttons, self.save = answer_buttons(self, "&Save")
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(GAP)
        column.addWidget(named("&Variables", self.lines))
        column.addWidget(PlainLabel(_HELP, role="muted", wrap=True))
        column.addWidget(self.lines, 1)
        column.addWidget(self.problem)
        column.addWidget(buttons)
        session.refused.connect(self._refuse)
        self.lines.textChanged.connect(self.problem.hide)

    def accept(self) -> None:
        """Set the variables, or say why not."""
        try:
            wanted = read_variables(self.lines.toPlainText().splitlines(), self._before)
        except UserError as error:
            self._refuse(str(error))
            return
        if wanted != self._before:
            self.changed = self._session.apply(SetActorVariables(wanted)) is not None
        if wanted == self._before or self.changed:
            super().accept()

    def _refuse(self, why: str) -> None:
        self.problem.setText(why)
        self.problem.show()


def line_of(variable: ActorVariable) -> str:
    """Return a variable as it is written."""
    name = f"{variable.name}{_SENSITIVE if variable.sensitive else ''}"
    if variable.type is ActorVariableType.CHOICE:
        return f"{name}: {', '.join(variable.choices)}"
    said = next(said for said, one in _TYPES.items() if one is variable.type)
    return f"{name}: {said}"


def read_variables(
    lines: Iterable[str], before: Iterable[ActorVariable]
) -> tuple[ActorVariable, ...]:
    """Return the variables as they are written; raise a `UserError` for a line that says none."""
    ids = {one.name.casefold(): one.id for one in before}
    found: dict[str, ActorVariable] = {}
    for line in filter(None, (one.strip() for one in lines)):
        said = _LINE.fullmatch(line)
        name, marked = _name_of(said["name"].strip() if said is not None else "")
        if not name:
            raise UserError(f"“{line}” has no name.", remedy="Write the name before a colon.")
        wanted = ((said["type"] if said is not None else None) or "text").strip()
        ident = ids.get(name.casefold()) or free_slug(name, {*ids.values(), *found})
        if ident in found:
            raise UserError(f"“{name}” stands there twice.")
        kind = _TYPES.get(wanted.casefold())
        choices = () if kind is not None else _choices(name, wanted)
        if marked is None:
            marked = name.casefold() not in ids and is_usually_sensitive(name)
        found[ident] = ActorVariable(
            ident, name, kind or ActorVariableType.CHOICE, choices, sensitive=marked
        )
    return tuple(found.values())


def _name_of(written: str) -> tuple[str, bool | None]:
    """Return a variable's name, and whether it is said to be sensitive; None where nothing is."""
    said = _MARK.fullmatch(written)
    return (written, None) if said is None else (said["name"], said["not"] is None)


def _choices(name: str, wanted: str) -> tuple[str, ...]:
    choices = tuple(dict.fromkeys(filter(None, (one.strip() for one in wanted.split(",")))))
    if len(choices) < 2:
        remedy = f"Write {enumerated(list(_TYPES))}, or two or more choices with commas."
        raise UserError(f"“{wanted}” of {name} is no type.", remedy=remedy)
    return choices
