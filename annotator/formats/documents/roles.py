"""Makes an article of pieces of text of which is known what they are on their page."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from annotator.domain.article import normalised
from annotator.domain.edits.articles import NewArticle
from annotator.domain.errors import UserError
from annotator.domain.ids import new_id
from annotator.domain.layout import RoleStretch, StretchRole
from annotator.domain.wording import cut
from annotator.formats.files.dates import iso
from annotator.formats.text import title_of

_BETWEEN = "\n\n"
_LONGEST_TITLE = 300  # code points
_LONGEST_BYLINE = 120  # code points
_SHORTEST_REPEAT = 8  # letters and digits
_NO_LETTERS = re.compile(r"[\W_]+")
_BY = re.compile(
    r"(?:by|von|par|por|door|av|af|text|texte|fotos? und text|reporting by)[:\s]\s*(?=\S)"
    r"|(?:文|記者|取材|بقلم|كتب|автор)[:：\s]\s*(?=\S)",
    re.IGNORECASE,
)
_PARTS = re.compile(r"\s*(?:[·•|/]|\s[–—-]\s|,\s(?=\d)|\n)\s*")
_THEN = re.compile(
    r"[\s,]+(?:published|posted|updated|publié|mis à jour|modifié|veröffentlicht|aktualisiert|stand"
    r"|publicado|actualizado|pubblicato|aggiornato)\b",
    re.IGNORECASE,
)
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_DASH = re.compile(r"\s?[—–](?=\s)|\s--?(?=\s)")
_AGENCY = re.compile(r"\([^()\n]{2,30}\)$")
_LONGEST_DATELINE = 70  # code points


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """One paragraph of an article, what it is, and whether it is proposed to be left out."""

    text: str
    role: StretchRole = StretchRole.BODY
    excluded: bool = False


class Byline(msgspec.Struct, frozen=True):
    """Who wrote something, and on which day (ISO 8601), as far as a line says so."""

    author: str = ""
    published: str = ""


def article_of(
    pieces: Iterable[Piece], *, title: str = "", meta: Mapping[str, str] | None = None, where: str
) -> NewArticle:
    """Return the article that the pieces make, a blank line between them.

    A pull quote whose words stand in the text, too, is proposed to be left out: it would be coded
    twice. Raise a `UserError` when nothing but headings is among them.
    """
    kept = [piece for piece in map(_cleaned, pieces) if piece.text]
    if not any(_is_text(piece) for piece in kept):
        raise no_text(where, title)
    text = _BETWEEN.join(piece.text for piece in kept)
    stretches = tuple(_stretches(kept))
    name = " ".join(normalised(title).split()) or _headline(kept) or title_of(text)
    found = {key: normalised(value).strip() for key, value in (meta or {}).items()}
    return NewArticle(
        id=new_id(),
        title=cut(name, _LONGEST_TITLE),
        text=text,
        meta={key: value for key, value in found.items() if value},
        excluded=tuple(_excluded(kept, stretches)),
        stretches=stretches,
    )


def no_text(where: str, title: str = "") -> UserError:
    """Return the refusal of something that has no text of its own."""
    name = f", “{cut(' '.join(title.split()), 80)}”" if title.strip() else ""
    return UserError("It has no text.", where=f"{where}{name}")


def with_headline(pieces: Sequence[Piece], title: str) -> list[Piece]:
    """Return the pieces with a headline before them, unless they have one."""
    if not title.strip() or any(one.role is StretchRole.HEADLINE for one in pieces):
        return list(pieces)
    return [Piece(text=" ".join(title.split()), role=StretchRole.HEADLINE), *pieces]


def byline_of(line: str) -> Byline | None:
    """Return who a line names as the author, if it is one: "By Ann Lee, 14 March 2025"."""
    if len(line) > _LONGEST_BYLINE or not (found := _BY.match(line)):
        return None
    author, published = "", ""
    rest = _THEN.split(line[found.end() :], maxsplit=1)[0] or line[found.end() :]
    for part in filter(None, _PARTS.split(rest)):
        day = iso(part.strip(" ,"))
        if _ISO_DAY.match(day):
            published = published or day
        elif not author:
            author = part.strip(" ,.")
    looks_so = 0 < len(author.split()) <= 10 and not author.endswith(("?", "!", ":"))
    return Byline(author, published) if looks_so and not author[:1].isdigit() else None


def folded(text: str) -> str:
    """Return only the letters and digits of a text, in one case."""
    return _NO_LETTERS.sub("", text.casefold())


def _cleaned(piece: Piece) -> Piece:
    return msgspec.structs.replace(piece, text=normalised(piece.text).replace("\0", "").strip())


def _is_text(piece: Piece) -> bool:
    quiet = (StretchRole.HEADLINE, StretchRole.BYLINE, StretchRole.SUBHEAD)
    return piece.role not in quiet and not piece.excluded


def _headline(pieces: Sequence[Piece]) -> str:
    found = (one.text for one in pieces if one.role is StretchRole.HEADLINE)
    return " ".join(next(found, "").split())


def _placed(pieces: Sequence[Piece]) -> Iterator[tuple[int, Piece]]:
    start = 0
    for piece in pieces:
        yield start, piece
        start += len(piece.text) + len(_BETWEEN)


def _excluded(
    pieces: Sequence[Piece], stretches: Sequence[RoleStretch]
) -> Iterator[tuple[int, int]]:
    """Yield what is proposed to be left out: a pull quote that repeats the text among it."""
    again = {one.start for one in stretches if one.repeats}
    for start, piece in _placed(pieces):
        if piece.excluded or start in again:
            yield start, start + len(piece.text)


def _stretches(pieces: Sequence[Piece]) -> Iterator[RoleStretch]:
    body = ""
    if any(piece.role is StretchRole.PULL_QUOTE for piece in pieces):
        body = folded(" ".join(one.text for one in pieces if _repeatable(one)))
    first = True
    for start, piece in _placed(pieces):
        if piece.role is not StretchRole.BODY:
            repeats = piece.role is StretchRole.PULL_QUOTE and _repeats(piece.text, body)
            yield RoleStretch(start, start + len(piece.text), piece.role, repeats)
        elif first and not piece.excluded:
            first = False
            if end := _dateline(piece.text):
                yield RoleStretch(start, start + end, StretchRole.DATELINE)


def _dateline(text: str) -> int:
    """Return where the place before a dash ends: one in capitals, or any with its agency."""
    found = _DASH.search(text, 0, _LONGEST_DATELINE)
    place = text[: found.start()].strip() if found else ""
    if found is None or len(place) < 3 or not place[0].isalpha():
        return 0
    agency = _AGENCY.search(place)
    return found.end() if agency or place.split(",")[0].isupper() else 0


def _repeatable(piece: Piece) -> bool:
    return piece.role in {StretchRole.BODY, StretchRole.STANDFIRST} and not piece.excluded


def _repeats(text: str, body: str) -> bool:
    wanted = folded(text)
    return len(wanted) >= _SHORTEST_REPEAT and wanted in body
