"""What a release says of itself, in all its papers: what was chosen, and what was counted."""

from collections import Counter
from collections.abc import Mapping, Sequence

import msgspec

from annotator.domain.annotation import GOLD_LAYER
from annotator.domain.codebook import Codebook
from annotator.domain.wording import counted
from annotator.formats.jsonl.lines import ArticleLine
from annotator.formats.release.guessed_ids import is_guessed
from annotator.formats.release.options import Wishes
from annotator.formats.release.tables import ReleaseColumn

BLANK = "*(to be filled in)*"
"""What stands where only people know the answer."""


class ReleaseCounts:
    """Counts articles and annotations as they go by."""

    def __init__(self) -> None:
        self.articles = 0
        self.annotations = 0
        self.gold = 0
        self.guessed_ids = 0
        """How many articles have ids that readers of CSV take for numbers or for nothing."""
        self.codes: Counter[str] = Counter()
        self.layers: Counter[str] = Counter()
        self.languages: Counter[str] = Counter()
        self.outlets: Counter[str] = Counter()
        self.first = self.last = ""
        """The first and the last day on which articles were published (ISO 8601)."""
        self.newest = ""
        """When the newest annotation was changed (ISO 8601)."""

    def add(self, line: ArticleLine) -> None:
        """Count an article with what is on it."""
        self.articles += 1
        self.guessed_ids += is_guessed(line.id)
        for key, among in (("language", self.languages), ("outlet", self.outlets)):
            if said := str(line.meta.get(key) or ""):
                among[said] += 1
        if day := str(line.meta.get("published") or "")[:10]:
            self.first = min(self.first or day, day)
            self.last = max(self.last, day)
        for one in line.annotations:
            self.annotations += 1
            self.codes[one.code] += 1
            self.layers[one.layer] += 1
            self.gold += one.layer == GOLD_LAYER
            self.newest = max(self.newest, one.modified)


class ReleaseFile(msgspec.Struct, frozen=True):
    """A file of data in a release: its path there, what it is, how large, and its SHA-256."""

    path: str
    about: str
    media_type: str
    size: int
    sha256: str


class ReleaseFacts(msgspec.Struct, frozen=True, kw_only=True):
    """All that the papers of a release are written from."""

    wishes: Wishes
    title: str
    date: str
    codebook: Codebook
    counts: ReleaseCounts
    people: int
    programs: int
    files: Sequence[ReleaseFile]
    article_columns: Sequence[ReleaseColumn]
    annotation_columns: Sequence[ReleaseColumn]
    code_names: Mapping[str, str]
    sampling: str = ""
    """How the articles were drawn, as far as the project knows."""

    @property
    def doi_url(self) -> str:
        """The address of its DOI; nothing without one."""
        return f"https://doi.org/{self.wishes.doi}" if self.wishes.doi else ""

    @property
    def about(self) -> str:
        """What it is, in a paragraph."""
        counts = self.counts
        articles = counted(counts.articles, "article")
        said = f"{counted(counts.annotations, 'annotation')} on {articles}"
        if counts.first:
            said += f", published from {counts.first} to {counts.last}"
        made = counted(self.people, "coder")
        texts = "" if self.wishes.texts else " The texts of the articles are not part of it."
        told = f"{said}, by {made}.{texts}"
        return f"{self.wishes.description} {told}".strip()

    @property
    def citation(self) -> str:
        """How it is cited, in a line."""
        names = "; ".join(
            ", ".join(filter(None, (one.family, one.given))) for one in self.wishes.authors
        )
        year = self.date[:4]
        parts = (names, f"({year})" if year else "", f"{self.title}, version {self.wishes.version}")
        where = self.doi_url or self.wishes.url
        return f"{' '.join(filter(None, parts))}. {where}".strip()


def data_date(wishes: Wishes, counts: ReleaseCounts, made: str) -> str:
    """Return the day of a release: as chosen, else of the newest annotation, else of the project.

    The same project gives the same release, so it is never today.
    """
    return wishes.date or counts.newest[:10] or made[:10]
