"""The loss report follows from what a row says that its format holds."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from sample import annotation, sample
from toy_formats import DIGEST

from annotator.domain.edits.records import ImportRecords
from annotator.domain.runs import Run, run_id
from annotator.domain.timing import Stretch, timing_of
from annotator.formats.format import EVERYTHING, Format, Part
from annotator.formats.losses import TOLD, losses
from annotator.formats.selection import Selection
from annotator.store.project import Project

IN_ONE_SENTENCE = {Part.TEXTS, Part.ARTICLE_NOTES, Part.STATUSES}
SENTENCES = {
    Part.EMPTY_ARTICLES: "1 article without annotations will not be in the file.",
    Part.TEXTS: "The articles' full texts will not be in the file.",
    Part.ARTICLE_NOTES: "The articles' notes will not be in the file.",
    Part.STATUSES: "The articles' coders' statuses will not be in the file.",
    Part.EXCLUDED: "What is excluded of the texts will not be marked.",
    Part.ROLES: "What is headline, caption or body in 1 article will not be told.",
    Part.RUNS: "That 1 layer is a program’s will not be told.",
    Part.METADATA: (
        "The articles' metadata will be left out: language, outlet, published, section."
    ),
    Part.LINKS: "7 links will be left out.",
    Part.FRAGMENTS: "1 annotation in several pieces will not be given piece by piece.",
    Part.OVERLAPS: "2 annotations over the same text will not all be given.",
    Part.WHOLE_ARTICLE: "1 annotation of whole articles will be left out.",
    Part.FIELDS: "8 answers to fields will be left out.",
    Part.NOTES: "1 note on annotations will be left out.",
    Part.DECISIONS: "3 decisions will be left out.",
    Part.PROVENANCE: "What gold was settled from will be left out.",
    Part.COMMENTS: "2 comments on annotations will be left out.",
    Part.ASSIGNMENTS: "2 assignments of articles to coders will be left out.",
    Part.TIMES: "How long coders worked on 1 article will be left out.",
}


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with sample(tmp_path) as opened:
        noted = replace(annotation("k1", "cue", "said"), note="Plain")
        timing = timing_of(Stretch("a1", "2026-01-31", "ab12", 61_000), "c-ana")
        model = Run(id=run_id("c-ben"), coder="c-ben", name="First run")
        opened.apply(ImportRecords(records=(noted, timing, model)))
        yield opened


def holding(*parts: Part) -> Format:
    """Return a format that holds these parts."""
    return replace(DIGEST, exports=replace(DIGEST.exporter, holds=frozenset(parts)))


def test_every_part_is_told_of() -> None:
    assert TOLD.keys() == set(Part) - IN_ONE_SENTENCE
    assert SENTENCES.keys() == set(Part)


@pytest.mark.parametrize("part", Part, ids=lambda part: part.name)
def test_a_part_that_a_format_has_no_place_for_is_told(part: Part, project: Project) -> None:
    assert losses(holding(*EVERYTHING - {part}), project, Selection()) == [SENTENCES[part]]


def test_a_format_that_holds_everything_loses_nothing(project: Project) -> None:
    assert losses(holding(*EVERYTHING), project, Selection()) == []


def test_a_format_that_holds_nothing_tells_all_in_order(project: Project) -> None:
    report = losses(holding(), project, Selection())
    assert report[1] == (
        "The articles' full texts, notes and coders' statuses will not be in the file."
    )
    apart = [SENTENCES[part] for part in Part if part not in IN_ONE_SENTENCE]
    assert [report[0], *report[2:]] == apart


def test_nothing_is_said_of_what_a_selection_does_not_have(tmp_path: Path) -> None:
    with Project.create(tmp_path / "blank.annotator") as blank:
        assert losses(holding(), blank, Selection()) == []


def test_annotations_side_by_side_or_on_other_articles_do_not_overlap(project: Project) -> None:
    no_overlaps = holding(*EVERYTHING - {Part.OVERLAPS})
    assert losses(no_overlaps, project, Selection(layers=("ana",))) == []
