"""What SQLite counts of an export is what there is when everything is read and looked at."""

from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest
from crowded import ARTICLES, crowded

from annotator.domain.annotation import GOLD_LAYER, Annotation, Decision, Link
from annotator.domain.gold_twice import gold_twice_among
from annotator.domain.layout import ArticleLayout
from annotator.domain.teamwork import Assignment, Comment
from annotator.domain.timing import Timing
from annotator.formats.dataset import Dataset
from annotator.formats.selection import Selection
from annotator.store.project import Project

FEW = ["a1", "a4", "a6"]
MOST = [f"a{n}" for n in range(ARTICLES) if n not in (2, 3)]
SELECTIONS = [
    Selection(layers=layers, articles=articles, unsettled=unsettled)
    for layers in (("all",), ("ana",), ("gold",), ("gold", "ben"), ("ana", "cem"))
    for articles in (None, FEW, MOST, [])
    for unsettled in (False, True)
]


@pytest.fixture(params=[1, 3])
def project(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Project]:
    with crowded(tmp_path, request.param) as opened:
        yield opened


class Looked:
    """All of a project in memory, and what of it a selection takes."""

    def __init__(self, project: Project, dataset: Dataset) -> None:
        chosen = {one.id for one in dataset.articles}
        self.chosen = chosen
        found = [one for one in project.find(Annotation) if one.article in chosen]
        self.kept = {one.id: one for one in found if dataset.takes(one)}
        self.links = [one for one in project.find(Link) if one.annotation in self.kept]
        self.words = [one for one in project.find(Decision) if one.annotation in self.kept]
        self.every_word = project.find(Decision)
        self.comments = [one for one in project.find(Comment) if one.annotation in self.kept]

    def onward(self, project: Project, annotation: str | None) -> bool:
        return any(one.type == "is" for one in project.find(Link, annotation=annotation or ""))


def test_links_by_where_they_lead(project: Project) -> None:
    for selection in SELECTIONS:
        dataset = Dataset(project, selection)
        looked, figures = Looked(project, dataset), dataset.counted.link_figures()
        kept = looked.kept
        assert dataset.counted.gold() == sum(one.layer == GOLD_LAYER for one in kept.values())
        assert figures.to_actors == sum(one.target_actor is not None for one in looked.links)
        pairs = [
            (kept[one.annotation], kept[one.target_annotation])
            for one in looked.links
            if one.target_annotation in kept
        ]
        apart = [a for a, b in pairs if dataset.layer(a) != dataset.layer(b)]
        own = [(a, b) for a, b in pairs if dataset.layer(a) == dataset.layer(b) and a.id != b.id]
        assert figures.among == len(pairs)
        assert figures.to_others == len(apart)
        assert figures.to_itself == sum(a.id == b.id for a, b in pairs)
        assert figures.of_whole == sum(not (a.fragments and b.fragments) for a, b in own)


def test_labels_and_what_is_on_them(project: Project) -> None:
    for selection in SELECTIONS:
        dataset = Dataset(project, selection)
        looked, counted = Looked(project, dataset), dataset.counted
        kept = looked.kept.values()
        figures = dataset.figures
        assert figures.labels == len(kept)
        assert figures.in_pieces == sum(len(one.fragments) > 1 for one in kept)
        assert figures.whole_article == sum(not one.fragments for one in kept)
        assert figures.notes == sum(bool(one.note) for one in kept)
        assert figures.answers == sum(len(one.values) for one in kept)
        assert counted.articles() == len({one.article for one in kept})
        assert counted.decisions() == (
            len(looked.words),
            len({one.annotation for one in looked.words}),
        )
        assert counted.comments() == len(looked.comments)
        assert counted.severed_decisions() == sum(
            bool(one.gold) and one.gold not in looked.kept for one in looked.words
        )
        assert counted.gold_came_of_decisions() == any(
            one.gold in looked.kept and one.gold != one.annotation for one in looked.every_word
        )
        assert {one.id for one in dataset.kept()} == looked.kept.keys()


def test_links(project: Project) -> None:
    for selection in SELECTIONS:
        dataset = Dataset(project, selection)
        looked, counted = Looked(project, dataset), dataset.counted
        assert sum(counted.link_types().values()) == len(looked.links)
        assert counted.link_types().keys() == {one.type for one in looked.links}
        assert counted.severed_links() == sum(
            bool(one.target_annotation) and one.target_annotation not in looked.kept
            for one in looked.links
        )
        assert counted.nameless("holder", "is") == sum(
            one.type == "holder" and not looked.onward(project, one.target_annotation)
            for one in looked.links
        )
        reached = {one.target_annotation for one in looked.links if one.type == "said_by"}
        lost = [
            (one.annotation, one.target_actor)
            for one in looked.links
            if one.type == "is" and one.annotation not in reached
        ]
        number, first = counted.unreached("is", ["said_by"], 3)
        assert number == len(lost)
        assert set(first) <= set(lost)
        assert len(first) == min(3, number)


def test_what_is_on_articles(project: Project) -> None:
    for selection in SELECTIONS:
        dataset = Dataset(project, selection)
        chosen, counted = {one.id for one in dataset.articles}, dataset.counted
        assignments = [one for one in project.find(Assignment) if one.article in chosen]
        timings = [one for one in project.find(Timing) if one.article in chosen]
        layouts = [one for one in project.find(ArticleLayout) if one.article in chosen]
        assert counted.assignments() == sum(dataset.exports(one.coder) for one in assignments)
        assert counted.timed() == len(
            {one.article for one in timings if dataset.exports(one.coder)}
        )
        assert counted.laid_out() == sum(bool(one.stretches) for one in layouts)


def test_gold_of_one_thing(project: Project) -> None:
    for selection in SELECTIONS:
        dataset = Dataset(project, selection)
        looked = Looked(project, dataset)
        twice = 0
        for article in looked.chosen:
            gold = [
                one
                for one in looked.kept.values()
                if one.article == article and one.layer == GOLD_LAYER
            ]
            twice += len(gold_twice_among(gold, looked.every_word, 0.5))
        assert dataset.gold_twice() == twice


def test_the_projects_have_what_is_counted(project: Project) -> None:
    counted = Dataset(project, Selection()).counted
    assert len(counted.link_types()) == 4
    assert counted.nameless("holder", "is")
    assert counted.decisions()[0] > counted.decisions()[1]
    assert Dataset(project, Selection()).gold_twice()


def test_where_labels_stand_is_read_article_by_article(project: Project) -> None:
    dataset = Dataset(project, Selection(layers=("ana", "gold"), unsettled=True))
    placed = {one.id: one.fragments for on_one in dataset.placed() for one in on_one}
    assert placed == {one.id: one.fragments for one in dataset.kept()}
    for on_one in dataset.placed():
        assert all(a.id[:2] == b.id[:2] for a, b in combinations(on_one, 2))
