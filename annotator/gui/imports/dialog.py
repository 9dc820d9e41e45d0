"""The import dialog: what would come in, to look through and correct before it does."""

from collections import Counter
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from msgspec import structs
from PySide6.QtCore import QLocale, QModelIndex, QSize
from PySide6.QtWidgets import (
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.change import Changes
from annotator.domain.codebook import Codebook
from annotator.domain.wording import counted, noun
from annotator.formats.folders import SourceFile
from annotator.formats.table import import_kinds
from annotator.gui.imports import files
from annotator.gui.imports.article_page import ArticlePage
from annotator.gui.imports.bulk import AnnotatedRow, BulkRow
from annotator.gui.imports.columns import ColumnsPanel
from annotator.gui.imports.correcting_row import CorrectingRow, CorrectionPage, what_comes_in
from annotator.gui.imports.failures import FailuresPanel
from annotator.gui.imports.incoming import IncomingModel, IncomingTable
from annotator.gui.imports.labels import LabelsPanel
from annotator.gui.imports.reader import Reader, can_be_taught, has_labels
from annotator.gui.imports.table_look import has_columns
from annotator.gui.imports.teaching.dialog import teach
from annotator.gui.imports.teaching.own import ArchivesDialog
from annotator.gui.look.icons import icon
from annotator.gui.session.jobs import Job, on_sibling
from annotator.gui.session.running_job import Reporter
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import Settings
from annotator.gui.widgets.basic import ElidedLabel, EmptyState, set_tool_tip
from annotator.gui.widgets.calm import TabWidget
from annotator.gui.widgets.dialog import (
    GAP,
    MARGIN,
    Dialog,
    answer_buttons,
    run_dialog,
    secondary_button,
)
from annotator.gui.widgets.dropping import FileDrops
from annotator.gui.widgets.file_dialogs import show_refusal
from annotator.gui.widgets.splitter import ACROSS, remember_sizes, remembered_sizes, splitter
from annotator.store.project import Project
from annotator.workflow.importing.batch import ImportItem
from annotator.workflow.importing.pieces import ImportItems
from annotator.workflow.importing.reserved import left_out_in_words

_SIZE = QSize(980, 660)
_SPLITTER = "import/panels"


class ImportDialog(Dialog):
    """Enter imports what is ticked, as one edit; `changes` is what it did then."""

    def __init__(
        self,
        session: Session,
        settings: Settings,
        sources: Sequence[Path] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, settings, "import", "Import articles", _SIZE)
        self._session = session
        self.reader = Reader(self, session.project, session.visibility.when_reviewing)
        self.changes: Changes | None = None
        FileDrops(self, self.add)
        self._make_parts()
        self._lay_out()
        self._connect()
        self._show_batch()
        if sources:
            self.add(sources)

    # Parts

    def _make_parts(self) -> None:
        self.add_files = secondary_button("Add &files…", self._choose_files)
        self.add_folder = secondary_button("Add fol&der…", self._choose_folder)
        self.summary = ElidedLabel(role="muted")
        self.model = IncomingModel()
        self.table = IncomingTable(self.model)
        self.failures = FailuresPanel()
        self.page = ArticlePage()
        self.preview, self.encoding = self.page.preview, self.page.encoding
        self.archives = secondary_button("Arc&hives…", self._show_archives)
        set_tool_tip(self.archives, "The archives that you have taught the program.")
        self._counts: Counter[Path] = Counter()
        self.columns = ColumnsPanel(self._settings, self.reader.look)
        self.labels = LabelsPanel(self._settings)
        self.bulk = BulkRow()
        self.annotated = AnnotatedRow(self._session.coder)
        self.correction = CorrectionPage(self._session)
        self.correcting = CorrectingRow()
        hint = f"Drop files or folders here: {import_kinds()}."
        self._empty = EmptyState(icon("import"), "Nothing to import yet", hint)
        self._buttons, self.import_button = answer_buttons(self, "&Import")

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(GAP)
        top.addWidget(self.add_files)
        top.addWidget(self.add_folder)
        top.addSpacing(GAP)
        top.addWidget(self.summary, 1)
        top.addWidget(self.archives)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._empty)
        self._pages.addWidget(self._found())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(GAP)
        layout.addLayout(top)
        layout.addWidget(self._pages, 1)
        layout.addWidget(self.correcting)
        layout.addWidget(self.annotated)
        bottom = QHBoxLayout()
        bottom.addWidget(self.bulk)
        bottom.addWidget(self._buttons)
        layout.addLayout(bottom)

    def _found(self) -> QWidget:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, GAP, 0)
        column.setSpacing(GAP)
        column.addWidget(self.table, 1)
        column.addWidget(self.failures)
        self.tabs = TabWidget()
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.addTab(self.page, "Article")
        self.tabs.addTab(self.columns, "Columns")
        self.tabs.addTab(self.labels, "Labels")
        self.tabs.addTab(self.correction, "Correction")
        self._splitter = splitter(ACROSS, left, self.tabs)
        start = {_SPLITTER: [576, 384]}
        self._splitter.setSizes(remembered_sizes(self._settings, start)[_SPLITTER])
        return self._splitter

    def _connect(self) -> None:
        self.table.selectionModel().currentRowChanged.connect(self._show_row)
        self.model.taken_changed.connect(self._count)
        self.preview.edited.connect(self._take_edit)
        self.encoding.chosen.connect(self._read_row_as)
        self.page.teach.connect(self._teach_row)
        self.failures.read_as.connect(self._read_as)
        self.failures.chosen.connect(self._show_columns_of)
        self.failures.teach.connect(self._teach)
        self.columns.mapped.connect(self._map)
        self.labels.mapped.connect(self._map_names)
        self.columns.kept_row.taken.connect(self._read_tables_again)
        self.bulk.decided.connect(self._set_for_all)
        self.annotated.changed.connect(self._read_annotated_again)
        self.correcting.decided.connect(self._correct)
        self.reader.read.connect(self._show_batch)

    # Reading

    def add(self, sources: Sequence[Path]) -> None:
        """Read further files and folders."""
        self._keep()
        self.reader.add(sources)

    def _keep(self) -> None:
        """Let the reader know how to read, and what the user has corrected since."""
        self.preview.commit()
        self.reader.keep(self.model.rows)
        self.reader.base = structs.replace(
            self.reader.base,
            kept=self.columns.kept_row.kept,
            coder=self.annotated.coder,
            extend_codebook=self.annotated.extend.isChecked(),
            run=self.annotated.run,
        )

    def _choose_files(self) -> None:
        chosen = files.choose_files(self, self._settings)
        if chosen:
            self.add(chosen)

    def _choose_folder(self) -> None:
        chosen = files.choose_folder(self, self._settings)
        if chosen:
            self.add(chosen)

    def _read_as(self, file: SourceFile, encoding: str) -> None:
        self._keep()
        self.reader.read_as(file, encoding)

    def _read_row_as(self, encoding: str) -> None:
        row = self.table.currentIndex().row()
        file = self.model.rows[row].file if row >= 0 else None
        if file is not None:
            self._read_as(file, encoding)

    def _map(self, file: SourceFile, mapping: dict[str, str]) -> None:
        self._keep()
        self.reader.map_columns(file, mapping)

    def _map_names(self, names: dict[str, str]) -> None:
        self._keep()
        self.reader.map_names(names)

    def _read_annotated_again(self) -> None:
        self._keep()
        base = self.reader.base
        annotated = [one for one in self.reader.batch.files if _is_annotated(one)]
        extend = base.extend_codebook
        self.reader.read_again(annotated, coder=base.coder, extend_codebook=extend, run=base.run)

    def _read_tables_again(self) -> None:
        self._keep()
        tables = [one for one in self.reader.batch.files if has_columns(one)]
        self.reader.read_again(tables, kept=self.reader.base.kept)

    def _teach_row(self) -> None:
        row = self.table.currentIndex().row()
        file = self.model.rows[row].file if row >= 0 else None
        if file is not None:
            self._teach(file)

    def _teach(self, file: SourceFile) -> None:
        known = self.reader.options.get(file.path)
        encoding = known.encoding if known is not None else None

        def learnt(profile: Path) -> None:
            self._keep()
            self.reader.look_again(file, profile)

        teach(self, self._settings, file.path, encoding or "", learnt)

    def _show_archives(self) -> None:
        if run_dialog(ArchivesDialog(self, self._settings)).changed:
            self._keep()
            self.reader.look_again()

    # Showing

    def _show_batch(self) -> None:
        found = self.reader.batch
        row = max(self.table.currentIndex().row(), 0)
        mapped = self.columns.file
        self.model.show(found.items)
        self.failures.show_failures(found.failures, found.skipped, found.told, found.unknown)
        self._counts = Counter(one.file.path for one in found.items if one.file is not None)
        tables = any(map(has_columns, found.files))
        self.columns.show_files(found.files, self.reader.options)
        self.labels.show_names(self.reader.names, self.reader.base.names)
        named_labels = bool(self.reader.names.rows)
        self.tabs.setTabVisible(1, tables)
        self.tabs.setTabVisible(2, named_labels)
        self.tabs.setTabVisible(3, any(one.again is not None for one in found.items))
        if tables and not found.items:
            self.tabs.setCurrentWidget(self.columns)
        elif named_labels and not found.items:
            self.tabs.setCurrentWidget(self.labels)
        self.annotated.setVisible(any(map(_is_annotated, found.files)))
        something = bool(
            found.items or found.listed or found.failures or found.skipped or found.told
        )
        if something and self._pages.currentIndex() == 0:
            self._pages.setCurrentIndex(1)
            self.table.setFocus()
        self.bulk.setVisible(bool(found.items))
        if found.items:
            self.table.setCurrentIndex(self.model.index(min(row, len(found.items) - 1), 0))
        else:
            self._show_row(QModelIndex())
        if mapped is not None:
            self.columns.show_file(mapped)
        self._count()

    def _show_columns_of(self, file: SourceFile) -> None:
        if has_columns(file):
            self.columns.show_file(file)
            self.tabs.setCurrentWidget(self.columns)
        elif has_labels(file):
            self.tabs.setCurrentWidget(self.labels)

    def _show_row(self, index: QModelIndex) -> None:
        one = self.model.rows[index.row()] if index.isValid() else None
        file = one.file if one else None
        alone = file is not None and can_be_taught(file) and self._counts[file.path] == 1
        self.page.show_item(one, alone=alone)
        self._show_correction()
        if file is not None:
            self.columns.show_file(file)

    def _take_edit(self, item: ImportItem) -> None:
        row = self.table.currentIndex().row()
        if row >= 0:
            taken = self.model.rows[row].take
            self.model.replace(row, structs.replace(item, take=taken))

    def _correct(self) -> None:
        """Correct all that is here with another text, or nothing; the first such is shown."""
        self.preview.commit()
        self.model.correct(correct=self.correcting.box.isChecked())
        again = [n for n, one in enumerate(self.model.rows) if one.again is not None]
        if again and self.table.currentIndex().row() not in again:
            self.table.setCurrentIndex(self.model.index(again[0], 0))
        self.tabs.setCurrentWidget(self.correction)

    def _show_correction(self) -> None:
        """Show what correcting the article at hand comes to."""
        row = self.table.currentIndex().row()
        item = self.model.rows[row] if 0 <= row < len(self.model.rows) else None
        self.correction.show_item(item, self.reader.outcomes)

    def _set_for_all(self, key: str, value: str) -> None:
        self.preview.commit()
        self.model.set_meta(key, value)
        row = self.table.currentIndex().row()
        if row >= 0:
            self.preview.show_meta(self.model.rows[row])

    def _count(self) -> None:
        count, whole = self.model.taken(), len(self.model.rows)
        corrected = self.model.corrected()
        number = QLocale().toString
        listed = len(self.reader.batch.listed)
        self.import_button.setText(f"&Import{what_comes_in(count, corrected)}")
        self.import_button.setEnabled(count > 0 or listed > 0 or corrected > 0)
        self.correcting.show_items(self.model.rows, self.reader.outcomes)
        self._show_correction()
        self.add_files.setDefault(not whole and not listed)
        self.import_button.setDefault(bool(whole or listed))
        files_read = len(self.reader.batch.files)
        duplicates = sum(one.duplicate_of is not None for one in self.model.rows)
        in_files = f"{number(files_read)} {noun(files_read, 'file')}"
        parts = [f"{number(whole)} found in {in_files}" if whole else ""]
        parts.append(f"{counted(listed, 'entry', 'entries')} of lists" if listed else "")
        parts.append(f"{number(duplicates)} with the same text as another" if duplicates else "")
        told = len(self.reader.batch.told)
        parts.append(f"{number(told)} {noun(told, 'remark')}" if told else "")
        parts.append(_taken_over(self.reader.batch.takes_over))
        out = (one.left_out for one in self.model.rows)
        parts.append(left_out_in_words(out, self._session.project.coder).rstrip("."))
        self.summary.setText("  ·  ".join(part for part in parts if part))

    # Importing

    def accept(self) -> None:
        """Import the ticked articles, in the background."""
        self.preview.commit()
        listed = self.reader.batch.listed
        if not self.import_button.isEnabled():
            return
        items = list(self.model.rows)
        companions, project = self.reader.batch.companions, self._session.project

        def write(own: Project, reporter: Reporter) -> Changes:
            reporter.enter("Importing articles")
            edit = ImportItems(items, companions, own.coder, listed=listed)
            return own.apply(edit, reporter)

        job = Job(on_sibling(project, write)).on_success(self._imported)
        job.after(self._session.waiting)
        job.on_refusal(partial(show_refusal, self, "Nothing was imported"))
        job.run(self, "Importing articles")

    def _imported(self, changes: Changes) -> None:
        self.changes = changes
        super().accept()

    def done(self, result: int) -> None:
        """Remember the sizes and close."""
        remember_sizes(self._settings, {_SPLITTER: self._splitter.sizes()})
        super().done(result)


def _taken_over(codebook: Codebook | None) -> str:
    if codebook is None:
        return ""
    title = f"“{codebook.title}” " if codebook.title else ""
    return f"takes over the codebook {title}(version {codebook.version})"


def _is_annotated(file: SourceFile) -> bool:
    return file.format.importer.annotated
