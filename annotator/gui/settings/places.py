"""What is remembered of projects: when each was opened, and where the work on it was left."""

import msgspec


class RecentProject(msgspec.Struct, frozen=True):
    """A project that was opened here; `opened` is a moment in UTC, ISO 8601."""

    path: str
    opened: str = ""


class Place(msgspec.Struct, frozen=True, omit_defaults=True):
    """Where the work on a project was left.

    `caret` and `top`, the first place in view, are in code points of the article's text; `others`
    has both for the articles that were left before, the last one last.
    """

    article: str = ""
    caret: int = 0
    top: int = 0
    others: dict[str, tuple[int, int]] = {}
