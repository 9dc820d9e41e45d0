"""From what importers read to an article of an archive."""

from typing import Any

from annotator.domain.bounds import check_text
from annotator.domain.errors import UserError
from annotator.domain.ids import derived_id, is_unusable_id
from annotator.domain.record import Values
from annotator.formats.corpus.partition import BadRow, CorpusArticle, CorpusRow, Partition
from annotator.formats.files.headings import TITLE
from annotator.formats.incoming import Found, Incoming
from annotator.formats.tables.rows import written

_ID = "id"


def taken_row(partition: Partition, row: int, found: Found) -> CorpusRow | None:
    """Return the article of a row, or why it is none; None for what is only told."""
    if isinstance(found, UserError):
        return bad_row(partition, row, found)
    if not isinstance(found, Incoming):
        return None
    article = found.article
    ident = article.id if found.has_id else ""
    return article_of_row(partition, row, ident, article.title, article.text, article.meta)


def article_of_row(
    partition: Partition, row: int, ident: str, title: str, text: str, meta: Values
) -> CorpusRow:
    """Return an article, its id derived where there is none that can be one."""
    try:
        check_text(text, "")
    except UserError as error:
        return bad_row(partition, row, error)
    held = {key: written(value) for key, value in meta.items()}
    said = ident or held.pop(_ID, "")
    if is_unusable_id(said):
        said = derived_id("corpus", partition.file, str(row))
    if title:
        held[TITLE] = title
    return CorpusArticle(id=said, text=text, meta=held, path=partition.file, row=row)


def bad_row(partition: Partition, row: int, error: UserError) -> BadRow:
    """Return why a row is no article."""
    why = " ".join(filter(None, (error.message, error.remedy)))
    return BadRow(path=partition.file, row=row, why=why)


def unreadable(partition: Partition, row: int, error: Exception) -> BadRow:
    """Return that a file can't be read on from a row."""
    said: Any = getattr(error, "strerror", None) or str(error) or type(error).__name__
    why = f"The file can't be read on from here: {' '.join(str(said).split())[:300]}."
    return BadRow(path=partition.file, row=row, why=why)
