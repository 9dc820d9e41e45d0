"""Everything that reads labels shows those that may be seen, and counts no others."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from blind_study import ARTICLES, BEN, Facts, blind_study, bring_about, every_facts, seen
from hypothesis import HealthCheck, given, settings

from annotator.domain.annotation import GOLD_LAYER, Annotation, Link, Verdict
from annotator.domain.article import Status, WorkStatus
from annotator.domain.change import Changes
from annotator.domain.edits.articles import SetStatus
from annotator.domain.edits.base import Edit
from annotator.domain.edits.team import Assign
from annotator.domain.people import Coder
from annotator.domain.visibility import Visibility
from annotator.store.project import Project
from annotator.store.reading.filtering import chosen, parse
from annotator.workflow.reliability.figures import study
from annotator.workflow.review.comparison import ALL, Chosen, ComparisonRequest, grounds, work_out
from annotator.workflow.review.gold import HIDDEN, Names
from annotator.workflow.review.lists import decided_on_mine, gold_instead
from annotator.workflow.review.queueing import entries_of
from annotator.workflow.review.settling import seen_layers
from annotator.workflow.threads import threads
from annotator.workflow.visibility import seen_rows, visibility_after, visibility_of

laws = settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with blind_study(tmp_path) as project:
        yield project


def labels_on(project: Project, visibility: Visibility, article: str) -> list[Annotation]:
    found = seen(project, visibility, article)
    return [one for one in project.find(Annotation, article=article) if one.id in found]


@laws
@given(facts=every_facts)
def test_what_is_read_and_what_is_kept_in_step_are_the_facts(
    project: Project, facts: Facts
) -> None:
    known = visibility_of(project, BEN, reviewing=facts.reviewing)

    def apply(edit: Edit) -> None:
        nonlocal known
        changes = project.apply(edit)
        known = visibility_after(known, project, changes)

    bring_about(project, apply, facts)
    wanted = facts.visibility()
    for found in (known, visibility_of(project, BEN, reviewing=facts.reviewing)):
        assert (found.coder, found.open_labels, found.reviewing) == (
            BEN,
            wanted.open_labels,
            wanted.reviewing,
        )
        assert [found.sees_others_on(one) for one in ARTICLES] == [
            wanted.sees_others_on(one) for one in ARTICLES
        ]


@laws
@given(facts=every_facts)
def test_summaries_and_filters_know_what_may_be_seen(project: Project, facts: Facts) -> None:
    bring_about(project, project.apply, facts)
    visibility = facts.visibility()
    rows = seen_rows(project, visibility, "ben")
    handles = {one.id: one.handle for one in project.find(Coder)}
    for row in rows:
        on = labels_on(project, visibility, row.id)
        coders = [handles[one.coder] for one in on if one.layer != GOLD_LAYER]
        assert row.annotations == Counter(coders)
        assert row.codes == Counter(one.code for one in on)
        assert row.annotation_count == len(coders)

    def found(words: str) -> set[str]:
        return {row.id for row in chosen(rows, parse(words), project.search, "ben")}

    for code in ("quote", "source"):
        wanted = {
            one for one in ARTICLES if code in {a.code for a in labels_on(project, visibility, one)}
        }
        assert found(f"code:{code}") == wanted
        assert found(f"-code:{code}") == {*ARTICLES} - wanted


@laws
@given(facts=every_facts)
def test_the_project_file_counts_what_the_value_sees(project: Project, facts: Facts) -> None:
    bring_about(project, project.apply, facts)
    for visibility in (facts.visibility(), Visibility(), Visibility(reviewing=True)):
        known = seen(project, visibility)
        codes = Counter(one.code for one in project.find(Annotation) if one.id in known)
        assert project.code_counts(visibility) == codes
        actors = Counter(
            one.target_actor
            for one in project.find(Link)
            if one.target_actor and one.annotation in known
        )
        assert project.actor_link_counts(visibility) == actors


@laws
@given(facts=every_facts)
def test_lists_of_the_review_have_what_may_be_seen(project: Project, facts: Facts) -> None:
    bring_about(project, project.apply, facts)
    visibility = facts.visibility(reviewing=True)
    known = seen(project, visibility)
    others = {
        one.id
        for one in project.find(Annotation)
        if one.id in known and one.coder != BEN and one.layer != GOLD_LAYER
    }
    queued = entries_of(project, visibility, ARTICLES).values()
    assert {one.annotation.id for entries in queued for one in entries} == others
    on = {one.annotation.id for one in threads(project, visibility)}
    assert on == {f"{one}-ana" for one in ARTICLES} & known
    names = Names(project.codebook(), str, str)
    for one in decided_on_mine(project, visibility, accepted=False):
        assert one.decision.verdict is Verdict.REJECTED
        own = project.get(Annotation, one.annotation)
        assert own is not None
        assert visibility.is_own(own)
        gold_seen = visibility.sees_others_on(one.article)
        said = gold_instead(project, one, visibility, names)
        assert said == ("Not in gold" if gold_seen else HIDDEN)


@laws
@given(facts=every_facts)
def test_comparisons_and_figures_leave_out_what_is_hidden(project: Project, facts: Facts) -> None:
    bring_about(project, project.apply, facts)
    visibility = facts.visibility(reviewing=True)
    hidden = {one for one in ARTICLES if not visibility.sees_others_on(one)}
    question = ComparisonRequest(
        grounds=grounds(project, Chosen(ALL, ALL)),
        threshold=0.25,
        visibility=visibility,
        codebook=project.codebook(),
    )
    articles = work_out(project, question, ARTICLES)
    assert {ident for ident, one in articles.items() if one.hidden} == hidden
    compared = {a.id for one in articles.values() for m in one.matches for a in m.annotations}
    assert compared <= seen(project, visibility)
    assert {ident for ident, one in articles.items() if one.rows} == {*ARTICLES} - hidden
    taken = {one.article.id for one in seen_layers(project, visibility, None)}
    assert taken == {*ARTICLES} - hidden
    figures = study(project, visibility=visibility)
    assert {one.article.id for one in figures.articles} == {*ARTICLES} - hidden
    assert figures.hidden == len(hidden)


def test_a_status_that_an_undo_takes_away_is_forgotten(project: Project) -> None:
    known = visibility_of(project, BEN)
    project.apply(Assign((("a3", "ben"),)))
    assert "a3" not in known.statuses
    known = visibility_after(known, project, project.apply(SetStatus("a3", WorkStatus.DONE)))
    assert known.sees_others_on("a3")
    changes = project.undo()
    assert changes is not None
    assert changes.removed(Status)
    assert not visibility_after(known, project, changes).sees_others_on("a3")


def test_an_edit_that_does_not_say_what_it_changed_is_read_anew(project: Project) -> None:
    known = visibility_of(project, BEN)
    project.apply(Assign((("a3", "ben"),)))
    assert visibility_after(known, project, Changes("", "", "", "")).assigned == {"a3"}
