"""The counts that are kept in step are those that are counted anew."""

import random
from collections import Counter
from pathlib import Path

import pytest
from six_articles import six_articles

from annotator.domain.annotation import Annotation
from annotator.domain.article import WorkStatus
from annotator.domain.change import Changes
from annotator.domain.codebook import Code
from annotator.domain.edits.annotations import ChangeCode, Delete, Tag
from annotator.domain.edits.articles import RemoveArticles, SetStatus
from annotator.domain.edits.base import Edit
from annotator.domain.edits.codebook import PutCode
from annotator.domain.people import coder_id
from annotator.store.project import Project
from annotator.workflow.code_counts import CodeCounts
from annotator.workflow.visibility import visibility_of

ANA = coder_id("ana")


def an_edit(chance: random.Random, project: Project, number: int) -> Edit | None:
    """Return an edit of ana's or ben's; None to undo one."""
    project.coder = chance.choice(("ana", "ana", "ben"))
    coder = coder_id(project.coder)
    article = chance.choice(project.articles()).id
    own = [one.id for one in project.find(Annotation, coder=coder)][:1]
    edits: list[Edit | None] = [
        *[Tag(id=f"x{number}", article=article, code="quote", fragments=((0, 2),))] * 3,
        *[Delete((one,)) for one in own],
        *[ChangeCode(one, chance.choice(("quote", "frame"))) for one in own],
        SetStatus(article, chance.choice(list(WorkStatus))),
        *[RemoveArticles((article,))] * (len(project.articles()) > 3),
        None,
    ]
    return chance.choice(edits)


@pytest.mark.parametrize("seed", range(5))
def test_they_are_what_is_counted_anew(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    with six_articles(tmp_path) as project:
        project.apply(PutCode(Code(id="frame", name="Frame")))
        counts, done_here = CodeCounts(), 0
        for number in range(40):
            edit = an_edit(chance, project, number)
            if edit is None and not done_here:
                continue
            done_here += -1 if edit is None else 1
            done = project.undo() if edit is None else project.apply(edit)
            if done is not None:
                counts.follow(project, done)
            reviewing = chance.random() < 0.1
            seen_by = visibility_of(project, ANA, reviewing=reviewing)
            kept = Counter(counts.of(project, seen_by))
            assert +kept == +Counter(project.code_counts(seen_by))


def test_an_edit_of_anything_has_them_counted_anew(tmp_path: Path) -> None:
    with six_articles(tmp_path) as project:
        counts, seen_by = CodeCounts(), visibility_of(project, ANA)
        before = dict(counts.of(project, seen_by))
        project.apply(Tag(id="more", article="a3", code="quote", fragments=((0, 2),)))
        assert dict(counts.of(project, seen_by)) == before
        counts.follow(project, Changes("", "", "", ""))
        assert counts.of(project, seen_by)["quote"] == before["quote"] + 1
