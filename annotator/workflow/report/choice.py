"""What somebody chose that a report is to show."""

import msgspec


class ReportChoice(msgspec.Struct, frozen=True, kw_only=True):
    """What a report shows.

    `views` are written as `view:option=value,…`, empty for the usual ones; `layers` are `gold`,
    `all` or coders' handles, empty for gold where anything is settled, or else all coders; `words`
    are those of a filter of labels; with `full` the codebook and the table of agreement are whole.
    Who was `asked` and chose no views gets none.
    """

    views: tuple[str, ...] = ()
    layers: tuple[str, ...] = ()
    words: str = ""
    full: bool = False
    asked: bool = False


USUAL_CHOICE = ReportChoice()
"""What a report shows where nobody chooses."""
