"""How large what is measured is: usual, large, and so small that a test can run it."""

from typing import NamedTuple


class ArticleSize(NamedTuple):
    """An article: its characters, and the marks on it."""

    characters: int
    marks: int

    @property
    def words(self) -> str:
        """Say it: "4.6 kB, 60 marks"."""
        kilo = self.characters / 1000
        size = f"{kilo / 1000:g} MB" if kilo >= 1000 else f"{kilo:g} kB"
        return f"{size}, {self.marks:,} marks"


class Sizes(NamedTuple):
    """What the rooms measure, and how often."""

    articles: dict[str, ArticleSize]
    """The articles S, M, L and D (dense)."""
    projects: tuple[int, ...]
    """Articles of projects with ten annotations on each; the first is the floor of the others."""
    team: int
    """Articles that two coders have finished."""
    exchanged: int
    """Articles that are imported and exported, with ten labels each."""
    packages: int
    """Packages that are merged."""
    packed: int
    """Articles in each package, with ten labels each."""
    bulk: int
    """Articles whose annotations are all changed at once, ten each."""
    acts: int
    """Selections and edits in one session."""
    reported: int
    """Articles with quotes that are coded by keys alone."""
    statements: int
    """Quotes in each of them."""
    rounds: int
    """How often an act is done that takes a moment."""
    few: int
    """How often one is done that takes long."""
    suggested: int
    """Characters of a text in which quotes are suggested."""
    learned: tuple[int, ...]
    """How many finished articles are learned from."""
    draws: int
    """How often articles are drawn for a point of the learning curve; 0 for none."""
    archive: tuple[int, int]
    """Articles of a small archive and of a large one."""


_ARTICLES = {
    "S": ArticleSize(4_600, 60),
    "M": ArticleSize(200_000, 5_000),
    "L": ArticleSize(2_000_000, 50_000),
    "D": ArticleSize(4_600, 5_000),
}
_LEARNED = (100_000, (10, 100), 3)
USUAL = Sizes(
    *(_ARTICLES, (1_000, 10_000), 2_000, 2_000, 10, 92, 1_000, 3_000, 10, 7, 15, 5),
    *_LEARNED,
    (2_000, 20_000),
)
LARGE = Sizes(
    *(_ARTICLES, (1_000, 10_000, 100_000), 10_000, 100_000, 10, 920, 10_000, 3_000, 10, 7, 15, 1),
    *_LEARNED,
    (20_000, 200_000),
)
TINY = Sizes(
    *({"S": ArticleSize(600, 6), "D": ArticleSize(600, 20)}, (6, 9), 3, 3, 2, 1, 3, 8, 2, 1, 1, 1),
    *(4_000, (4,), 0),
    (6, 12),
)
