"""What `annotator import` says of what came in."""

from collections.abc import Sequence
from typing import Any

from annotator.analysis.ranges import excluded_share
from annotator.cli.output import percent, plain, print_json, print_table, say
from annotator.domain.annotation import Annotation
from annotator.domain.codebook import Codebook
from annotator.domain.edits.records import ImportRecords
from annotator.domain.errors import UserError
from annotator.domain.wording import counted
from annotator.workflow.importing.batch import Batch, ImportItem

_MOST_ROWS = 40  # that people get to see; programs see all
_NEW = "in"
_DUPLICATE = "there already"
_JOINED = "joined to what is there"


def print_report(batch: Batch, edit: ImportRecords, *, dry_run: bool, as_json: bool) -> None:
    """Print what came in, or would: a table and a sum for people, a JSON object for programs."""
    told = _told(batch, edit, dry_run=dry_run)
    if as_json:
        print_json(told)
        return
    if batch.items:
        _print_items(batch.items)
    _print_failures(batch)
    if batch.skipped:
        say(f"Not read: {_some(batch.skipped)}")
    if batch.items and batch.takes_over is not None:
        would = "The project would take" if dry_run else "The project takes"
        say(f"{would} over the codebook {plain(_named(batch.takes_over))}.")
    say(
        f"{counted(told['articles'], 'article')} and {counted(told['annotations'], 'annotation')} "
        f"{'would come' if dry_run else 'came'} in; "
        f"{counted(told['duplicates'], 'duplicate')}, {told['failed']:,} failed."
    )


def _print_failures(batch: Batch) -> None:
    """List what failed; a single failure that is all there is becomes the command's own."""
    if batch.items or len(batch.errors) > 1:
        for failure in batch.errors:
            say(f"annotator: {plain(str(failure))}", err=bool(batch.items))


def refuse_if_nothing(batch: Batch) -> None:
    """Raise a `UserError` when there was nothing but what can't be read."""
    if batch.items or not batch.errors:
        return
    if len(batch.errors) == 1:
        raise batch.errors[0]
    message = f"Nothing could be read: {batch.errors[0]}"
    raise UserError(message, remedy=f"({len(batch.errors) - 1} more failed.)")


def _told(batch: Batch, edit: ImportRecords, *, dry_run: bool) -> dict[str, Any]:
    return {
        "dry_run": dry_run,
        "articles": len(edit.articles),
        "annotations": sum(isinstance(one, Annotation) for one in edit.records),
        "duplicates": sum(one.duplicate_of is not None for one in batch.items),
        "failed": len(batch.errors),
        "codebook": _codebook(batch.takes_over) if batch.items else None,
        "items": [_item(one) for one in batch.items],
        "failures": [
            {"where": one.where, "message": one.message, "remedy": one.remedy}
            for one in batch.errors
        ],
        "skipped": batch.skipped,
    }


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
    return f"{title}version {codebook.version}, with {counted(len(codebook.codes), 'code')}"


def _item(item: ImportItem) -> dict[str, Any]:
    article = item.article
    return {
        "where": item.incoming.where,
        "title": article.title,
        "encoding": item.incoming.encoding,
        "characters": len(article.text),
        "excluded_share": round(excluded_share(article.text, article.excluded), 4),
        "annotations": sum(isinstance(one, Annotation) for one in item.incoming.records),
        "duplicate_of": item.duplicate_of,
        "outcome": _outcome(item),
    }


def _outcome(item: ImportItem) -> str:
    if item.duplicate_of is None:
        return _NEW
    return _JOINED if item.take else _DUPLICATE


def _print_items(items: Sequence[ImportItem]) -> None:
    told = [_item(item) for item in items[:_MOST_ROWS]]
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
            for one in told
        ],
    )
    if len(items) > _MOST_ROWS:
        say(f"… and {len(items) - _MOST_ROWS:,} more; --json lists all.")


def _some(names: Sequence[str]) -> str:
    shown = plain(", ".join(names[:5]))
    return f"{shown} and {len(names) - 5:,} more" if len(names) > 5 else shown
