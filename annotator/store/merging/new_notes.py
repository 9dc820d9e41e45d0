"""The notes to the lead, and answers to them, that a file brings."""

from collections.abc import Iterable

from annotator.domain.change import Change
from annotator.store.merging.other_file import OtherHistory
from annotator.store.merging.report import NewNote


def new_notes(source: OtherHistory, changes: Iterable[Change]) -> tuple[NewNote, ...]:
    """Return what is new of the notes, in the order in which it was written."""
    found = [
        change.after
        for change in changes
        if change.kind == "remark" and change.before is None and change.after is not None
    ]
    found.sort(key=lambda one: one.get("at", ""))
    return tuple(
        NewNote(
            coder=_name(source, "coder", one.get("coder"), "handle"),
            about=_about(source, one.get("article"), one.get("code")),
            text=one.get("text", ""),
        )
        for one in found
    )


def _about(source: OtherHistory, article: str | None, code: str | None) -> str:
    parts = [
        _name(source, kind, ident, attribute)
        for kind, ident, attribute in (("article", article, "title"), ("code", code, "name"))
        if ident
    ]
    return ", ".join(part for part in parts if part) or "the codebook"


def _name(source: OtherHistory, kind: str, ident: str | None, attribute: str) -> str:
    values = source.folded.get((kind, ident or ""))
    return str(values[attribute]) if values and attribute in values else ""
