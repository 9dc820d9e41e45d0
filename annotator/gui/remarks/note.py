"""Writing a note to the lead: on the open article, on a code, or on the codebook."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QVBoxLayout, QWidget

from annotator.domain.edits.remarks import AddRemark
from annotator.domain.ids import new_id
from annotator.domain.wording import quoted
from annotator.gui.commands.table import key_of
from annotator.gui.remarks.note_input import NoteInput
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import Settings
from annotator.gui.widgets.basic import PlainLabel
from annotator.gui.widgets.calm import ComboBox
from annotator.gui.widgets.dialog import GAP, MARGIN, Dialog, answer_buttons, named, run_dialog

_SIZE = QSize(520, 300)
_LONGEST = 48

About = tuple[str | None, str | None]
"""An article's id and a code's; with neither the codebook as a whole."""
CODEBOOK: About = (None, None)


def write_note(
    parent: QWidget, session: Session, settings: Settings, about: About = CODEBOOK
) -> None:
    """Ask for a note to the lead and add it."""
    run_dialog(NoteDialog(session, settings, about, parent))


class NoteDialog(Dialog):
    """What the note is about can be changed; Enter sends it, Esc keeps what is typed for later."""

    def __init__(
        self, session: Session, settings: Settings, about: About, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, settings, "note", "Note to the lead", _SIZE)
        self._session = session
        self._abouts = self._choices(about)
        self.about = ComboBox()
        self.about.addItems([self._named(one) for one in self._abouts])
        self.about.setCurrentIndex(self._abouts.index(about))
        self.input = NoteInput(session, "The note")
        self.problem = PlainLabel(role="danger", wrap=True)
        self.problem.hide()
        buttons, self.send = answer_buttons(self, "&Send")
        told = (
            f"The lead sees it when your file comes in. {key_of('send_note')} sends, "
            f"{key_of('begin_note_line')} begins a line."
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(GAP)
        layout.addWidget(named("&About", self.about))
        layout.addWidget(self.about)
        layout.addWidget(named("&Note", self.input))
        layout.addWidget(self.input, 1)
        layout.addWidget(PlainLabel(told, role="muted", wrap=True))
        layout.addWidget(self.problem)
        layout.addWidget(buttons)
        self.about.currentIndexChanged.connect(self._show_place)
        self.input.textChanged.connect(self._show_send)
        self.input.sent.connect(self.accept)
        session.refused.connect(self._refuse)
        self._show_place()
        self.input.setFocus()

    def _choices(self, about: About) -> list[About]:
        """Return what can be asked about: the open article, the codes, the codebook."""
        article = self._session.article
        here: list[About] = [(article.article.id, None)] if article is not None else []
        codes: list[About] = [(None, code.id) for code in self._session.codebook.codes]
        found = [*here, *codes, CODEBOOK]
        return found if about in found else [about, *found]

    def _named(self, about: About) -> str:
        article, code = about
        if code is not None:
            found = self._session.codebook.code(code)
            return f"Code {found.name if found else code}"
        if article is None:
            return "The codebook as a whole"
        opened = self._session.article
        title = opened.article.title if opened and opened.article.id == article else ""
        return f"This article: {quoted(title, _LONGEST)}" if title else "This article"

    @property
    def chosen(self) -> About:
        """What the note is about."""
        return self._abouts[self.about.currentIndex()]

    def _show_place(self) -> None:
        self.input.show_place("", *self.chosen)
        self._show_send()

    def _show_send(self) -> None:
        self.problem.hide()
        self.send.setEnabled(bool(self.input.text))

    def _refuse(self, why: str) -> None:
        self.problem.setText(why)
        self.problem.show()

    def accept(self) -> None:
        """Add the note; one that says nothing is not sent."""
        if not self.input.text:
            return
        article, code = self.chosen
        edit = AddRemark(id=new_id(), text=self.input.text, article=article, code=code)
        if self._session.apply(edit) is not None:
            self.input.empty()
            super().accept()
