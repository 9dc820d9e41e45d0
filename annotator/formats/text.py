"""Plain text: one file is one article, its first line that is not blank the title."""

import re
from collections.abc import Iterator
from pathlib import Path

from annotator.analysis.furniture import headline
from annotator.domain.article import normalised
from annotator.domain.edits.articles import NewArticle
from annotator.domain.errors import UserError
from annotator.domain.ids import new_id
from annotator.domain.wording import cut
from annotator.formats.files.bad_bytes import Readable, readable
from annotator.formats.files.encodings import LARGEST_ARTICLE, bounded_bytes, detected
from annotator.formats.incoming import Found, Incoming, ReadOptions

_MARKDOWN = ".md"
SUFFIXES = (".txt", _MARKDOWN)

_LONGEST_TITLE = 300  # code points
_HEADING = re.compile(r"#{1,6}\s+(.*?)(?:\s+#+)?")


def read(path: Path, options: ReadOptions) -> Iterator[Found]:
    """Yield the one article of a file, or the refusal, and what is damaged of it."""
    try:
        data = bounded_bytes(path, LARGEST_ARTICLE)
        named = options.encoding
        how = Readable(detected(data, path.name, named)) if named else readable(data, path.name)
    except UserError as error:
        yield error
        return
    text = normalised(data.decode(how.encoding, how.errors))
    if not text.strip():
        yield UserError("The file is empty.", where=path.name)
        return
    article = article_of(text, markdown=path.suffix.lower() == _MARKDOWN)
    yield Incoming(where=path.name, article=article, encoding=how.encoding)
    yield from filter(None, (how.told(path.name),))


def pasted(text: str) -> Incoming:
    """Return a text from the clipboard as an article; raise a `UserError` when it is blank."""
    if not text.strip():
        raise UserError("The clipboard holds no text.", remedy="Copy the article's text first.")
    return Incoming(where="clipboard", article=article_of(normalised(text)))


def article_of(text: str, *, markdown: bool = False) -> NewArticle:
    """Return a new article with a normalised text, whose headline becomes the title."""
    return NewArticle(id=new_id(), title=title_of(text, markdown=markdown), text=text)


def title_of(text: str, *, markdown: bool = False) -> str:
    """Return the first line that is not blank, cut when very long; `#` is left out in Markdown."""
    line = headline(text)
    heading = _HEADING.fullmatch(line) if markdown else None
    title = heading[1] if heading and heading[1] else line
    return cut(title, _LONGEST_TITLE)
