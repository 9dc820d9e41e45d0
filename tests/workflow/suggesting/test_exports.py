"""What an export says of labels that were suggested comes in again."""

from pathlib import Path

import pytest
from suggested import BOOK, KEEP, OWN, TEXT, opened, place, proposing, quote, study
from suggested import suggested as found_in

from annotator.domain.annotation import Annotation, Origin
from annotator.domain.edits.annotations import Delete
from annotator.domain.runs import Score
from annotator.formats.incoming import ReadOptions
from annotator.store.project import Project
from annotator.workflow.exporting import export
from annotator.workflow.importing.edit import import_edit
from annotator.workflow.importing.reading import collect
from annotator.workflow.suggesting.deciding import accept, accept_all


def said(project: Project) -> set[tuple[str, Origin, float | None, str, str, str]]:
    """Return what is said of each label, by its words."""
    labels = {one.id: one for one in project.find(Annotation)}
    return {
        (labels[one.annotation].text, labels[one.annotation].origin, *_told(one))
        for one in project.find(Score)
    }


def _told(one: Score) -> tuple[float | None, str, str, str]:
    return one.score, one.reason, one.by, one.rule


@pytest.mark.parametrize("suffix", ["jsonl", "csv"])
def test_origin_and_what_suggested_it_come_in_as_they_went_out(tmp_path: Path, suffix: str) -> None:
    with study(tmp_path) as project:
        whole = quote(KEEP, cue="said", source="Mayor Ines Falk")
        first, second = found_in(project, proposing(whole, quote("“Nobody leaves,”", score=0.5)))
        project.apply(accept_all(opened(project), BOOK, OWN, [first]).edit)
        moved = (place("“Nobody leaves"),)
        project.apply(accept(opened(project), BOOK, OWN, second, fragments=moved).edit)
        before, labels = said(project), [one.id for one in project.find(Annotation)]
        assert {origin for _, origin, *_ in before} == {Origin.ACCEPTED, Origin.MENDED}
        target = tmp_path / f"out.{suffix}"
        export(project, target)
        project.apply(Delete(tuple(labels)))
        assert said(project) == set()
        batch = collect([target], ReadOptions(coder="ana"), project)
        project.apply(import_edit(batch.items, project, batch.companions))
        assert said(project) == before
        assert TEXT in project.article_text("a0")
        assert project.check() == []
