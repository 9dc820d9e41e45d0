"""The loss report: what a format has no place for and a selection has, in sentences."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from annotator.domain.annotation import Placed
from annotator.domain.wording import counted, noun
from annotator.formats.dataset import Dataset
from annotator.formats.format import Format, Part
from annotator.formats.selection import Selection
from annotator.store.project import Project

_OF_TEXTS = (Part.TEXTS, Part.ARTICLE_NOTES, Part.STATUSES)
"""What an article has beside its annotations, told in one sentence."""

Tell = Callable[[Dataset], str]


def losses(chosen: Format, project: Project, selection: Selection) -> list[str]:
    """Return one sentence for each thing that a file in a format would leave out of a selection.

    Raise a `UserError` when the selection names what is not there, as writing it would.
    """
    dataset = Dataset(project, selection)
    exporter = chosen.exporter
    particular = list(exporter.losses(dataset, selection)) if exporter.losses else []
    apart = _left_out(dataset.left_apart, "article", " of practice, or given out again,")
    first = [*filter(None, [apart]), *_of_gold(dataset)]
    return [*first, *_told(dataset, exporter.holds), *particular]


def _of_gold(dataset: Dataset) -> Iterator[str]:
    """Yield what of gold is left out as its articles are not settled; and what is there twice."""
    if count := dataset.unsettled:
        articles = counted(count, "article is", "articles are")
        whose = noun(count, "its", "their")
        yield (
            f"{articles} in review and not settled: {whose} gold will be left out. Settle "
            f"{noun(count, 'it', 'them')} in Review, or choose “also articles that aren’t settled” "
            "(--unsettled)."
        )
    if count := dataset.unreviewed:
        yield f"{counted(count, 'article')} without gold will be left out."
    if count := dataset.gold_twice():
        things = counted(count, "thing has", "things have")
        yield f"{things} two gold labels, and both will be in the file: decide in Review."


def _told(dataset: Dataset, holds: frozenset[Part]) -> Iterator[str]:
    lacking = [part for part in Part if part not in holds]
    of_texts = [part.value for part in _OF_TEXTS if part in lacking]
    for part in Part:
        if part is Part.TEXTS and of_texts and dataset.articles:
            yield f"The articles' {_listed(of_texts)} will not be in the file."
        if part is Part.LINKS and part in holds and (severed := dataset.counted.severed_links()):
            yield f"{counted(severed, 'link')} to layers that are not exported will be left out."
        if part in lacking and part in TOLD and (sentence := TOLD[part](dataset)):
            yield sentence


def _listed(words: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def _left_out(count: int, thing: str, more: str = "") -> str:
    return f"{counted(count, thing)}{more} will be left out." if count else ""


def _of_empty_articles(dataset: Dataset) -> str:
    empty = len(dataset.articles) - dataset.counted.articles()
    return f"{counted(empty, 'article')} without annotations will not be in the file." * bool(empty)


def _of_excluded(dataset: Dataset) -> str:
    some = any(article.excluded for article in dataset.articles)
    return "What is excluded of the texts will not be marked." if some else ""


def _of_roles(dataset: Dataset) -> str:
    count = dataset.counted.laid_out()
    where = f"What is headline, caption or body in {counted(count, 'article')}"
    return f"{where} will not be told." if count else ""


def _of_runs(dataset: Dataset) -> str:
    count = sum(dataset.exports(one.coder) for one in dataset.came.runs)
    what = counted(count, "layer is a program’s", "layers are programs’")
    return f"That {what} will not be told." if count else ""


def _of_metadata(dataset: Dataset) -> str:
    keys = sorted({key for article in dataset.articles for key in article.meta})
    return f"The articles' metadata will be left out: {', '.join(keys)}." if keys else ""


def _of_links(dataset: Dataset) -> str:
    return _left_out(sum(dataset.counted.link_types().values()), "link")


def _of_fragments(dataset: Dataset) -> str:
    several = dataset.figures.in_pieces
    told = f"{counted(several, 'annotation')} in several pieces will not be given piece by piece."
    return told if several else ""


def _of_overlaps(dataset: Dataset) -> str:
    count = sum(map(_overlapping, dataset.placed()))
    return f"{counted(count, 'annotation')} over the same text will not all be given." * bool(count)


def _overlapping(found: Sequence[Placed]) -> int:
    """Count the annotations of an article that have characters in common with another one."""
    pieces = sorted((piece.start, piece.end, one.id) for one in found for piece in one.fragments)
    overlapping: set[str] = set()
    reach, holder = 0, ""
    for start, end, one in pieces:
        if start < reach and one != holder:
            overlapping |= {one, holder}
        if end > reach:
            reach, holder = end, one
    return len(overlapping)


def _of_whole_articles(dataset: Dataset) -> str:
    return _left_out(dataset.figures.whole_article, "annotation", " of whole articles")


def _of_fields(dataset: Dataset) -> str:
    return _left_out(dataset.figures.answers, "answer", " to fields")


def _of_notes(dataset: Dataset) -> str:
    return _left_out(dataset.figures.notes, "note", " on annotations")


def _of_decisions(dataset: Dataset) -> str:
    return _left_out(dataset.counted.decisions()[0], "decision")


def _of_provenance(dataset: Dataset) -> str:
    some = dataset.counted.gold_came_of_decisions()
    return "What gold was settled from will be left out." if some else ""


def _of_comments(dataset: Dataset) -> str:
    return _left_out(dataset.counted.comments(), "comment", " on annotations")


def _of_assignments(dataset: Dataset) -> str:
    return _left_out(dataset.counted.assignments(), "assignment", " of articles to coders")


def _of_times(dataset: Dataset) -> str:
    count = dataset.counted.timed()
    return f"How long coders worked on {counted(count, 'article')} will be left out." * bool(count)


TOLD: Mapping[Part, Tell] = {
    Part.EMPTY_ARTICLES: _of_empty_articles,
    Part.EXCLUDED: _of_excluded,
    Part.ROLES: _of_roles,
    Part.RUNS: _of_runs,
    Part.METADATA: _of_metadata,
    Part.LINKS: _of_links,
    Part.FRAGMENTS: _of_fragments,
    Part.OVERLAPS: _of_overlaps,
    Part.WHOLE_ARTICLE: _of_whole_articles,
    Part.FIELDS: _of_fields,
    Part.NOTES: _of_notes,
    Part.DECISIONS: _of_decisions,
    Part.PROVENANCE: _of_provenance,
    Part.COMMENTS: _of_comments,
    Part.ASSIGNMENTS: _of_assignments,
    Part.TIMES: _of_times,
}
"""How each part is told that a format has no place for; the others share a sentence."""
