"""What pages are made of: sections, paragraphs, figures, and tables that say what heads what."""

from collections.abc import Iterable, Iterator, Sequence

from annotator.domain.names import folded
from annotator.workflow.codebooks.book_paper import BEGINS
from annotator.workflow.report.escaping import escaped


class Figured(str):
    """A number as it is written, which stands to the right as numbers do."""

    __slots__ = ()


Cell = str | int
Row = Sequence[Cell]


class PageParts:
    """Makes the parts of one report, in HTML for a screen or, where it is `paged`, for Qt's pages.

    Qt's documents know neither sections, figures nor captions: there they are paragraphs.
    """

    def __init__(self, *, paged: bool) -> None:
        self.paged = paged

    def section(self, title: str, parts: Iterable[str], *, on_new_page: bool = False) -> str:
        """Return a chapter under its heading."""
        ident = anchor(title)
        inner = "".join(parts)
        kind = ' class="new"' if on_new_page else ""
        if self.paged:
            head = f'{BEGINS}<h2{kind}><a name="{ident}"></a>{escaped(title)}</h2>\n'
            return f"{head}{inner}"
        return f'<section id="{ident}"{kind}>\n<h2>{escaped(title)}</h2>\n{inner}</section>\n'

    def part(self, title: str, parts: Iterable[str]) -> str:
        """Return a part of a chapter under its heading."""
        return f"{self.begins}<h3>{escaped(title)}</h3>\n{''.join(parts)}"

    @property
    def begins(self) -> str:
        """What stands before something that may begin a page."""
        return BEGINS if self.paged else ""

    def figure(self, picture: str, caption: str) -> str:
        """Return a picture over what it shows."""
        if self.paged:
            return f"<p>{picture}</p>\n{_caption_below(caption)}"
        words = f"<figcaption>{escaped(caption)}</figcaption>" if caption else ""
        return f"<figure>\n{picture}\n{words}</figure>\n"

    def table(
        self, heading: Sequence[str], rows: Iterable[Row], caption: str = "", *, small: bool = False
    ) -> str:
        """Return a table whose first column heads its rows; numbers stand to the right.

        Texts are escaped. A column of the heading stands to the right where all below it do.
        """
        lines = list(rows)
        right = [_are_numbers([row[n] for row in lines]) for n in range(len(heading))]
        widths = _widths(heading, lines) if small and self.paged else [""] * len(heading)
        head = "".join(
            f'<th scope="col"{_RIGHT if at_right else ""}{width}>{escaped(one)}</th>'
            for one, at_right, width in zip(heading, right, widths, strict=True)
        )
        body = "".join(f"<tr>{''.join(_cells(row))}</tr>\n" for row in lines)
        top = f"<thead><tr>{head}</tr></thead>\n" if heading else ""
        before, within, kind = "", "", "grid small" if small else "grid"
        if caption and self.paged:
            before = f'{BEGINS}<p class="caption">{escaped(caption)}</p>\n'
        elif caption:
            within = f"<caption>{escaped(caption)}</caption>\n"
        return (
            f'{before}<table class="{kind}" cellspacing="0">\n{within}{top}'
            f"<tbody>{body}</tbody></table>\n"
        )


_RIGHT = ' class="number"'
_LETTER, _HEAD_LETTER = 6.6, 8.4  # pixels of a letter of small tables, and of their headings
_PADDING, _LEAST, _PAGE = 13.0, 84.0, 650.0


def anchor(title: str) -> str:
    """Return how a chapter is called in links."""
    return "-".join(folded(title).split())


def paragraph(inner: str, *, quiet: bool = False) -> str:
    """Return a paragraph of HTML; nothing for nothing."""
    if not inner:
        return ""
    return f'<p class="quiet">{inner}</p>\n' if quiet else f"<p>{inner}</p>\n"


def said(text: str, *, quiet: bool = False) -> str:
    """Return a text as a paragraph; nothing for nothing."""
    return paragraph(escaped(text), quiet=quiet)


def listed(texts: Iterable[str]) -> str:
    """Return texts as a list."""
    items = "".join(f"<li>{escaped(one)}</li>" for one in texts)
    return f"<ul>{items}</ul>\n"


def _widths(heading: Sequence[str], lines: Sequence[Row]) -> list[str]:
    """Return how wide the columns of a small table are, where Qt would cut words to fit them in.

    What is in the first column may be broken between its words, as headings may.
    """
    wanted = [
        max(
            _HEAD_LETTER * max(map(len, title.split()), default=0),
            _LETTER * max((len(_written(row[n])) for row in lines), default=0),
        )
        + _PADDING
        for n, title in enumerate(heading)
    ]
    left = _PAGE - sum(wanted[1:])
    if sum(wanted) <= _PAGE or left < _LEAST:
        return [""] * len(heading) if left < _LEAST else [f' width="{one:.0f}"' for one in wanted]
    return [f' width="{one:.0f}"' for one in (left, *wanted[1:])]


def _caption_below(caption: str) -> str:
    return f'<p class="caption">{escaped(caption)}</p>\n' if caption else ""


def _cells(row: Row) -> Iterator[str]:
    for n, value in enumerate(row):
        words = escaped(_written(value))
        kind = _RIGHT if _is_number(value) else ""
        if n:
            yield f"<td{kind}>{words}</td>"
        else:
            yield f'<th scope="row"{kind or _ROW}>{words}</th>'


_ROW = ' class="row"'


def _are_numbers(cells: Sequence[Cell]) -> bool:
    return any(map(_is_number, cells)) and all(_is_number(one) or not one for one in cells)


def _written(value: Cell) -> str:
    return f"{value:,}" if isinstance(value, int) else value


def _is_number(value: Cell) -> bool:
    return isinstance(value, int | Figured)
