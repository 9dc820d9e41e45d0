"""What a release leaves out as it was chosen, in sentences."""

from collections.abc import Iterator

from annotator.domain.wording import counted, noun
from annotator.formats.dataset import Dataset
from annotator.formats.jsonl.writing import losses as losses_of_lines
from annotator.formats.release.guard import free_columns
from annotator.formats.release.guessed_ids import is_guessed
from annotator.formats.release.options import Wishes, wishes
from annotator.formats.selection import Selection


def losses(dataset: Dataset, selection: Selection) -> Iterator[str]:
    """Yield one sentence for each thing; raise a `UserError` for what can't be chosen."""
    wanted = wishes(selection)
    yield from losses_of_lines(dataset, selection)
    if not wanted.texts:
        yield (
            "The words of the texts will be left out, also in metadata and guidelines that quote "
            "six of them in a row; names of actors and the articles’ addresses stay."
        )
    if not wanted.titles:
        yield "The articles’ titles will be left out."
    if not wanted.notes:
        yield from _of_notes(dataset, wanted)
    if wanted.numbered and dataset.coders:
        people = counted(len(dataset.coders), "coder")
        yield (
            f"{people} will have {noun(len(dataset.coders), 'a number', 'numbers')} instead of "
            "handles and names, also where notes name them."
        )
    yield from _of_ids(dataset)
    yield from _of_papers(wanted)


def _of_notes(dataset: Dataset, wanted: Wishes) -> Iterator[str]:
    counted_labels = dataset.counted
    actors = () if wanted.texts else dataset.actors.values()
    counts = (
        (sum(bool(one.note) for one in dataset.articles), "note on articles", "notes on articles"),
        (dataset.figures.notes, "note on annotations", "notes on annotations"),
        (counted_labels.comments(), "comment", "comments"),
        (counted_labels.reasons(), "reason of a decision", "reasons of decisions"),
        (counted_labels.score_reasons(), "program’s reason", "programs’ reasons"),
        (sum(bool(one.note) for one in actors), "note on actors", "notes on actors"),
        (sum(len(one.aliases) for one in actors), "other name of actors", "other names of actors"),
        (
            counted_labels.answers_to(free_columns(dataset.codebook)),
            "answer in words",
            "answers in words",
        ),
    )
    for count, thing, things in counts:
        if count:
            yield f"{counted(count, thing, things)} will be left out."


def _of_ids(dataset: Dataset) -> Iterator[str]:
    if count := sum(is_guessed(one.id) for one in dataset.articles):
        yield (
            f"{counted(count, 'article')} {noun(count, 'has an id', 'have ids')} that readers of "
            "Croissant take for a number or for nothing."
        )


def _of_papers(wanted: Wishes) -> Iterator[str]:
    """Yield what the papers can't say, as nobody has."""
    blank: list[str] = []
    if not wanted.authors:
        blank.append("who the authors are")
    if not wanted.label_license:
        blank.append("under which licence the labels are")
    if wanted.texts and not wanted.text_license:
        blank.append("under which licence the texts are")
    for one in blank:
        yield f"The papers of the release won’t say {one}."
