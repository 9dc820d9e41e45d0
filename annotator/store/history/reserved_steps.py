"""Undoing what others did of what is reserved: for reviewers, as doing it is."""

from annotator.domain.annotation import GOLD_LAYER
from annotator.domain.kinds import KINDS
from annotator.domain.names import folded
from annotator.domain.project_info import PROJECT_ID, ProjectInfo
from annotator.domain.reserved import for_reviewers
from annotator.domain.settings import project_settings
from annotator.domain.state import State, find_coder
from annotator.store.file import tables
from annotator.store.file.database import Database
from annotator.store.history import log

_RESERVED = [kind.name for kind in KINDS.values() if kind.reserved]


def refuse_step(database: Database, state: State, handle: str, target: log.EditRow) -> None:
    """Raise a `UserError` if a step back or forth is for reviewers alone.

    That is one over gold, decisions and the like of somebody else. What one did oneself, one may
    take back.
    """
    info = state.get(ProjectInfo, PROJECT_ID)
    reviewers = project_settings(info.settings).reviewers if info is not None else ()
    if not reviewers or not handle or folded(handle) == folded(target.coder):
        return
    mine = find_coder(state, handle)
    if mine is not None and mine.id in reviewers:
        return
    if _is_reserved(database, target.id):
        raise for_reviewers(state, reviewers)


def _is_reserved(database: Database, edit: str) -> bool:
    sql = (
        "SELECT EXISTS (SELECT 1 FROM change c WHERE c.edit = ?1 AND ("
        "c.kind IN (SELECT value FROM json_each(?2)) OR c.kind = 'annotation' AND ("
        "json_extract(coalesce(c.after, c.before), '$.layer') = ?3 "
        "OR c.record IN (SELECT id FROM annotation WHERE layer = ?3))))"
    )
    among = tables.among(_RESERVED)
    return bool(database.conn.execute(sql, [edit, among, GOLD_LAYER]).fetchone()[0])
