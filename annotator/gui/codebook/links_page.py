"""The link rules of a code, to be changed."""

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFormLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QWidget,
)

from annotator.domain.codebook import ACTOR_END, Code, Codebook, LinkRule
from annotator.gui.codebook.list_page import ListPage, Parts, follow_name
from annotator.gui.widgets.basic import RowDelegate
from annotator.gui.widgets.calm import SpinBox
from annotator.workflow.codebook_text import free_slug

_ANY = "*"
_MOST = 99


class RuleForm(QWidget):
    """One link rule."""

    def __init__(self, codebook: Codebook) -> None:
        super().__init__()
        self.name = QLineEdit()
        self.identity = QLineEdit()
        self._taken: set[str] = set()
        follow_name(self.name, self.identity, lambda: self._taken)
        self.ends = QListWidget()
        self.ends.setItemDelegate(RowDelegate(self.ends))
        ends = [(ACTOR_END, "An actor"), (_ANY, "Any annotation")]
        ends += [(code.id, code.name) for code in codebook.codes if not code.group]
        for identity, name in ends:
            item = QListWidgetItem(name, self.ends)
            item.setData(Qt.ItemDataRole.UserRole, identity)
            item.setCheckState(Qt.CheckState.Unchecked)
        self.minimum, self.maximum = SpinBox(), SpinBox()
        self.minimum.setRange(0, _MOST)
        self.maximum.setRange(0, _MOST)
        self.maximum.setSpecialValueText("any number")
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        for label, widget in (
            ("Name", self.name),
            ("Id", self.identity),
            ("Ends at", self.ends),
            ("At least", self.minimum),
            ("At most", self.maximum),
        ):
            form.addRow(label, widget)

    def _items(self) -> list[QListWidgetItem]:
        return [self.ends.item(n) for n in range(self.ends.count())]

    def show_rule(self, rule: LinkRule, others: list[LinkRule], *, known: bool) -> None:
        """Show a rule among the others; the id of one that links may have stays."""
        self._taken = {other.type for other in others}
        self.name.setText(rule.name)
        self.identity.setText(rule.type)
        self.identity.setReadOnly(known)
        self.minimum.setValue(rule.minimum)
        self.maximum.setValue(rule.maximum or 0)
        for item in self._items():
            checked = item.data(Qt.ItemDataRole.UserRole) in rule.ends
            item.setCheckState(Qt.CheckState.Checked if checked else Qt.CheckState.Unchecked)

    def read_rule(self, old: LinkRule) -> LinkRule:
        """Return the rule as it is typed."""
        offered = {str(item.data(Qt.ItemDataRole.UserRole)): item for item in self._items()}
        checked = {
            end for end, item in offered.items() if item.checkState() == Qt.CheckState.Checked
        }
        # In their old order; ends that are not offered here stay.
        kept = [end for end in old.ends if end in checked or end not in offered]
        added = [end for end in offered if end in checked and end not in kept]
        return msgspec.structs.replace(
            old,
            type=self.identity.text().strip(),
            name=self.name.text().strip(),
            ends=(*kept, *added),
            minimum=self.minimum.value(),
            maximum=self.maximum.value() or None,
        )


class LinksPage(ListPage):
    """The list of a code's link rules."""

    def __init__(self, code: Code, codebook: Codebook) -> None:
        known = {rule.type for rule in code.links}
        self.rule = RuleForm(codebook)
        super().__init__("link", self.rule)
        self.parts = Parts[LinkRule](
            self,
            self.rule.name,
            code.links,
            name=lambda rule: rule.name,
            make=_new_rule,
            show=lambda rule, others: self.rule.show_rule(rule, others, known=rule.type in known),
            read=self.rule.read_rule,
        )


def _new_rule(rules: list[LinkRule]) -> LinkRule:
    identity = free_slug("link", {rule.type for rule in rules})
    return LinkRule(type=identity, name="New link", ends=(ACTOR_END,))
