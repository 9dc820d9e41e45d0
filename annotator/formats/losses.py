"""The loss report: what a format has no place for and a selection has, in sentences."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from annotator.domain.annotation import GOLD_LAYER, Annotation
from annotator.domain.wording import counted, noun
from annotator.formats.dataset import Dataset, Selection
from annotator.formats.format import Format, Part
from annotator.store.project import Project

_OF_TEXTS = (Part.TEXTS, Part.ARTICLE_NOTES, Part.STATUSES)
"""What an article has beside its annotations, told in one sentence."""

_OF_ANNOTATIONS = frozenset(
    (Part.FRAGMENTS, Part.OVERLAPS, Part.WHOLE_ARTICLE, Part.FIELDS, Part.NOTES)
)
"""What annotations have by themselves; the rest is on them, or on articles."""

Tell = Callable[[Dataset, Sequence[Annotation]], str]


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
    # What reads no annotations may be asked without any: they can be very many.
    asked = any(part in _OF_ANNOTATIONS for part in lacking)
    asked = asked or bool(dataset.decisions or dataset.links or dataset.comments)
    found = list(dataset.kept.values()) if asked and lacking else []
    of_texts = [part.value for part in _OF_TEXTS if part in lacking]
    for part in Part:
        if part is Part.TEXTS and of_texts and dataset.articles:
            yield f"The articles' {_listed(of_texts)} will not be in the file."
        if part is Part.LINKS and part in holds and (severed := dataset.severed_links()):
            yield f"{counted(severed, 'link')} to layers that are not exported will be left out."
        if part in lacking and part in TOLD and (sentence := TOLD[part](dataset, found)):
            yield sentence


def _listed(words: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def _left_out(count: int, thing: str, more: str = "") -> str:
    return f"{counted(count, thing)}{more} will be left out." if count else ""


def _of_empty_articles(dataset: Dataset, _found: Sequence[Annotation]) -> str:
    annotated = dataset.annotated()
    empty = sum(article.id not in annotated for article in dataset.articles)
    return f"{counted(empty, 'article')} without annotations will not be in the file." * bool(empty)


def _of_excluded(dataset: Dataset, _found: Sequence[Annotation]) -> str:
    some = any(article.excluded for article in dataset.articles)
    return "What is excluded of the texts will not be marked." if some else ""


def _of_roles(dataset: Dataset, _found: Sequence[Annotation]) -> str:
    count = sum(bool(dataset.came.stretches(article.id)) for article in dataset.articles)
    where = f"What is headline, caption or body in {counted(count, 'article')}"
    return f"{where} will not be told." if count else ""


def _of_runs(dataset: Dataset, _found: Sequence[Annotation]) -> str:
    count = sum(dataset.exports(one.coder) for one in dataset.came.runs)
    what = counted(count, "layer is a program’s", "layers are programs’")
    return f"That {what} will not be told." if count else ""


def _of_metadata(dataset: Dataset, _found: Sequence[Annotation]) -> str:
    keys = sorted({key for article in dataset.articles for key in article.meta})
    return f"The articles' metadata will be left out: {', '.join(keys)}." if keys else ""


def _of_links(dataset: Dataset, found: Sequence[Annotation]) -> str:
    return _left_out(sum(len(dataset.links[one.id]) for one in found), "link")


def _of_fragments(_dataset: Dataset, found: Sequence[Annotation]) -> str:
    several = sum(len(one.fragments) > 1 for one in found)
    told = f"{counted(several, 'annotation')} in several pieces will not be given piece by piece."
    return told if several else ""


def _of_overlaps(_dataset: Dataset, found: Sequence[Annotation]) -> str:
    count = len(_overlapping(found))
    return f"{counted(count, 'annotation')} over the same text will not all be given." * bool(count)


def _overlapping(found: Sequence[Annotation]) -> set[str]:
    """Return the annotations that have characters of an article in common with another one."""
    pieces = sorted(
        (one.article, piece.start, piece.end, one.id) for one in found for piece in one.fragments
    )
    overlapping: set[str] = set()
    before, reach, holder = "", 0, ""
    for article, start, end, one in pieces:
        if article == before and start < reach and one != holder:
            overlapping |= {one, holder}
        if article != before or end > reach:
            before, reach, holder = article, end, one
    return overlapping


def _of_whole_articles(_dataset: Dataset, found: Sequence[Annotation]) -> str:
    return _left_out(sum(not one.fragments for one in found), "annotation", " of whole articles")


def _of_fields(_dataset: Dataset, found: Sequence[Annotation]) -> str:
    return _left_out(sum(len(one.values) for one in found), "answer", " to fields")


def _of_notes(_dataset: Dataset, found: Sequence[Annotation]) -> str:
    return _left_out(sum(bool(one.note) for one in found), "note", " on annotations")


def _of_decisions(dataset: Dataset, found: Sequence[Annotation]) -> str:
    return _left_out(sum(len(dataset.decisions[one.id]) for one in found), "decision")


def _of_provenance(dataset: Dataset, found: Sequence[Annotation]) -> str:
    some = any(one.layer == GOLD_LAYER and dataset.settling.get(one.id) for one in found)
    return "What gold was settled from will be left out." if some else ""


def _of_comments(dataset: Dataset, found: Sequence[Annotation]) -> str:
    count = sum(len(dataset.comments[one.id]) for one in found)
    return _left_out(count, "comment", " on annotations")


def _of_assignments(dataset: Dataset, _found: Sequence[Annotation]) -> str:
    count = sum(len(dataset.assignments(article.id)) for article in dataset.articles)
    return _left_out(count, "assignment", " of articles to coders")


def _of_times(dataset: Dataset, _found: Sequence[Annotation]) -> str:
    count = len(dataset.timed())
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
