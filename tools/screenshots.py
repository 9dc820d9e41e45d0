"""Draws the window for the documentation: `make screenshots` writes docs/screenshots/*.png."""

import os
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from finding_pictures import (
    Camera,
    draw_codebook,
    draw_codebook_dialogs,
    draw_dialogs,
    draw_pages,
    grow_codebook,
)
from followed_pictures import draw_followed
from insight_pictures import draw_insights
from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from team_study import CODERS, LEAD, Study, make_study

from annotator.analysis.attribution import attribution
from annotator.analysis.comparing.filtering import Filter
from annotator.analysis.comparing.match import Kind
from annotator.domain.edits.articles import EditArticle
from annotator.domain.errors import FileChangedError, FileState
from annotator.domain.people import Actor
from annotator.formats.files.codebook import default_codebook
from annotator.gui.coding.page import CodingPage
from annotator.gui.exports.dialog import ExportDialog
from annotator.gui.history.page import HistoryPage
from annotator.gui.imports.dialog import ImportDialog
from annotator.gui.look.application import application
from annotator.gui.look.theme import apply_theme
from annotator.gui.project.file_changed import FileChangedDialog
from annotator.gui.project.restore import RestoreDialog
from annotator.gui.pseudonyms.names import NamesDialog
from annotator.gui.reliability import ReliabilityPage
from annotator.gui.review import ReviewPage
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import CODER, THEME, Settings, ThemeName
from annotator.gui.team.bringing import BringInDialog
from annotator.gui.team.handing import HandOutDialog
from annotator.gui.window.main_window import MainWindow
from annotator.resources import seeds
from annotator.store.backups.making import back_up
from annotator.store.backups.places import BackupPlan, Reason
from annotator.store.project import Project
from annotator.workflow.review.settling import Taking
from annotator.workflow.sample import make_sample

OUT = Path(__file__).parents[1] / "docs" / "screenshots"
_SIZE = QSize(1280, 800)
_DIALOG = QSize(980, 640)
_NAMES = QSize(560, 520)
_QUOTE_KEYS = "Q14CSA"
_REASON = "Boundary: too much"


def main() -> None:
    """Draw every picture."""
    OUT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["ANNOTATOR_HOME"] = folder
        os.environ["HOME"] = folder
        app = application()
        settings = Settings()
        settings.set(CODER, "ana")
        sample = Path(folder) / "Ceasefire study.annotator"
        make_sample(sample)
        for theme in (ThemeName.LIGHT, ThemeName.DARK):
            settings.set(THEME, theme)
            apply_theme(app, theme)
            _draw_theme(app, settings, sample, theme)
        for theme in (ThemeName.LIGHT, ThemeName.DARK):
            settings.set(THEME, theme)
            apply_theme(app, theme)
            draw_finding(app, settings, theme)
        settings.set(THEME, ThemeName.LIGHT)
        apply_theme(app, ThemeName.LIGHT)
        settings.set(CODER, LEAD)
        apart = Path(folder) / "team"
        apart.mkdir()
        _draw_team(app, settings, make_study(apart))


def _draw_theme(app: QApplication, settings: Settings, sample: Path, theme: ThemeName) -> None:
    window = MainWindow(settings)
    window.resize(_SIZE)
    window.show()
    if theme is ThemeName.LIGHT:
        _save(window, "start")
    window.open_path(sample)
    coding = window.project.coding if window.project else None
    if coding is None:
        sys.exit("The sample could not be opened")
    open_coded(coding)
    _wait_for_suggestions(coding)
    _save(window, f"coding-{theme}")
    _draw_suggestions(window, coding, theme)
    if theme is ThemeName.LIGHT:
        _code_a_quote(coding)
        _save(window, "quote")
        QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Escape)
        _draw_import(window, settings, sample.parent)
    _draw_export(window, settings, theme)
    window.close()
    window.deleteLater()
    settle(app)


def open_coded(coding: CodingPage) -> None:
    """Open the article with most annotations and select a quote with links."""
    rows = coding.session.project.articles()
    coding.open_article(max(rows, key=lambda row: row.annotation_count).id)
    article = coding.session.article
    if article is None:
        return
    quotes = [a for a in article.in_order if a.code == "quote" and coding.session.is_own(a)]
    linked = [a for a in quotes if len(article.links_of(a.id)) > 1]
    coding.pane.coding.go_to((linked or quotes)[1])


def _draw_suggestions(window: MainWindow, coding: CodingPage, theme: ThemeName) -> None:
    """Draw what is suggested in an article that nobody has coded, with why."""
    rows = coding.session.project.articles()
    coding.open_article(next(row for row in rows if not row.annotation_count).id)
    _wait_for_suggestions(coding)
    coding.suggesting.step(1)
    coding.why.toggle()
    settle(QApplication)
    _save(window, f"suggestions-{theme}")
    coding.why.close_up()
    coding.session.select("")


def _wait_for_suggestions(coding: CodingPage) -> None:
    """Wait until all that is suggested in the open article is shown."""
    for _ in range(400):
        settle(QApplication)
        if not coding.suggesting.finding.busy:
            return
    sys.exit("The suggestions were not found")


def _code_a_quote(coding: CodingPage) -> None:
    rows = coding.session.project.articles()
    fresh = next(row for row in rows if not row.annotation_count)
    coding.open_article(fresh.id)
    view, article = coding.pane.view, coding.session.article
    while article is not None:
        QTest.keyClick(view, Qt.Key.Key_G)
        quotation = view.selection()
        if quotation is None or attribution(article.text, [quotation], article.language).source:
            break
    for key in _QUOTE_KEYS:
        QTest.keyClicks(QApplication.focusWidget() or view, key)
    _wait_for_suggestions(coding)


def _draw_import(window: MainWindow, settings: Settings, folder: Path) -> None:
    with Project.create(folder / "new.annotator", codebook=default_codebook()) as project:
        session = Session(project)
        sources = [seeds() / "articles.csv", seeds() / "README.md"]
        _save_dialog(ImportDialog(session, settings, sources, window), "import")


def _draw_export(window: MainWindow, settings: Settings, theme: ThemeName) -> None:
    """Draw the dialog, and whose names are replaced."""
    if window.project is None:
        return
    session, visible = window.project.session, window.project.listed_articles()
    dialog = ExportDialog(session, settings, [], visible, window)
    dialog.path.setText("~/Documents/Ceasefire study.csv")
    _save_dialog(dialog, f"export-{theme}")
    if theme is ThemeName.LIGHT:
        people = [one.id for one in session.project.find(Actor) if one.kind == "person"]
        key = Path("~/Documents/Ceasefire study key.csv")
        names = NamesDialog(session.project, settings, people, key, window)
        _save_dialog(names, "pseudonyms", _NAMES)


def _save_dialog(dialog: QDialog, name: str, size: QSize = _DIALOG) -> None:
    dialog.open()
    dialog.resize(size)
    for _ in range(40):
        settle(QApplication)
    _save(dialog, name)
    dialog.reject()


# Finding, changing, and a codebook that grows


def draw_finding(app: QApplication, settings: Settings, theme: ThemeName) -> None:
    """Draw the pages on the whole project, and the codebook, in one look."""
    camera = Camera(lambda: settle(app), _save)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "Ceasefire study.annotator"
        make_sample(path)
        grow_codebook(path, settings.get(CODER))
        window = MainWindow(settings)
        window.resize(_SIZE)
        window.show()
        window.open_path(path)
        draw_pages(window, theme, camera)
        draw_insights(window, theme, camera)
        if theme is ThemeName.LIGHT:
            draw_dialogs(window, settings, camera)
        draw_codebook(window, theme, camera)
        if theme is ThemeName.LIGHT:
            draw_codebook_dialogs(window, settings, camera)
        window.close()
        window.deleteLater()
        settle(app)


# Teamwork


def _draw_team(app: QApplication, settings: Settings, study: Study) -> None:
    window = MainWindow(settings)
    window.resize(_SIZE)
    window.show()
    window.open_path(study.lead)
    opened = window.project
    if opened is None:
        sys.exit("The study could not be opened")
    session = opened.session
    _draw_hand_out(window, session, settings)
    _save_dialog(BringInDialog(session, settings, study.returned, window), "bring-in")
    draw_followed(window, session, opened.following, study.returned, _save_dialog)
    with session.project.sibling() as apart:
        changes, _ = apart.bring_in(study.returned)
    session.publish(changes)
    _draw_review(app, window, opened.show(ReviewPage))
    _draw_reliability(app, window, opened.show(ReliabilityPage))
    _draw_ways_back(app, window, session, settings, opened.show(HistoryPage))
    window.close()
    window.deleteLater()
    settle(app)


def _draw_hand_out(window: MainWindow, session: Session, settings: Settings) -> None:
    articles = [row.id for row in session.project.articles()]
    dialog = HandOutDialog(session, settings, visible=articles, parent=window)
    dialog.choices.coders.adding.setText(", ".join(CODERS))
    dialog.choices.coders.take_typed()
    dialog.choices.common.setValue(4)
    dialog.folder.setText("~/Documents")
    _save_dialog(dialog, "hand-out")


def _draw_review(app: QApplication, window: MainWindow, review: ReviewPage) -> None:
    rows = review.differences.model.rows()
    edges = [row for row in rows if row.match.kind is Kind.OTHER_BOUNDARY]
    review.differences.go_to(edges[0].ident)
    settle(app)
    _save(window, "comparing")
    review.deciding.take(Taking.B)
    review.deciding.give_reason(review.match, _REASON)
    review.differences.filters.want(Filter())
    review.differences.go_to(edges[0].ident)
    review.perform("reason")
    settle(app)
    _save(window, "deciding")
    review.panel.reason.cancel()


def _draw_reliability(app: QApplication, window: MainWindow, page: ReliabilityPage) -> None:
    body = page.body
    while body.result is None or body.computation.work.reporter is not None:
        settle(app)
    body.table.setCurrentIndex(body.table.index_of("quote", "quote_type", "alpha"))
    body.detail.setCurrentWidget(body.detail.outlets)
    for _ in range(60):
        settle(app)
    _save(window, "reliability")


def _draw_ways_back(
    app: QApplication,
    window: MainWindow,
    session: Session,
    settings: Settings,
    history: HistoryPage,
) -> None:
    settle(app)
    history.table.selectRow(1)
    settle(app)
    _save(window, "history")
    path = session.project.path
    for reason in (Reason.WORK, Reason.BEFORE_MERGE):
        back_up(path, reason, BackupPlan())
        article = session.project.articles()[0]
        session.apply(EditArticle(article=article.id, title=f"{article.title} (again)"))
    dialog = RestoreDialog(settings, path, session, window)
    dialog.show()
    for _ in range(20):
        settle(app)
    _save(dialog, "restore")
    dialog.close()
    kept = path.with_name(f"{path.stem} (ana, 2026-11-28 14.05.33){path.suffix}")
    told = f"{path.name} was replaced by another file while it was open."
    error = FileChangedError(FileState.REPLACED, told, path, kept=kept)
    changed = FileChangedDialog(error, window)
    changed.open()
    settle(app)
    _save(changed, "file-changed")
    changed.accept()


def settle(app: type[QApplication] | QApplication) -> None:
    done: list[bool] = []
    QTimer.singleShot(50, lambda: done.append(True))
    while not done:
        app.processEvents()


def _save(widget: QWidget, name: str) -> None:
    QApplication.processEvents()
    widget.grab().save(str(OUT / f"{name}.png"), "PNG")
    print(f"docs/screenshots/{name}.png")


if __name__ == "__main__":
    main()
