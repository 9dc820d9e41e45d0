"""A session on a small project with one open article, as views and edits that wait need it."""

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from sequences import filled

from annotator.gui.session.session import Session


@contextmanager
def small_session(folder: Path) -> Generator[Session]:
    """Make a project in a folder, and open its article as ana."""
    with filled(folder / "p.annotator") as project:
        made = Session(project)
        made.open_article("a")
        yield made
        made.end()
