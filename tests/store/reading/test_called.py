"""Articles by a few letters of their titles and outlets."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.edits.articles import NewArticle
from annotator.domain.edits.records import ImportRecords
from annotator.store.project import Project
from annotator.store.reading.called import matches_words, rank_of

ARTICLES = (
    ("budget", "Council passes budget", "The Herald"),
    ("reef", "A 100% reef_found\\here", 'The "Post"'),
    ("elan", "Élan in der Straße", "AFP"),
    ("post", "the post office", ""),
    ("moscow", "Москва ждёт", "Новости"),
    ("late", "Post, the late one", "AFP"),
)
WORDS = st.sampled_from(
    ("", "post", "the", "THE po", "éla", "ÉLAN afp", "стр", "ждёт", "МОСКВА", "%", "_", "\\", '"')
)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    path: Path = tmp_path_factory.mktemp("called") / "p.annotator"
    with Project.create(path) as made:
        articles = tuple(
            NewArticle(id=one, title=title, text=f"Text {one}", meta={"outlet": outlet})
            for one, title, outlet in ARTICLES
        )
        made.apply(ImportRecords(articles=articles))
        yield made


@given(words=WORDS | st.lists(WORDS, max_size=3).map(" ".join), most=st.integers(0, 7))
def test_those_that_fit_best_are_found_in_the_order_of_their_coming(
    project: Project, words: str, most: int
) -> None:
    fitting = [one for one in ARTICLES if matches_words(one[1], one[2], words)]
    fitting.sort(key=lambda one: rank_of(one[1], words))
    found = project.listing.called(words, most)
    assert [(one.id, one.title, one.outlet) for one in found] == fitting[:most]


def test_a_title_that_begins_so_comes_first_then_one_with_a_word_that_does(
    project: Project,
) -> None:
    assert [one.id for one in project.listing.called("post", 9)] == ["late", "post", "reef"]
