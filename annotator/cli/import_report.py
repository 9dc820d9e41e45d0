"""What `annotator import` says of what came in."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from msgspec import structs

from annotator.analysis.ranges import excluded_share
from annotator.cli.output import percent, plain, print_json, print_table, say
from annotator.domain.annotation import Annotation
from annotator.domain.codebook import Codebook
from annotator.domain.errors import UserError
from annotator.domain.wording import counted, noun
from annotator.formats.incoming import Told
from annotator.formats.taken_labels import TakenLabel
from annotator.workflow.importing.batch import ImportFailure, ImportItem
from annotator.workflow.importing.listed import ListedCounts
from annotator.workflow.importing.reserved import left_out_in_words

_MOST_ROWS = 40  # that people get to see; programs see all
_NEW = "in"
_DUPLICATE = "there already"
_JOINED = "joined to what is there"


class ImportReport:
    """What is told of an import: a table and a sum for people, a JSON object for programs.

    It hears of each article as it is read, and keeps of them no more than it prints.
    """

    def __init__(self, skipped: Sequence[str], coder: str, *, dry_run: bool, as_json: bool) -> None:
        self._skipped = skipped
        self._coder = coder
        self._dry_run = dry_run
        self._as_json = as_json
        self.takes_over: Codebook | None = None
        """The codebook that comes along, as the project is new."""
        self.names: Sequence[TakenLabel] = ()
        """What the names in files of labels are taken for, where that is to be told."""
        self.annotations = 0
        """How many annotations are new, or differ from what the project has."""
        self.corrected = 0
        """How many articles get another text."""
        self.listed = ListedCounts()
        """How many entries of lists found their articles."""
        self.begin()

    def begin(self) -> None:
        """Know of nothing: reading begins."""
        self._errors: list[UserError] = []
        self._remarks: list[Told] = []
        self._rows: list[dict[str, Any]] = []
        self._left_out: Counter[str] = Counter()
        self._items = self._articles = self._duplicates = 0

    def take(self, item: ImportItem) -> None:
        """Hear of an article that was read."""
        self._items += 1
        self._articles += item.duplicate_of is None
        self._duplicates += item.duplicate_of is not None
        self._left_out.update(item.left_out)
        if self._as_json or len(self._rows) < _MOST_ROWS:
            self._rows.append(_item(item))

    def fail(self, failure: ImportFailure) -> None:
        """Hear of what can't be read."""
        self._errors.append(failure.error)

    def tell(self, told: Told) -> None:
        """Hear of what is to be said of a file."""
        self._remarks.append(told)

    def print(self) -> None:
        """Print what came in, or would."""
        if self._as_json:
            print_json(self._told())
            return
        if self._items:
            self._print_items()
        if self.names:
            self._print_names()
        self._print_failures()
        for one in self._remarks:
            say(plain(f"{one.where}: {one.message}"))
        if any(structs.astuple(self.listed)):
            say(str(self.listed))
        if self._skipped:
            say(f"Not read: {_some(self._skipped)}")
        if self._items and self.takes_over is not None:
            would = "The project would take" if self._dry_run else "The project takes"
            say(f"{would} over the codebook {plain(_named(self.takes_over))}.")
        if self._left_out:
            say(plain(left_out_in_words([self._left_out], self._coder)))
        if self.corrected:
            would = "would be" if self._dry_run else noun(self.corrected, "was", "were")
            say(f"{counted(self.corrected, 'text')} {would} corrected.")
        say(
            f"{counted(self._articles, 'article')} and {counted(self.annotations, 'annotation')} "
            f"{'would come' if self._dry_run else 'came'} in; "
            f"{counted(self._duplicates, 'duplicate')}, {len(self._errors):,} failed."
        )

    def refuse_if_nothing(self) -> None:
        """Raise a `UserError` when there was nothing but what can't be read."""
        errors = self._errors
        if self._items or not errors or any(structs.astuple(self.listed)):
            return
        if len(errors) == 1:
            raise errors[0]
        message = f"Nothing could be read: {errors[0]}"
        raise UserError(message, remedy=f"({len(errors) - 1} more failed.)")

    def _told(self) -> dict[str, Any]:
        return {
            "dry_run": self._dry_run,
            "articles": self._articles,
            "annotations": self.annotations,
            "duplicates": self._duplicates,
            "corrected": self.corrected,
            "failed": len(self._errors),
            "left_out": dict(self._left_out),
            "codebook": _codebook(self.takes_over) if self._items else None,
            "items": self._rows,
            **({"names": self.names} if self.names else {}),
            "failures": [
                {"where": one.where, "message": one.message, "remedy": one.remedy}
                for one in self._errors
            ],
            "remarks": [{"where": one.where, "message": one.message} for one in self._remarks],
            "listed": structs.asdict(self.listed),
            "skipped": self._skipped,
        }

    def _print_failures(self) -> None:
        """List what failed; a single failure that is all there is becomes the command's own."""
        if self._items or len(self._errors) > 1:
            for error in self._errors:
                say(f"annotator: {plain(str(error))}", err=bool(self._items))

    def _print_names(self) -> None:
        """List what the names in files of labels are taken for."""
        rows = [
            (one.name, one.what.value, one.count, one.target, "new" if one.is_new else one.problem)
            for one in self.names
        ]
        print_table(("name", "what", "times", "taken for", "remark"), rows)

    def _print_items(self) -> None:
        print_table(
            ("file", "title", "encoding", "left out", "outcome"),
            [
                (
                    one["where"],
                    one["title"],
                    one["encoding"],
                    percent(one["excluded_share"]),
                    one["outcome"],
                )
                for one in self._rows[:_MOST_ROWS]
            ],
        )
        if self._items > _MOST_ROWS:
            say(f"… and {self._items - _MOST_ROWS:,} more; --json lists all.")


def _codebook(codebook: Codebook | None) -> dict[str, Any] | None:
    if codebook is None:
        return None
    return {
        "title": codebook.title,
        "version": codebook.version,
        "codes": [code.id for code in codebook.codes],
    }


def _named(codebook: Codebook) -> str:
    title = f"“{codebook.title}”, " if codebook.title else ""
    codes = counted(len(codebook.without_headings()), "code")
    return f"{title}version {codebook.version}, with {codes}"


def _item(item: ImportItem) -> dict[str, Any]:
    article = item.article
    return {
        "where": item.incoming.where,
        "title": article.title,
        "encoding": item.incoming.encoding,
        "characters": len(article.text),
        "excluded_share": round(excluded_share(article.text, article.excluded), 4),
        "annotations": _annotations(item),
        "duplicate_of": item.duplicate_of,
        "outcome": _outcome(item),
    }


def _outcome(item: ImportItem) -> str:
    if item.duplicate_of is None:
        return _NEW
    return _JOINED if item.take else _DUPLICATE


def _annotations(item: ImportItem) -> int:
    return sum(isinstance(one, Annotation) for one in item.incoming.records)


def _some(names: Sequence[str]) -> str:
    shown = plain(", ".join(names[:5]))
    return f"{shown} and {len(names) - 5:,} more" if len(names) > 5 else shown
