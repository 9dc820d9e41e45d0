"""An export is divided by articles as its options say, and says how many go where."""

from collections.abc import Iterator

import pytest
from projects import CODEBOOK

from annotator.domain.annotation import Annotation, anchored
from annotator.domain.edits.articles import NewArticle
from annotator.domain.edits.records import ImportRecords
from annotator.domain.errors import UserError
from annotator.domain.people import Coder
from annotator.formats.dataset import Dataset
from annotator.formats.outgoing.splits import (
    SPLIT_OPTIONS,
    DrawnSplits,
    drawn_splits,
    split_report,
)
from annotator.formats.selection import Selection
from annotator.store.project import Project

STORY = "The ferry between the two islands stops for a week while its engines are repaired again"
FOOT = "Read more on all of our pages, every day, and subscribe to our letters from the harbour. "
"""What is excluded of every text."""
ALIKE = (3, 11, 17)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    folder = tmp_path_factory.mktemp("splits")
    articles = [
        NewArticle(
            id=f"a{n:02}",
            title=f"Title {n}",
            text=f"{FOOT}Number {n}. {STORY if n in ALIKE else f'Story {n}, {n * 7} and {n * n}'}",
            excluded=((0, len(FOOT)),),
            meta={
                "outlet": "Post" if n % 2 else "Star",
                "published": f"2025-{1 + n % 2:02}-0{1 + n % 5}",
            },
        )
        for n in range(20)
    ]
    labels = [
        Annotation(
            id=f"n{n}",
            article=one.id,
            code="source",
            coder="c",
            values={"role": "expert" if n % 4 else "government"},
            **anchored(one.text, [(len(FOOT), len(FOOT) + 6)]),  # type: ignore[arg-type] - the three attributes
        )
        for n, one in enumerate(articles)
        if n % 2
    ]
    with Project.create(folder / "one.annotator", codebook=CODEBOOK) as opened:
        records = (Coder(id="c", handle="ana"), *labels)
        opened.apply(ImportRecords(articles=tuple(articles), records=records))
        yield opened


def chosen(**said: str) -> Selection:
    options = {one.id: one for one in SPLIT_OPTIONS}
    names = {name.replace("_", "-"): words for name, words in said.items()}
    return Selection(options={name: options[name].read(words) for name, words in names.items()})


def drawn(project: Project, **said: str) -> DrawnSplits:
    selection = chosen(**said)
    return drawn_splits(Dataset(project, selection), selection)[0]


def sizes(splits: DrawnSplits) -> list[int]:
    return [list(splits.parts.values()).count(name) for name in splits.names]


def test_without_shares_nothing_is_divided(project: Project) -> None:
    splits = drawn(project)
    assert (splits.names, splits.part("a01"), splits.told()) == ((), "", "")


@pytest.mark.parametrize(
    ("said", "wanted"),
    [("80/10/10", [16, 2, 2]), ("8:1:1", [16, 2, 2]), ("75/25", [15, 5]), ("1;1;2", [5, 5, 10])],
)
def test_shares_are_of_the_articles(said: str, wanted: list[int], project: Project) -> None:
    assert sizes(drawn(project, splits=said)) == wanted


@pytest.mark.parametrize("said", ["80", "80/x", "1/2/3/4", "80/20/0", "-1/2", "nan/1", "80/30"])
def test_what_are_no_shares_is_refused(said: str, project: Project) -> None:
    with pytest.raises(UserError, match="splits"):
        drawn(project, splits=said)


def test_near_copies_are_on_one_side_unless_they_need_not_be(project: Project) -> None:
    for seed in range(1, 6):
        splits = drawn(project, splits="34/33/33", seed=str(seed))
        assert len({splits.part(one) for one in ("a03", "a11", "a17")}) == 1
    told = "3 near copies in 1 group stay together."
    assert told in drawn(project, splits="80/10/10").told()
    apart = drawn(project, splits="80/10/10", copies_together="no")
    assert apart.told() == "Of 20 articles, 16 to train, 2 to dev and 2 to test."


@pytest.mark.parametrize("by", ["outlet", "month", "source", "source.role"])
def test_each_part_has_the_strata_in_the_same_proportions(by: str, project: Project) -> None:
    splits = drawn(project, splits="60/20/20", stratify=by, copies_together="no")
    assert sizes(splits) == [12, 4, 4]
    odd = [splits.part(f"a{n:02}") for n in range(1, 20, 2)]
    assert [odd.count(name) for name in splits.names] == [6, 2, 2]
    assert f"drawn by {by}" in splits.told()


def test_what_is_no_name_of_anything_is_refused_with_what_there_is(project: Project) -> None:
    with pytest.raises(UserError, match="outlet, published") as refused:
        drawn(project, splits="80/20", stratify="weather")
    assert "nothing called weather" in str(refused.value)


def test_a_part_that_stays_empty_is_told(project: Project) -> None:
    selection = Selection(articles=("a01", "a02"), options={"splits": "80/10/10"})
    told = list(split_report(Dataset(project, selection), selection))
    assert told == [
        "Of 2 articles, 2 to train, 0 to dev and 0 to test.",
        "There are too few articles for dev and test: nothing will be in it.",
    ]


def test_drawing_is_the_first_half_of_the_work(project: Project) -> None:
    selection = Selection(options={"splits": "80/20"})
    seen: list[tuple[int, int]] = []
    dataset = Dataset(project, selection)
    _, writing = drawn_splits(dataset, selection, lambda done, total: seen.append((done, total)))
    assert (seen[0], seen[-1]) == ((0, 40), (20, 40))
    list(dataset.labelled(writing))
    assert seen[-1] == (40, 40)
