"""Projects in which quotes are suggested: small articles, and whoever codes them."""

from pathlib import Path

from once import opened_copy

from annotator.analysis.suggest import Quote, QuoteType
from annotator.domain.edits.articles import NewArticle
from annotator.domain.edits.records import ImportRecords
from annotator.domain.people import coder_id
from annotator.domain.refusals import Refusal
from annotator.domain.visibility import Visibility
from annotator.formats.files.codebook import default_codebook
from annotator.store.project import Project
from annotator.workflow.open_article import OpenArticle
from annotator.workflow.suggesting.codes import quote_codes
from annotator.workflow.suggesting.proposer import InUse, Proposer, by_rules
from annotator.workflow.suggesting.suggestion import Suggestion, suggestions

BOOK = default_codebook()
ANA = coder_id("ana")
OWN = Visibility(coder=ANA)
TEXT = (
    "Harbour sold to city\n\n"
    "“We will keep every berth open,” Mayor Ines Falk said on Monday. "
    "“Nobody leaves,” she said.\n\n"
    "The owner, Karl Brandt, said that the price was fair.\n\n"
    "Menu: home"
)
KEEP = "“We will keep every berth open,”"
FAIR = "that the price was fair"


def place(words: str, text: str = TEXT) -> tuple[int, int]:
    """Return where words stand in a text."""
    start = text.index(words)
    return start, start + len(words)


def quote(words: str, *, cue: str = "", source: str = "", score: float = 0.9) -> Quote:
    """Return a direct quote of these words, as a rule would find it in the text."""
    start, end = place(words)
    return Quote(
        start=start,
        end=end,
        type=QuoteType.DIRECT,
        cue=place(cue) if cue else None,
        source=place(source) if source else None,
        rule="toy",
        score=score,
        why=("It is said so.",),
    )


class Given:
    """Finds what it was given, whatever the text is."""

    def __init__(self, *quotes: Quote) -> None:
        self._quotes = quotes

    def quotes(self, text: str, language: str = "") -> list[Quote]:
        """Return what it was given."""
        _ = language
        return [one for one in self._quotes if one.end <= len(text)]


def proposing(*quotes: Quote, by: str = "model 12345678") -> Proposer:
    """Return a proposer that finds just these quotes."""
    return Proposer(in_use=(InUse(codes=quote_codes(BOOK)[0], finder=Given(*quotes), by=by),))


def study(folder: Path, *texts: str) -> Project:
    """Make a project with articles `a0`, `a1`, …; ana codes."""

    def make(path: Path) -> Project:
        project = Project.create(path, codebook=BOOK)
        project.coder = "ana"
        new = [
            NewArticle(id=f"a{n}", title=f"Article {n}", text=text, meta={"language": "en"})
            for n, text in enumerate(texts or (TEXT,))
        ]
        project.apply(ImportRecords(articles=tuple(new)))
        return project

    return opened_copy(("to be suggested", texts), make, folder / "study.annotator", "ana")


def opened(project: Project, article: str = "a0") -> OpenArticle:
    """Open an article."""
    found = OpenArticle.load(project, article)
    assert found is not None
    return found


def suggested(
    project: Project, proposer: Proposer | None = None, article: str = "a0"
) -> list[Suggestion]:
    """Return what is suggested to ana in an article."""
    refused = project.find(Refusal, article=article, coder=ANA)
    use = proposer or by_rules(project.codebook())
    return suggestions(opened(project, article), BOOK, use, refused, OWN)
