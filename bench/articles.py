"""Opening an article, marks and all, against `setPlainText` in a view that is there already.

Both go to and fro between two articles of one size, until they are painted: in the whole window,
from the file, with tables, heading and inspector; and in the text view alone.
"""

from collections.abc import Iterator
from itertools import cycle

from annotator.domain.annotation import Annotation
from annotator.gui.settings.settings import Settings
from annotator.gui.text import ArticleView, Mark
from annotator.store.project import Project
from bench.material import Material
from bench.measuring import Times, Way, in_turns, nothing
from bench.rows import Row
from bench.sizes import ArticleSize
from bench.window import Bare, BenchWindow, Painted, home

TARGETS = {"S": 4.0, "M": 6.0, "L": 6.0, "D": 15.0}
_COLOURS = {
    "quote": "#0072B2",
    "source": "#D55E00",
    "cue": "#7F7F7F",
    "frame": "#009E73",
    "sentiment": "#CC79A7",
}


def rows(material: Material) -> Iterator[Row]:
    """Yield the window's ratio for each size of article, and the text view's."""
    with home() as settings:
        for name, size in material.sizes.articles.items():
            bare, window, view = _measured(material, settings, size)
            detail = f"{window.told}; bare {bare.told}"
            ratio = window.median / bare.median
            yield Row(f"open an article: {size.words}", ratio, "×", TARGETS[name], detail)
            ratio = view.median / bare.median
            yield Row(f"the text view alone: {size.words}", ratio, "×", None, view.told)


def _measured(material: Material, settings: Settings, size: ArticleSize) -> tuple[Times, ...]:
    shown = BenchWindow(settings, material.copy(material.article(size)))
    shown.open_article("one")
    texts = _texts(shown.session.project)
    bare, alone = Bare(shown.view), _Alone(shown.view, shown.session.project)
    turns = [cycle(("two", "one")) for _ in range(3)]
    found = in_turns(
        material.sizes.rounds,
        Way(nothing, lambda: bare.painted(lambda: bare.setPlainText(texts[next(turns[0])]))),
        Way(nothing, lambda: shown.open_article(next(turns[1]))),
        Way(nothing, lambda: alone.show_one(next(turns[2]))),
        warm=2,
    )
    for view in (bare, alone.view):
        view.close()
        view.deleteLater()
    shown.close()
    return found


def _texts(project: Project) -> dict[str, str]:
    return {name: project.article_text(name) for name in ("one", "two")}


class _Alone:
    """A text view by itself, which gets the marks as tuples."""

    def __init__(self, like: ArticleView, project: Project) -> None:
        self.view = ArticleView()
        self.view.resize(like.size())
        self.view.show()
        self._painted = Painted(self.view.viewport())
        self._texts = _texts(project)
        self._marks = {
            name: [
                (one.id, tuple((f.start, f.end) for f in one.fragments), _COLOURS[one.code])
                for one in project.find(Annotation, article=name)
            ]
            for name in self._texts
        }

    def show_one(self, name: str) -> None:
        """Show one of the articles, until it is painted."""
        marks = [Mark(i, spans, colour, "", "", 0) for i, spans, colour in self._marks[name]]
        self._painted.after(lambda: self.view.show_article(self._texts[name], marks))
