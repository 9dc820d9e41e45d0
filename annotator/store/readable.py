"""What can be read of a project file: objects, summaries, flat rows, and whether it is sound."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from msgspec import MsgspecError

from annotator.domain.annotation import Annotation, AnyPlaced, Link
from annotator.domain.article import Article, is_text_of
from annotator.domain.change import Change, Changes
from annotator.domain.clock import behind_in_words, now_millis
from annotator.domain.codebook import Codebook
from annotator.domain.draft import Progress, no_progress
from annotator.domain.errors import DamageError, UserError
from annotator.domain.kinds import R, kind_name
from annotator.domain.layers import ArticleLayers
from annotator.domain.people import Coder
from annotator.domain.project_info import PROJECT_ID, ProjectInfo
from annotator.domain.shells import Mark
from annotator.domain.state import codebook_of, find_coder, id_of_coder
from annotator.domain.typed_words import TypedWords
from annotator.domain.whose_work import became
from annotator.store.check import Problem, article_problems, problems, refuse_damage
from annotator.store.check.summed import in_batches
from annotator.store.file import (
    article_marks,
    connection,
    copies,
    tables,
    texts,
    transactions,
    typed_words,
)
from annotator.store.file.accepting import PagesSeen, pages_are_whole, refuse_broken_pages
from annotator.store.file.database import Database
from annotator.store.history import left_out, log, moment, pieces
from annotator.store.history.counted_edits import counted_among
from annotator.store.keeping.kept_beside import KeptFile, work_beside
from annotator.store.listed import ListedProject
from annotator.store.merging import conflicts
from annotator.store.merging.report import Conflict
from annotator.store.packaging.choosing import PackageOrder
from annotator.store.packaging.writing import write_package
from annotator.store.reading import (
    finishing,
    history_pages,
    openness,
    queries,
    rows,
    unit_counts,
    walking,
)
from annotator.store.reading.history_pages import EditsPage, HistoryFilter, HistoryMark
from annotator.store.reading.layers import layers
from annotator.store.reading.rows import ArticleRow


class ReadableProject(ListedProject):
    """An open project file, as far as reading goes."""

    def __init__(self, database: Database, path: Path, coder: str = "") -> None:
        super().__init__(database)
        self.coder = coder
        self.path = path
        self._codebook: tuple[int, Codebook] | None = None
        self._pages = PagesSeen()

    # What is there

    def get(self, kind: type[R], record: str) -> R | None:
        """Return the record with this id, if it exists."""
        found = tables.select(self._database, kind_name(kind), {"id": record})
        return next((tables.to_record(kind, values) for values in found), None)

    def get_all(self, kind: type[R], ids: Collection[str]) -> dict[str, R]:
        """Return the records with these ids by them, of those that exist; one look for all."""
        found = tables.select_among(self._database, kind_name(kind), ids)
        return {values["id"]: tables.to_record(kind, values) for values in found}

    def find(self, kind: type[R], **equal: str | None) -> list[R]:
        """Return the records whose attributes equal the given ones, oldest first."""
        found = tables.select(self._database, kind_name(kind), equal)
        return [tables.to_record(kind, values) for values in found]

    def find_among(self, kind: type[R], attribute: str, values: Collection[str]) -> list[R]:
        """Return the records whose attribute is one of these values, oldest first."""
        found = tables.select_having(self._database, kind_name(kind), attribute, values)
        return [tables.to_record(kind, one) for one in found]

    def known_by(self, marks: Collection[Mark]) -> dict[Mark, list[str]]:
        """Return the ids of the articles that are known by each of these marks, oldest first."""
        return article_marks.known_by(self._database, marks)

    def marks(self, kind: type[R]) -> dict[str, tuple[str, int]]:
        """Return for each record of a kind what it is on and a number that tells its values.

        Two states that are open at once are compared by it without a record being made of a row.
        """
        return rows.marks(self._database, kind_name(kind))

    def left_out(self, kind: type[R], ids: Collection[str]) -> dict[str, R]:
        """Return those of these records that the history has and that can't stand here, by ids."""
        return left_out.left_out(self._database, kind, ids)

    def left_out_on(self, article: str = "") -> list[Annotation]:
        """Return the annotations that can't stand in their article's text, as they were last.

        They are those on one article, or on all.
        """
        return left_out.left_out_on(self._database, article)

    def texts_ever_of(self, article: str) -> list[tuple[str, log.EditRow]]:
        """Return the texts (SHA-256) that an article had, each with the edit that gave it."""
        return log.texts_ever_of(self._database, article)

    def text(self, sha256: str) -> str:
        """Return the text with this fingerprint; raise `KeyError` when there is none.

        Raise a `DamageError` when it is another one by now.
        """
        found = texts.text(self._database, sha256)
        return found if is_text_of(found, sha256) else texts.verified(self._database, sha256)

    def text_of(self, article: Article) -> str:
        """Return an article's text; raise a `DamageError` when it is lost or another one by now."""
        return texts.verified(self._database, article.text_sha256, article.title)

    def info(self) -> ProjectInfo:
        """Return what the project says of itself."""
        return self.get(ProjectInfo, PROJECT_ID) or ProjectInfo()

    def codebook(self) -> Codebook:
        """Return the codebook as it is now."""
        version = self.data_version()
        if self._codebook is None or self._codebook[0] != version:
            self._codebook = version, codebook_of(self)
        return self._codebook[1]

    def articles(self, only: Collection[str] | None = None) -> list[ArticleRow]:
        """Return a summary of every article, or `only` of these, in the order of their coming."""
        return queries.article_rows(self._database, only)

    def units_answered(self, coder: str) -> frozenset[str] | None:
        """Return the articles (ids) in which somebody (a handle) has answered for every unit.

        None where no code asks of units.
        """
        if not unit_counts.asking_codes(self._database):
            return None
        whole = unit_counts.answered_whole(self._database, id_of_coder(self, coder))
        return frozenset(self.listing.ids(whole).values())

    def article_names(self) -> list[tuple[str, str, str]]:
        """Return id, title and outlet of every article, in the order in which they came in."""
        return queries.article_names(self._database)

    def article_ids(self) -> list[str]:
        """Return the ids of the articles, in the order in which they came in."""
        return walking.article_ids(self._database)

    def touched_articles(self, changes: Changes) -> set[str]:
        """Return the ids of the articles whose summary an edit may have changed."""
        return queries.touched_articles(self._database, changes)

    def article_text(self, article: str) -> str:
        """Return an article's text; raise `KeyError` when there is no such article."""
        return texts.article_text(self._database, article)

    def links_within(self, article: str) -> list[Link]:
        """Return the links that go out from an article's annotations."""
        return self.on_annotations_of(Link, article)

    def annotations_on(self, article: str, few: int) -> Sequence[AnyPlaced]:
        """Return an article's annotations, oldest first: whole where there are only a `few`.

        Of more it is read where they stand, and each is verified when it is looked at.
        """
        try:
            placed = queries.placed_on(self._database, article, few)
        except (DamageError, MsgspecError):
            placed = None  # reading them whole tells which one it is
        return self.find(Annotation, article=article) if placed is None else placed

    def on_annotations_of(self, kind: type[R], article: str) -> list[R]:
        """Return the records of a kind that are on an article's annotations, oldest first."""
        found = queries.on_annotations_of(self._database, kind_name(kind), article)
        return [tables.to_record(kind, values) for values in found]

    def layers(self, articles: Collection[str] | None = None) -> list[ArticleLayers]:
        """Return articles with all layers on them; every article when none are named."""
        with transactions.snapshot(self._database):
            return layers(self._database, articles)

    def compared_layers(
        self, articles: Collection[str] | None = None, *, with_texts: bool = True
    ) -> list[ArticleLayers]:
        """Return what `layers` does, with no more of annotations than comparing them needs.

        Their texts, contexts and notes are empty, and so are the articles' texts on demand.
        """
        with transactions.snapshot(self._database):
            return layers(self._database, articles, slim=True, with_texts=with_texts)

    def finished_moments(self) -> dict[str, dict[str, str]]:
        """Return when coders (ids) finished articles: moments by coder, by article."""
        return finishing.finished_moments(self._database)

    def were_labels_open(self) -> bool:
        """Tell whether coders were ever allowed to see others' labels before finishing."""
        return openness.were_labels_open(self._database)

    def search(self, words: str) -> set[str]:
        """Return the ids of the articles whose title or text has all these words."""
        return queries.search(self._database, words)

    def known_texts(self, fingerprints: list[str]) -> dict[str, str]:
        """Return the titles of articles that have these texts, by SHA-256."""
        return texts.titles_by_text(self._database, fingerprints)

    def records(self, kind: str) -> list[dict[str, Any]]:
        """Return all records of a kind as flat rows, which `pandas.DataFrame` takes as they are.

        An entry of a map has a key of its own, such as `values.stance` or `meta.outlet`; articles
        come with their `text`, annotations with `start` and `end` (code points) and `text`.
        Raise a `UserError` when there is no such kind.
        """
        return rows.flat_records(self._database, kind)

    def links_ever_of(self, annotation: str) -> list[str]:
        """Return the ids of all links that ever went out from an annotation."""
        return log.links_of(self._database, annotation)

    def family(self) -> str:
        """Return the id of the edit that founded the project: copies and packages share it."""
        return log.family(self._database)

    def history_of(self, *records: str) -> list[Changes]:
        """Return the edits that touched these records, newest first."""
        return log.of_records(self._database, records)

    def latest_edit_ids(self, limit: int) -> list[str]:
        """Return the ids of the newest edits, damaged ones too, newest first."""
        return log.latest_ids(self._database, limit)

    def latest_edits(self, limit: int = 200) -> list[log.EditRow]:
        """Return the newest edits, newest first."""
        return log.latest(self._database, limit)

    def step_size(self, edit: log.EditRow) -> int:
        """Return how many changes undoing an edit, or doing it again, comes to."""
        return pieces.weight_of(self._database, edit)

    def has_edit(self, edit: str) -> bool:
        """Tell whether the history has an edit."""
        return log.has(self._database, edit)

    def history_page(
        self, wanted: HistoryFilter, before: HistoryMark | None = None, limit: int = 200
    ) -> EditsPage:
        """Return the next edits that are wanted, newest first, older than `before` if given."""
        with transactions.snapshot(self._database):
            return history_pages.history_page(self._database, wanted, before, limit)

    def undone_of(self, edits: Collection[str]) -> set[str]:
        """Return which of these edits are undone, or came in by a merge that is."""
        with transactions.snapshot(self._database):
            counting = counted_among(self._database, edits)
        return {one for one in edits if one in counting.undone or one not in counting.visible}

    def history_coders(self) -> list[str]:
        """Return the handles under which edits were made."""
        return history_pages.history_coders(self._database)

    def changes_of(self, edit: str, limit: int = 200) -> list[Change]:
        """Return the first changes of an edit, in order."""
        return log.first_changes(self._database, edit, limit)

    def brought_by(self, merge: str) -> dict[str, int]:
        """Return how many edits of each coder (handle) a merge brought in."""
        return log.brought_by(self._database, merge)

    def typed_words(self) -> list[TypedWords]:
        """Return the words that whoever sits here was typing and that are no edit, oldest first."""
        return typed_words.found(self._database, self.coder)

    def article_problems(self, article: str) -> list[Problem]:
        """Return what is wrong with an article's text and the anchors in it; quick."""
        return article_problems(self._database, article)

    def check(self, progress: Progress = no_progress) -> list[Problem]:
        """Prove that the file is sound: state equals history, anchors hold, texts are intact."""
        return problems(self._database, progress)

    def refuse_damage(self, *, index: bool = False) -> None:
        """Raise a `DamageError` when any record, edit or text is not what was written.

        `index` is whether the search index is looked at, too, as who searches needs it.
        """
        with transactions.snapshot(self._database):
            refuse_damage(self._database, index=index)

    def refuse_without_codebook(self) -> None:
        """Raise a `DamageError` when what everything else needs can't be read."""
        self.info()
        self.codebook()
        self.find(Coder)

    def pages_are_whole(self, gives_way: Callable[[], bool]) -> bool:
        """Look through all of the file's pages; raise a `DamageError` when they are not whole.

        Return False when it was left because it `gives_way`, which is asked often: nobody can
        write meanwhile.
        """
        whole = pages_are_whole(self._database, self.path, gives_way)
        self._pages.whole = self._pages.whole or whole
        return whole

    def refuse_broken_pages(self) -> None:
        """Look through all pages before the file is believed, unless that was done."""
        if not self._pages.whole:
            refuse_broken_pages(self._database, self.path)
            self._pages.whole = True

    def damage(self) -> Iterator[Iterable[Problem]]:
        """Yield what is damaged, a few rows at a time; nothing is kept open in between."""
        return in_batches(self._database)

    def work_beside(self, progress: Progress = no_progress) -> list[KeptFile]:
        """Return the files with kept work beside the project that hold edits which it lacks."""
        with transactions.snapshot(self._database):
            return work_beside(self._database, self.path, progress)

    def data_version(self) -> int:
        """Return a number that changes when another connection has written to the file."""
        return connection.data_version(self._database)

    def clock_note(self) -> str:
        """Say that this machine's clock is behind the newest edit, or nothing if it isn't."""
        return behind_in_words(connection.latest_clock(self._database), now_millis())

    def copy_to(
        self,
        path: Path | str,
        *,
        replace: bool = True,
        finish: Callable[[Path], object] | None = None,
    ) -> None:
        """Write a copy of the project, complete and closed, beside its target and into place.

        What is to be done to it before that is to `finish` it. Raise a `UserError` when the target
        can't be written or is a project.
        """
        self.refuse_broken_pages()
        copies.copy_to(self._database, Path(path), replace=replace, finish=finish or bool)

    def copy_of_moment(self, edit: str, path: Path | str, progress: Progress = no_progress) -> None:
        """Write the project as it was after an edit to a new file, with the history up to there.

        Raise a `UserError` when there is no such edit, something is there, or it can't be written.
        """
        self.refuse_broken_pages()
        moment.copy_of_moment(self._database, edit, Path(path), progress)

    def conflicts(self) -> list[Conflict]:
        """Return what two people changed without knowing of each other, the latest first."""
        return conflicts.kept(self._database)

    def write_package(
        self,
        path: Path,
        *,
        coder: str,
        articles: Collection[str],
        reviewed: bool = False,
        progress: Progress = no_progress,
    ) -> None:
        """Write a project file for one coder (a handle): articles, codebook, actors, own work.

        Nobody else's annotations, notes and names are in it, neither in its history. `reviewed`
        puts in what was decided on the coder's annotations, the gold that came of it, and the
        threads on them. Raise a `UserError` when there is no such coder or article, or the file
        can't be written.
        """
        self.refuse_broken_pages()
        known = find_coder(self, coder)
        if known is None:
            raise UserError(f"There is no coder {coder} here.", remedy="Assign articles first.")
        missing = set(articles).difference(article for article, *_ in self.article_names())
        if missing:
            raise UserError(f"There is no article {min(missing)} here.")
        given = known.id, known.handle, frozenset(articles), self.coder, reviewed
        order = PackageOrder(*given, became(known.id, self.info().settings))
        write_package(self._database, order, path, progress)
