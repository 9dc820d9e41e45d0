"""Ending an article: what is asked before it counts as done."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from annotator.domain.annotation import Annotation, AnyPlaced
from annotator.domain.article import WorkStatus
from annotator.domain.codebook import Field
from annotator.domain.edits.articles import SetStatus
from annotator.domain.wording import counted
from annotator.gui.commands.table import key_of
from annotator.gui.session.session import Session
from annotator.workflow.open_article import OpenArticle

Missing = tuple[Annotation, Field]


class Finishing(QObject):
    """Sets the coder's status on the open article, once nothing is left to ask.

    `show` brings an annotation's field before the coder; `following` returns the id of the next
    article to do, or an empty text, and `go_on` opens it.
    """

    def __init__(
        self,
        session: Session,
        show: Callable[[AnyPlaced, str], object],
        following: Callable[[], str],
        go_on: Callable[[str], object],
    ) -> None:
        super().__init__()
        self._session = session
        self._show = show
        self._following = following
        self._go_on = go_on
        self._empty = ""
        """The article that was said to have no labels."""
        self._asked: tuple[str, str] | None = None
        """The annotation and the field that were asked for last."""
        session.article_opened.connect(self._forget)

    def _forget(self) -> None:
        self._empty, self._asked = "", None

    def finish(self, status: WorkStatus, *, leave_open: bool = False) -> None:
        """Give the article its status and open the next one; `leave_open` asks for nothing."""
        article = self._session.article
        if article is None:
            return
        asks = status is WorkStatus.DONE and not leave_open
        if asks and (self._asks_whether_empty(article) or self._asks_for_missing(article)):
            return
        following = self._following()
        done = self._session.apply(SetStatus(article.article.id, status))
        if done is None:
            return
        self._forget()
        if following:
            self._go_on(following)
        else:
            self._session.told.emit(f"{done.label} — that was the last one to do")

    def _asks_whether_empty(self, article: OpenArticle) -> bool:
        """Ask once before an article counts as coded in which nothing is tagged."""
        ident = article.article.id
        if ident == self._empty or any(map(self._session.is_own, article.in_order)):
            return False
        self._empty = ident
        self._session.refused.emit(
            f"Nothing is tagged here. {key_of('done')} again says it is done, {key_of('nothing')} "
            "that there is nothing to code."
        )
        return True

    def _asks_for_missing(self, article: OpenArticle) -> bool:
        """Go to the next answer that must be given and isn't; from the last one to the first."""
        missing = self._missing(article)
        if not missing:
            return False
        annotation, field = self._after_the_last_one(article, missing)
        self._asked = (annotation.id, field.id)
        self._show(annotation, field.id)
        code = self._session.code_of(annotation)
        answers = counted(len(missing), "answer is", "answers are")
        self._session.refused.emit(
            f"{answers} missing; here: {field.name} of the {code.name}. {key_of('done')} goes on, "
            f"{key_of('done_open')} leaves it so."
        )
        return True

    def _missing(self, article: OpenArticle) -> list[Missing]:
        own = article.annotations.whole(list(filter(self._session.is_own, article.in_order)))
        fields = self._session.code_of
        return [(one, field) for one in own for field in fields(one).missing(one.values)]

    def _after_the_last_one(self, article: OpenArticle, missing: list[Missing]) -> Missing:
        """Return the first that comes after what was asked for last, in the order of reading."""
        if self._asked is None:
            return missing[0]
        order = {one.id: number for number, one in enumerate(article.in_order)}

        def place(annotation: Annotation, field: str) -> tuple[int, int]:
            fields = [one.id for one in self._session.code_of(annotation).fields]
            return order[annotation.id], fields.index(field) if field in fields else -1

        last, field = article.annotations.get(self._asked[0]), self._asked[1]
        here = place(last, field) if last is not None else (-1, -1)
        return next((one for one in missing if place(one[0], one[1].id) > here), missing[0])
