"""The dialog that corrects an article's title and metadata; its text stays as it is."""

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from annotator.analysis.ranges import excluded_share
from annotator.analysis.segmentation.by_word import word_count
from annotator.domain.article import STANDARD_META, Article
from annotator.domain.edits.articles import EditArticle
from annotator.domain.project_info import ArticleVariable
from annotator.domain.record import Values
from annotator.domain.timing import duration_words
from annotator.gui.articles.meta_line import MetaLine
from annotator.gui.look.sizes import scaled
from annotator.gui.look.theme import DOUBLE, GRID
from annotator.gui.session.session import Session
from annotator.gui.widgets.basic import PlainLabel, Separator
from annotator.gui.widgets.dialog import run_dialog

META_LABELS = {
    "outlet": "Outlet",
    "outlet_type": "Type of outlet",
    "author": "Author",
    "published": "Published",
    "url": "URL",
    "language": "Language",
    "country": "Country",
    "section": "Section",
    "page": "Page",
    "genre_hint": "Genre",
    "agency": "Agency",
    "database": "Database",
    "document_number": "Document number",
    "retrieved": "Retrieved",
    "query": "Query",
}
"""What the standard metadata keys are called for people."""
_HINTS = {
    "published": "YYYY-MM-DD",
    "retrieved": "YYYY-MM-DD",
    "language": "en, de, ar …",
    "url": "https://",
}
_NOTE_HEIGHT = 72


def edit_properties(
    parent: QWidget | None, session: Session, article: str, worked: int = 0
) -> bool:
    """Show an article's properties and apply what was corrected; tell whether anything was.

    `worked` is how many seconds the coder worked on it.
    """
    found = session.project.get(Article, article)
    if found is None:
        return False
    text = session.project.article_text(article)
    variables = session.project.info().variables
    dialog = run_dialog(ArticleProperties(found, text, variables, parent, worked))
    if dialog.result() != QDialog.DialogCode.Accepted:
        return False
    edit = dialog.edit()
    return edit is not None and session.apply(edit) is not None


class ArticleProperties(QDialog):
    """Shows title, metadata and note to be corrected, and facts on the text."""

    def __init__(
        self,
        article: Article,
        text: str,
        variables: tuple[ArticleVariable, ...] = (),
        parent: QWidget | None = None,
        worked: int = 0,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Article properties")
        self._article = article
        self._title = QLineEdit(article.title)
        self._title.setCursorPosition(0)
        self._note = QPlainTextEdit(article.note)
        self.lines = _lines(article, variables)
        self._problem = PlainLabel(role="danger", wrap=True)
        self._buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel
        )
        self._build(text, worked)
        self._title.textChanged.connect(self._check)
        for line in self.lines.values():
            line.edited.connect(self._check)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)

    def _build(self, text: str, worked: int) -> None:
        self._note.setProperty("role", "field")
        self._note.setTabChangesFocus(True)
        self._note.setFixedHeight(scaled(_NOTE_HEIGHT))
        form = QFormLayout()
        form.setContentsMargins(3 * GRID, DOUBLE, 3 * GRID, DOUBLE)
        form.setHorizontalSpacing(DOUBLE)
        form.setVerticalSpacing(GRID)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.addRow("Title", self._title)
        for line in self.lines.values():
            form.addRow(PlainLabel(line.label), line.widget)
        form.addRow("Note", self._note)
        form.addRow(Separator())
        for label, fact in _facts(self._article, text, worked):
            fact.setAccessibleName(label)
            form.addRow(PlainLabel(label, role="muted"), fact)
        body = QWidget()
        body.setLayout(form)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(body)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        foot = QVBoxLayout()
        foot.setContentsMargins(3 * GRID, GRID, 3 * GRID, DOUBLE)
        foot.addWidget(self._problem)
        foot.addWidget(self._buttons)
        self._problem.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(scroll, 1)
        layout.addWidget(Separator())
        layout.addLayout(foot)
        self.resize(560, 640)

    def edit(self) -> EditArticle | None:
        """Return the edit that makes the corrections; None when nothing was corrected."""
        title, note = self._title.text().strip(), self._note.toPlainText()
        changed: Values = {key: line.value for key, line in self.lines.items() if line.changed}
        same_title = title == self._article.title
        same_note = note == self._article.note
        if same_title and same_note and not changed:
            return None
        return EditArticle(
            article=self._article.id,
            title=None if same_title else title,
            meta=changed,
            note=None if same_note else note,
        )

    def _check(self) -> None:
        problems = [line.problem for line in self.lines.values() if line.problem]
        if not self._title.text().strip():
            problems.insert(0, "An article needs a title.")
        self._problem.setText("\n".join(problems))
        self._problem.setVisible(bool(problems))
        self._buttons.button(QDialogButtonBox.StandardButton.Save).setEnabled(not problems)


def _lines(article: Article, variables: tuple[ArticleVariable, ...]) -> dict[str, MetaLine]:
    """Return a line for each key: the standard ones, the project's, then those just found."""
    own = {variable.id: variable for variable in variables}
    extra = [key for key in article.meta if key not in own and key not in STANDARD_META]
    made: dict[str, MetaLine] = {}
    for key in (*STANDARD_META, *own, *extra):
        known = own.get(key)
        label = known.name if known else META_LABELS.get(key, key)
        kind = known.type if known else None
        made[key] = MetaLine(label, article.meta.get(key), kind, hint=_HINTS.get(key, ""))
    return made


def _facts(article: Article, text: str, worked: int) -> list[tuple[str, QLineEdit]]:
    locale = QLocale()
    ranges = [(r.start, r.end) for r in article.excluded]
    share = excluded_share(text, ranges)
    left_out = f"{locale.toString(share * 100, 'f', 1)} % of the text" if share else "nothing"
    facts = {
        "Words": locale.toString(word_count(text, ranges)),
        "Characters": locale.toString(article.length),
        "Excluded": left_out,
        **({"Your time on it": duration_words(worked)} if worked else {}),
        "SHA-256": article.text_sha256,
    }
    return [(label, _fact(fact)) for label, fact in facts.items()]


def _fact(text: str) -> QLineEdit:
    """Return a line that can be read and copied, not changed."""
    line = QLineEdit(text)
    line.setReadOnly(True)
    line.setCursorPosition(0)
    return line
