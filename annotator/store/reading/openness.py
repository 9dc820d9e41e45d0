"""Whether coders could ever see others' labels before they had finished: told from the history."""

from annotator.domain.kinds import kind_name
from annotator.domain.project_info import PROJECT_ID, ProjectInfo
from annotator.domain.settings import OPEN_SETTING
from annotator.store.file.database import Database


def were_labels_open(database: Database) -> bool:
    """Tell whether any edit, undone or not, let coders see others' labels while coding."""
    sql = (
        "SELECT EXISTS (SELECT 1 FROM change WHERE record = ? AND kind = ? "
        "AND (instr(after, ?) OR instr(before, ?)))"
    )
    words = f'"{OPEN_SETTING}":true'  # as the history writes it; in a text it has backslashes
    row = [PROJECT_ID, kind_name(ProjectInfo), words, words]
    ((found,),) = database.conn.execute(sql, row).fetchall()
    return bool(found)
