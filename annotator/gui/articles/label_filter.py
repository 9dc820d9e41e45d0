"""The line in which one types what annotations to list."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from annotator.domain.annotation import Origin
from annotator.domain.codebook import Codebook
from annotator.gui.articles.filter_edit import FilterEdit
from annotator.gui.widgets.basic import set_tool_tip
from annotator.store.reading.label_query import KNOWN, field_ids
from annotator.store.reading.listing import Offered

_HELP = """Words find annotations whose own words have them all.
code:quote — of a code
coder:ana — by a coder; coder:gold — gold
actor:mayor — with an actor, also over a link; actor:* with any
article:budget — in articles with such a title
outlet:herald — the outlet; status:, round:, is:, from: and the like as in the list of articles
stance:2, type:direct — an answer, by a field's name; stance:* any answer
origin:human, import, suggestion, accepted, mended, search or carried
version:<4 — last coded before version 4 of the codebook
note:unsure — the note; note:* any note
A minus before a condition turns it round: -note:*"""


class LabelFilter(FilterEdit):
    """A line for words and conditions on annotations; it completes the word being typed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText("Filter annotations…")
        self.setAccessibleName("Filter annotations")
        for action in self.actions():
            if action.text() == "Filter articles":
                action.setText("Filter annotations")
        set_tool_tip(self, _HELP)


def label_proposals(offered: Offered, codebook: Codebook, actors: Sequence[str]) -> list[str]:
    """Return what the filter completes: its words, each with what the project has of it."""
    groups: dict[str, Sequence[str]] = {
        "code": [code.id for code in codebook.without_headings()],
        "coder": [*sorted(offered.coders), "gold"],
        "actor": actors,
        "outlet": sorted(offered.outlets),
        "origin": [one.value for one in Origin],
        "round": sorted(offered.rounds),
    }
    for code in codebook.codes:
        for field in code.fields:
            values = [*field.choice_ids(), *(str(step.value) for step in field.steps)]
            groups[field.id] = [*groups.get(field.id, ()), *values]
    keys = dict.fromkeys(f"{key}:" for key in (*KNOWN, *field_ids(codebook)))
    found = (f"{key}:{value}" for key, values in groups.items() for value in values)
    return list(dict.fromkeys([*keys, *found]))
