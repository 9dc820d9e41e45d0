"""The links that go out from the selected annotation, and those that arrive."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from annotator.domain.annotation import Annotation, Link
from annotator.domain.codebook import Code
from annotator.domain.edits.links import RemoveLink
from annotator.domain.people import Actor
from annotator.gui.commands.key_events import KeyHandler
from annotator.gui.inspector.chip import End
from annotator.gui.inspector.line import NamedLine
from annotator.gui.inspector.rule_row import Chips, RuleRow
from annotator.gui.look.theme import HAIR
from annotator.gui.session.session import Session
from annotator.gui.wording.annotations import links_to
from annotator.workflow.actor_words import who_it_is
from annotator.workflow.open_article import OpenArticle


class Links(QWidget):
    """One line for each link rule of a code, and one for what links here."""

    rebuilt = Signal()
    closed = Signal(bool)
    """A picker is closed; true if the focus is to go back to where it was."""
    add_wanted = Signal(str)

    def __init__(self, session: Session, code: Code, unused_key: KeyHandler) -> None:
        super().__init__()
        self._session = session
        self.rows: dict[str, RuleRow] = {}
        self._needed: dict[str, int] = {rule.type: rule.minimum for rule in code.links}
        self._lines: dict[str, NamedLine] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(HAIR)
        for rule in code.links:
            row = RuleRow(session, rule, unused_key)
            row.closed.connect(self.closed)
            row.add_wanted.connect(self.add_wanted)
            row.removed.connect(self._remove)
            self.rows[rule.type] = row
            self._lines[rule.type] = NamedLine(rule.name, row)
            column.addWidget(self._lines[rule.type])
            self._connect(row)
        self.incoming = Chips(unused_key)
        self._connect(self.incoming)
        self._incoming_line = NamedLine("Linked from", self.incoming)
        column.addWidget(self._incoming_line)

    def _connect(self, chips: Chips) -> None:
        chips.picked.connect(self._session.select)
        chips.rebuilt.connect(self.rebuilt)

    def show_links(self, article: OpenArticle, annotation: Annotation, *, own: bool) -> None:
        """Show an annotation's links."""
        outgoing = article.links_of(annotation.id)
        for link_type, row in self.rows.items():
            links = [link for link in outgoing if link.type == link_type]
            ends = [self._end(article, link, own=own) for link in links]
            row.show_links(ends, read_only=not own)
            self._lines[link_type].setVisible(own or bool(links))
            self._lines[link_type].set_needed(own and len(links) < self._needed[link_type])
        found = links_to(self._session, article, annotation.id)
        arriving = [self._owner(article, link) for link in found]
        self.incoming.show_ends(arriving)
        self._incoming_line.setVisible(bool(arriving))

    def _end(self, article: OpenArticle, link: Link, *, own: bool) -> End:
        target = article.annotations.get(link.target_annotation or "")
        if target is not None and not self._session.is_visible(target):
            return End(link.id, "(a colleague's)", removable=own)
        if target is not None:
            code = self._session.code_of(target)
            return End(link.id, target.text or code.name, "", code, target.id, own)
        actor = self._session.project.get(Actor, link.target_actor or "")
        if actor is None:
            return End(link.id, "(not there)", removable=own)
        hint = ", ".join([actor.name, *who_it_is(self._session.codebook, actor)])
        return End(link.id, actor.name, removable=own, hint=hint)

    def _owner(self, article: OpenArticle, link: Link) -> End:
        owner = article.annotations.get(link.annotation)
        if owner is None:  # another program has taken it out just now
            return End(link.id, "(not there)")
        code = self._session.code_of(owner)
        rule = code.link_rule(link.type)
        name = rule.name if rule else link.type
        return End(link.id, owner.text or code.name, name.lower(), code, owner.id)

    def _remove(self, link: str) -> None:
        row = next((row for row in self.rows.values() if row is self.sender()), None)
        self._session.apply(RemoveLink(link))
        if row is not None:
            row.button.setFocus()

    def close_pickers(self) -> None:
        """Close the picker that is open, if any."""
        for row in self.rows.values():
            row.close_picker()

    def focusables(self) -> list[QWidget]:
        """Return what takes the focus, from top to bottom."""
        found: list[QWidget] = []
        for row in self.rows.values():
            found += [*row.chips, row.button]
        return [*found, *self.incoming.chips]
