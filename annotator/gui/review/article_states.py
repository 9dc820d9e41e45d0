"""How far review has come with the open article: saying so, locking, sending back to a coder."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QMessageBox, QVBoxLayout, QWidget

from annotator.domain.annotation import GOLD_LAYER
from annotator.domain.edits.settlements import LockArticles, SendBack, SetArticleState
from annotator.domain.settings import project_settings
from annotator.domain.study import ArticleState
from annotator.domain.wording import counted, enumerated, noun, quoted
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import Settings
from annotator.gui.widgets.basic import PlainLabel
from annotator.gui.widgets.calm import ComboBox
from annotator.gui.widgets.dialog import GAP, MARGIN, Dialog, answer_buttons, named, run_dialog
from annotator.workflow.open_article import OpenArticle


class ArticleStates:
    """The acts on the open article's state; each is one step to undo."""

    def __init__(self, session: Session, settings: Settings, window: QWidget) -> None:
        self._session = session
        self._settings = settings
        self._window = window

    @property
    def _article(self) -> OpenArticle | None:
        if self._session.article is None:
            self._session.refused.emit("No article is open.")
        return self._session.article

    def act(self, command: str) -> None:
        """Do what a command, named by its id, says."""
        acts = {
            "settle_article": self.settle_or_reopen,
            "lock_article": self.lock_or_unlock,
            "send_back": self.send_back,
        }
        acts[command]()

    def settle_or_reopen(self) -> None:
        """Settle the open article, which asks where something is open; a settled one, reopen.

        Open are labels that nobody has decided on, and what a coder has back.
        """
        article = self._article
        if article is None:
            return
        ident, settled = article.article.id, is_settled(article)
        still_open = [] if settled else self._still_open(article)
        if still_open and not self._settles_all_the_same(still_open):
            return
        state = ArticleState.IN_REVIEW if settled else ArticleState.SETTLED
        self._session.apply(SetArticleState((ident,), state))

    def lock_or_unlock(self) -> None:
        """Lock the open article, so that its gold and decisions stay; a locked one, unlock."""
        article = self._article
        if article is not None:
            self._session.apply(LockArticles((article.article.id,), locked=not is_locked(article)))

    def send_back(self) -> None:
        """Ask whom the open article goes back to and why, and send it back."""
        article = self._article
        if article is None:
            return
        coders = coders_of(article)
        if not coders:
            self._session.refused.emit("Nobody has coded this article yet.")
            return
        dialog = SendBackDialog(self._session, self._settings, coders, self._window)
        if run_dialog(dialog).result() == Dialog.DialogCode.Accepted:
            coder, reason = dialog.answer
            edit = SendBack(article=article.article.id, coder=coder, reason=reason)
            self._session.apply(edit)

    def _still_open(self, article: OpenArticle) -> list[tuple[str, str]]:
        """Say what is open, and for each what settling all the same comes to."""
        name, found = quoted(article.article.title), list[tuple[str, str]]()
        if article.sent_back:
            handles = sorted(map(self._session.handle_of, coders_with(article)), key=str.casefold)
            waits = f"who {noun(len(handles), 'is', 'are')} not done with it yet"
            said = f"{name} is sent back to {enumerated(handles)}, {waits}."
            found.append((said, "What they change afterwards is not in settled gold."))
        if count := undecided(article):
            labels = counted(count, "label")
            said = f"{labels} in {name} {noun(count, 'is', 'are')} not decided."
            found.append((said, "Settled gold is without them."))
        return found

    def _settles_all_the_same(self, still_open: list[tuple[str, str]]) -> bool:
        box = QMessageBox(self._window)
        box.setIcon(QMessageBox.Icon.Question)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setWindowTitle("Settle the article")
        box.setText("\n".join(said for said, _ in still_open))
        box.setInformativeText("\n".join(then for _, then in still_open))
        does = box.addButton("Settle all the same", QMessageBox.ButtonRole.AcceptRole)
        leaves = box.addButton("Leave it open", QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(leaves)
        box.setEscapeButton(leaves)
        return run_dialog(box).clickedButton() is does


def is_settled(article: OpenArticle) -> bool:
    """Tell whether somebody has settled an article."""
    found = article.settlement
    return found is not None and found.state is ArticleState.SETTLED


def is_locked(article: OpenArticle) -> bool:
    """Tell whether an article is locked."""
    return article.settlement is not None and article.settlement.locked


def undecided(article: OpenArticle) -> int:
    """Return how many labels of coders on an article nobody has decided on."""
    decided = {word.annotation for word in article.decisions}
    placed = article.annotations.placed.values()
    return sum(one.layer != GOLD_LAYER and one.id not in decided for one in placed)


def coders_of(article: OpenArticle) -> list[str]:
    """Return the ids of those who code an article, have labels on it or have it assigned."""
    placed = article.annotations.placed.values()
    labelled = {one.coder for one in placed if one.layer != GOLD_LAYER}
    return sorted(labelled | article.statuses.keys() | article.assigned)


def coders_with(article: OpenArticle) -> list[str]:
    """Return the ids of those who have an article back and have not finished it again."""
    return [one.coder for one in article.sent_back]


class SendBackDialog(Dialog):
    """Whom an article goes back to, and why."""

    def __init__(
        self, session: Session, settings: Settings, coders: list[str], parent: QWidget
    ) -> None:
        size = QSize(380, 250)
        super().__init__(parent, settings, "send_back", "Send the article back", size)
        self.coder = ComboBox()
        for coder in sorted(coders, key=lambda one: session.handle_of(one).casefold()):
            self.coder.addItem(session.handle_of(coder), coder)
        self.reason = ComboBox()
        self.reason.setEditable(True)
        self.reason.addItem("")
        self.reason.addItems(project_settings(session.project.info().settings).review_reasons)
        self.reason.setSizePolicy(self.coder.sizePolicy())
        said = PlainLabel("The coder has it in progress again, and is told who sent it and why.")
        said.setWordWrap(True)
        buttons, _ = answer_buttons(self, "Send back")
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(GAP)
        column.addWidget(said)
        for label, field in (("&To", self.coder), ("&Why", self.reason)):
            column.addWidget(named(label, field))
            column.addWidget(field)
        column.addStretch(1)
        column.addWidget(buttons)

    @property
    def answer(self) -> tuple[str, str]:
        """The coder's id, and the reason."""
        return self.coder.currentData(), self.reason.currentText().strip()
