"""The difference at hand: both versions, what was decided, why, and the keys that decide."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from annotator.analysis.comparing.match import Match
from annotator.domain.annotation import Annotation, Decision
from annotator.domain.layers import GOLD, layer_of
from annotator.domain.wording import shortened
from annotator.gui.commands.table import key_of, with_key
from annotator.gui.inspector import Inspector
from annotator.gui.look.icons import icon
from annotator.gui.look.theme import DOUBLE, GRID, HALF
from annotator.gui.review.reasons import ReasonPicker
from annotator.gui.review.version_list import VersionList
from annotator.gui.review.versions import Versions
from annotator.gui.review.words import decided
from annotator.gui.session.session import Session
from annotator.gui.widgets.basic import ElidedLabel, EmptyState, PlainLabel, plain, set_tool_tip
from annotator.gui.widgets.splitter import set_up
from annotator.workflow.open_article import OpenArticle
from annotator.workflow.review.comparison import side_names

_BUTTONS = (
    ("take_a", "{a}", "{a}", "Take {a}’s into gold"),
    ("take_b", "{b}", "{b}", "Take {b}’s into gold"),
    ("take_both", "Both", "Both", "Take both into gold"),
    ("take_neither", "Neither", "Neither", "Take neither: reject"),
    ("edit_a", "Edit {a}’s", "Edit", "Take {a}’s into gold and change it"),
    ("undecide", "Open again", "Open", "Take the decision back"),
)
"""Commands with the texts of their buttons, whole and in short, and what they do."""
_ALSO = {"edit_a": ("edit_b", "takes {b}’s")}
"""Commands without a button, which the tip of another one names."""
_NONE = "No difference is open"
_LABELS = 3
"""How many lines stand above the buttons."""
_LONGEST, _LONGEST_IF_LOW = 16, 9
_COLUMNS, _COLUMNS_IF_LOW = 2, 3
_NARROWEST = 300
_LEAST_BELOW = 120
_LOW = 600
"""Below this height, in pixels, both texts and the inspector want all the room there is."""


class DifferencePanel(QWidget):
    """Shows one match; its buttons and reason ask by signals."""

    act = Signal(str)
    """The id of a command of the review."""
    version_wanted = Signal(int)
    """The version of all coders' that is to be taken, by its number from 0."""
    laid_out = Signal()
    """Both versions have their place."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._match: Match | None = None
        self._low = False
        self.title = PlainLabel(role="strong", wrap=True)
        self.place = PlainLabel(role="small")
        self.outcome = PlainLabel(wrap=True)
        self.why = ElidedLabel(role="muted")
        self.parts, self.along = ElidedLabel(role="small"), ElidedLabel(role="small")
        self.reason = ReasonPicker()
        self.versions: Versions | VersionList | None = None
        self.buttons: dict[str, QPushButton] = {}
        self.empty = EmptyState(icon("review"), _NONE, "")
        self._build()
        for answered in (self.reason.chosen, self.reason.closed):
            answered.connect(self._ask_nothing)
        self.setMinimumWidth(_NARROWEST)
        self.show_match(None)

    def _build(self) -> None:
        body = QWidget()
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(DOUBLE, GRID, DOUBLE, GRID)
        self._column.setSpacing(GRID)
        self._column.addWidget(self.place)
        self._column.addWidget(self.title)
        self._column.addWidget(self.outcome)
        self._column.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setWidget(body)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        # On top, so that no button moves when what is below has another height.
        column.addWidget(self._deciding())
        column.addWidget(self._scroll, 1)
        column.addWidget(self.empty, 1)

    def _deciding(self) -> QWidget:
        self._foot = QWidget()
        self._buttons = QWidget()
        self._grid = QGridLayout(self._buttons)
        self._grid.setContentsMargins(GRID, GRID, GRID, GRID)
        self._grid.setSpacing(HALF)
        for row, label in enumerate((self.why, self.parts, self.along)):
            self._grid.addWidget(label, row, 0, 1, _COLUMNS_IF_LOW)
        column = QVBoxLayout(self._foot)
        column.setContentsMargins(GRID, 0, GRID, 0)
        column.addWidget(self.reason)
        column.addWidget(self._buttons)
        for name, *_ in _BUTTONS:
            button = QPushButton()
            button.setProperty("role", "decide")
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            button.clicked.connect(self._asker(name))
            self.buttons[name] = button
        self._place_buttons()
        return self._foot

    def _place_buttons(self) -> None:
        columns = _COLUMNS_IF_LOW if self._low else _COLUMNS
        for n, button in enumerate(self.buttons.values()):
            self._grid.addWidget(button, _LABELS + n // columns, n % columns)
        for column in range(_COLUMNS_IF_LOW):
            self._grid.setColumnStretch(column, int(column < columns))

    def be_low(self, low: bool) -> None:  # noqa: FBT001 - a state
        """Make do with little height: shorter buttons in fewer rows."""
        if low != self._low:
            self._low = low
            self._place_buttons()
            if self._match is not None:
                self._name_buttons(self._match)

    def _asker(self, name: str) -> Callable[..., None]:
        return lambda *_: self.act.emit(name)

    # Asking why

    def ask(self, title: str, reasons: list[str], last: str) -> None:
        """Ask for a reason, in the place of the buttons; both texts stay in sight if they can.

        It can be asked where no difference is at hand: of what was decided just before.
        """
        self._buttons.hide()
        self._foot.show()
        self.reason.begin(title, reasons, last)
        self._fit()

    def _ask_nothing(self) -> None:
        self._buttons.show()
        self._foot.setVisible(self._shows_foot())

    def _shows_foot(self) -> bool:
        asks = not self.reason.isHidden()
        return self._session.may_review and (asks or self.empty.isHidden())

    def _fit(self) -> None:
        if self.reason.isHidden():
            return
        if self.versions is None:
            self.reason.fit(self.height())
            return
        texts = self.versions.y() + self.versions.bottom_of_texts() + GRID
        self.reason.fit(self.height() - texts)
        self._scroll.verticalScrollBar().setValue(0)

    def height_wanted(self) -> int:
        """Return how high the panel must be to show both versions; as it is while one asks why."""
        if self.versions is None:
            return 0
        if not self.reason.isHidden():
            return self.height()
        foot = self._foot.sizeHint().height()
        return self.versions.geometry().bottom() + 2 * GRID + foot

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the height anew."""
        super().resizeEvent(event)
        self._fit()

    # What is shown

    def show_reason(self, reason: str) -> None:
        """Show the reason that the next decision will have."""
        self.why.setText(f"Because: {reason}" if reason else f"{key_of('reason')} says why")

    def show_parts(self, parts: str, along: str) -> None:
        """Say whose boundary and answers are chosen, and whether links go along."""
        self.parts.setText(parts)
        self.along.setText(along)

    def show_match(self, match: Match | None, words: str = "", place: str = "") -> None:
        """Show a difference: what differs in words, and its place in the list."""
        self._match = match
        article = self._session.article
        known = match is not None and article is not None and article.article.id == match.article
        self._scroll.setVisible(known)
        self.empty.say(_NONE, _advice(deciding=self._session.may_review))
        self.empty.setVisible(not known)
        self._foot.setVisible(self._shows_foot())
        if self.versions is not None:
            self._column.removeWidget(self.versions)
            self.versions.hide()
            self.versions.deleteLater()
            self.versions = None
        if match is None or article is None or not known:
            return
        kind = match.kind.words if match.kind is not None else "No difference"
        self.title.setText(f"{kind}\n{words}" if words and words != kind else kind)
        self.show_place(place)
        if match.versions:
            self.versions = VersionList(self._session, article, match)
            self.versions.wanted.connect(self.version_wanted)
        else:
            self.versions = Versions(self._session, article, match)
        # Queued: the column has not its final height yet.
        self.versions.laid_out.connect(self.laid_out, Qt.ConnectionType.QueuedConnection)
        self._column.insertWidget(2, self.versions)
        self._show_decisions(article, match)
        self._name_buttons(match)

    def show_place(self, place: str) -> None:
        """Say where in the list the difference is."""
        self.place.setText(place)
        self.place.setVisible(bool(place))

    def _show_decisions(self, article: OpenArticle, match: Match) -> None:
        words = decisions_on(article, match)
        named = {one.id: self._session.handle_of(one.coder) for one in article.annotations.values()}
        lines = [decided(self._session, word, named[word.annotation]) for word in words]
        self.outcome.setText("\n".join(lines))
        self.outcome.setVisible(bool(lines))
        self.buttons["undecide"].setEnabled(bool(words))

    def offer_back(self, words: str) -> None:
        """Let what was decided last, which `words` quote, be taken back where nothing is here."""
        button = self.buttons["undecide"]
        if words and not button.isEnabled():
            button.setEnabled(True)
            set_tool_tip(button, with_key(f"Take the last decision back: {words}", "undecide"))

    def _name_buttons(self, match: Match) -> None:
        if match.versions:
            self._name_choices(match)
            return
        a, b = (shortened(n, _LONGEST) for n in side_names(match, self._session.handle_of))
        self.buttons["take_b"].setEnabled(True)
        self.buttons["take_both"].setEnabled(True)
        for name, whole, short, does in _BUTTONS:
            text = f"{key_of(name)} {short}" if self._low else f"{key_of(name)}  {whole}"
            tip = with_key(does, name)
            if name in _ALSO:
                other, words = _ALSO[name]
                tip = f"{tip}; {key_of(other)} {words}"
            self.buttons[name].setText(plain(text.format(a=a, b=b)))
            set_tool_tip(self.buttons[name], tip.format(a=a, b=b))
            self.buttons[name].setAccessibleName(tip.format(a=a, b=b))

    def _name_choices(self, match: Match) -> None:
        """Name the buttons for versions of many: the first three, none, and what is opened."""
        most = _LONGEST_IF_LOW if self._low else _LONGEST
        names = [self._of_choice(group, most) for group in match.choices]
        buttons = {name: (whole, does) for name, whole, _, does in _BUTTONS}
        for number, name in enumerate(("take_a", "take_b", "take_both")):
            there = number < len(names)
            said = names[number] if there else "–"
            does = f"Take the version of {said} into gold" if there else "There is no other version"
            buttons[name] = said, does
            self.buttons[name].setEnabled(there)
        buttons["edit_a"] = "Edit", "Take the first version into gold and change it"
        for name, (whole, does) in buttons.items():
            button = self.buttons[name]
            tip = with_key(does, name)
            button.setText(plain(f"{key_of(name)}  {whole}"))
            set_tool_tip(button, tip)
            button.setAccessibleName(tip)

    def _of_choice(self, group: Sequence[Annotation], most: int) -> str:
        if not group:
            return "nothing"
        name = shortened(self._session.handle_of(group[0].coder), most)
        return f"{name} +{len(group) - 1}" if len(group) > 1 else name


def _advice(*, deciding: bool) -> str:
    goes = f"{key_of('next_difference')} goes to the next one"
    if not deciding:
        return f"{goes}."
    sides = f"{key_of('take_a')} or {key_of('take_b')} takes a side"
    both, neither = key_of("take_both"), key_of("take_neither")
    return f"{goes}. Then {sides}, {both} both, {neither} neither."


def decisions_on(article: OpenArticle, match: Match) -> list[Decision]:
    """Return the decisions on a match's annotations, and those that its gold came of."""
    own = {one.id for one in match.annotations}
    gold = {one.id for one in match.annotations if layer_of(one) == GOLD}
    found = [w for w in article.decisions if w.annotation in own or w.gold in gold]
    return sorted(found, key=lambda word: (word.at, word.id))


class RightColumn(QSplitter):
    """The difference above, the inspector below; the difference gets the height it needs."""

    def __init__(self, panel: DifferencePanel, below: Inspector) -> None:
        super().__init__(Qt.Orientation.Vertical)
        self._panel, self._below = panel, below
        self._asked = [1, 1]
        self._let_be: QWidget | None = None
        set_up(self, panel, below)
        panel.laid_out.connect(self._share)
        self.splitterMoved.connect(self._moved)

    @property
    def asked(self) -> list[int]:
        """The sizes that were asked for, whatever the difference at hand needs."""
        return self._asked

    def share(self, sizes: Sequence[int]) -> None:
        """Share the height so, as far as the difference at hand lets it be."""
        self._asked = list(sizes)
        self.setSizes(sizes)

    def _moved(self, *_: int) -> None:
        # Whoever drags has the last word on the difference that they look at.
        self._asked, self._let_be = self.sizes(), self._panel.versions

    def _share(self) -> None:
        """Take from below what both texts need, as long as its heading stays in sight."""
        versions = self._panel.versions
        if not self._panel.isVisible() or versions is None or versions is self._let_be:
            return
        total = sum(self.sizes())
        asked = total * self._asked[0] // max(1, sum(self._asked))
        below = max(_LEAST_BELOW, self._below.least_height())
        wanted = max(asked, min(self._panel.height_wanted(), total - below))
        if abs(wanted - self.sizes()[0]) > 1:
            self.setSizes([wanted, total - wanted])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the height anew."""
        super().resizeEvent(event)
        self._panel.be_low(self.height() < _LOW)
        self._share()
