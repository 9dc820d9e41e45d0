"""What the labels say, in a report: a part for each question."""

from collections.abc import Callable

from annotator.domain.wording import enumerated
from annotator.workflow.report.chapters import Chapter, LabelsSaid
from annotator.workflow.report.elements import PageParts, paragraph, said
from annotator.workflow.report.escaping import escaped


def insights(found: LabelsSaid, paper: PageParts, picture: Callable[[str, str], str]) -> str:
    """Return the chapter on what the labels say; nothing where nothing was asked."""
    if not found.chapters and not found.silent:
        return ""
    of = f"Counted are {found.of}." if found.of else ""
    filtered = f"Only those that the filter “{found.words}” finds." if found.words else ""
    silent = f"Nothing was found for: {enumerated(found.silent)}." if found.silent else ""
    parts = (
        said(" ".join(filter(None, (of, filtered)))),
        *(_chapter(one, paper, picture) for one in found.chapters),
        said(silent),
    )
    return paper.section("What the labels say", parts)


def _chapter(one: Chapter, paper: PageParts, picture: Callable[[str, str], str]) -> str:
    table = paper.table(one.table.headings, one.table.rows, one.table.caption, small=True)
    return paper.part(
        one.title,
        (
            paragraph(f"<i>{escaped(one.question)}</i>"),
            paper.figure(picture(one.svg, one.alt), f"{one.title}: {one.counts}"),
            table,
            said(" ".join((*one.notes, f"It does not say: {_small(one.silent_on)}")), quiet=True),
        ),
    )


def _small(text: str) -> str:
    return f"{text[:1].lower()}{text[1:]}"
