"""Who gets what, and the packages that are written, without a window."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from led_project import do, led_project

from annotator.domain.article import Article
from annotator.domain.edits.articles import NewArticle
from annotator.domain.edits.records import ImportRecords
from annotator.domain.edits.review import Settle
from annotator.domain.errors import CancelledError, UserError
from annotator.domain.people import Coder
from annotator.domain.teamwork import Assignment
from annotator.store.project import Project
from annotator.workflow.hand_out import (
    Draw,
    PackagePlan,
    Share,
    Wish,
    assignments,
    drawn_for,
    package_path,
    package_plans,
    reviewed_coders,
    shares,
    summary,
    write_packages,
)

ARTICLES = tuple(f"a{n}" for n in range(6))


def test_a_single_coder_has_nothing_in_common_with_others() -> None:
    (share,) = shares(Wish(coders=("ana",), articles=ARTICLES, common=3), {})
    assert share == Share("ana", ARTICLES, 0, 0)


def test_what_was_theirs_already_is_counted() -> None:
    got = shares(Wish(coders=("ana", "ben"), articles=ARTICLES), {"ana": ["a0", "a5", "gone"]})
    assert [(one.coder, len(one.articles), one.already) for one in got] == [
        ("ana", 3, 2),
        ("ben", 3, 0),
    ]


def test_without_articles_everybody_gets_what_is_theirs() -> None:
    got = shares(Wish(coders=("ana", "ben"), articles=None), {"ana": ["a1"]})
    assert [one.articles for one in got] == [("a1",), ()]


def test_a_sample_is_drawn_before_it_is_shared_out() -> None:
    got = shares(Wish(coders=("ana", "ben"), articles=ARTICLES, drawn=4), {})
    assert [len(one.articles) for one in got] == [2, 2]
    assert summary(got) == "4 articles  ·  none with both coders  ·  4 new assignments"


def test_nothing_is_said_of_nothing() -> None:
    assert summary(shares(Wish(coders=("ana",)), {})) == ""


def test_what_everybody_gets_is_told_by_how_many_they_are() -> None:
    for coders, words in (
        (("ana", "ben"), "both coders"),
        (("ana", "ben", "cleo"), "all 3 coders"),
    ):
        got = shares(Wish(coders=coders, articles=ARTICLES, common=2), {})
        assert f"2 of them with {words}" in summary(got)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    articles = [NewArticle(id=one, title=one, text=f"Text of {one}.") for one in ARTICLES]
    with Project.create(tmp_path / "study.annotator") as project:
        project.apply(ImportRecords(articles=tuple(articles)))
        yield project


def assigned(project: Project) -> set[tuple[str, str]]:
    handles = {one.id: one.handle for one in project.find(Coder)}
    return {(handles[one.coder], one.article) for one in project.find(Assignment)}


def test_a_package_is_named_after_project_and_coder_and_replaces_nothing(tmp_path: Path) -> None:
    study = Path("study.annotator")
    first = package_path(tmp_path, study, "a/na.")
    assert first.name == "study-a_na.annotator"
    first.write_text("precious")
    assert package_path(tmp_path, study, "a/na.").name == "study-a_na 2.annotator"
    taken = {tmp_path / "study-ben.annotator"}
    assert package_path(tmp_path, study, "ben", taken).name == "study-ben 2.annotator"


def test_who_gets_nothing_gets_no_package(tmp_path: Path) -> None:
    found = [Share("ana", ("a1",), 0, 0), Share("ben", (), 0, 0), Share("Ana", ("a2",), 0, 0)]
    plans = package_plans(found, tmp_path, Path("study.annotator"))
    assert [(one.coder, one.articles) for one in plans] == [("ana", ("a1",)), ("Ana", ("a2",))]
    assert len({one.path for one in plans}) == 2


def test_packages_hold_what_they_assign(project: Project, tmp_path: Path) -> None:
    plans = [
        PackagePlan("ana", ("a0", "a1"), tmp_path / "ana.annotator"),
        PackagePlan("ben", ("a1",), tmp_path / "ben.annotator"),
    ]
    seen: list[tuple[int, int]] = []
    write_packages(project, plans, progress=lambda done, total: seen.append((done, total)))
    assert assigned(project) == {("ana", "a0"), ("ana", "a1"), ("ben", "a1")}
    assert assignments(project.articles()) == {"ana": ["a0", "a1"], "ben": ["a1"]}
    with Project.open(plans[0].path) as package:
        assert [row.id for row in package.articles()] == ["a0", "a1"]
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)
    assert {total for _, total in seen} == {3}


def test_where_one_package_can_not_be_written_none_is_and_nothing_is_assigned(
    project: Project, tmp_path: Path
) -> None:
    (tmp_path / "ben.annotator").write_text("precious")
    plans = [
        PackagePlan("ana", ("a0",), tmp_path / "ana.annotator"),
        PackagePlan("ben", ("a1",), tmp_path / "ben.annotator"),
    ]
    with pytest.raises(UserError, match="is already there"):
        write_packages(project, plans)
    with pytest.raises(UserError, match="there is no folder"):
        write_packages(project, [PackagePlan("ana", ("a0",), tmp_path / "gone" / "ana.annotator")])
    assert (assigned(project), (tmp_path / "ana.annotator").exists()) == (set(), False)


def test_cancelling_takes_packages_and_assignments_back(project: Project, tmp_path: Path) -> None:
    def cancel(done: int, _total: int) -> None:
        if done:
            raise CancelledError

    plans = [
        PackagePlan(one, (f"a{n}",), tmp_path / f"{one}.annotator") for n, one in enumerate("xy")
    ]
    with pytest.raises(CancelledError):
        write_packages(project, plans, progress=cancel)
    assert assigned(project) == set()
    assert sorted(path.name for path in tmp_path.glob("?.annotator")) == []


def test_reviewed_is_whose_annotations_something_was_decided_on(tmp_path: Path) -> None:
    with led_project(tmp_path) as led:
        assert reviewed_coders(led) == set()
        do(led, "lea", Settle(take=("ana1",)))
        assert reviewed_coders(led) == {"ana"}


def test_more_goes_to_whom_there_is_room() -> None:
    articles = tuple(f"a{n}" for n in range(12))
    assigned = {"ana": [f"b{n}" for n in range(8)], "ben": []}
    wish = Wish(coders=("ana", "ben"), articles=articles, balanced=True)
    got = {one.coder: len(one.articles) for one in shares(wish, assigned)}
    assert got == {"ana": 2, "ben": 10}
    limited = Wish(coders=("ana", "ben"), articles=articles, most=9)
    got = {one.coder: len(one.articles) for one in shares(limited, assigned)}
    assert got == {"ana": 1, "ben": 9}  # two articles wait for somebody with room
    common = Wish(coders=("ana", "ben"), articles=articles, most=9, common=4)
    got = {one.coder: len(one.articles) for one in shares(common, assigned)}
    assert got == {"ana": 1, "ben": 9}


def test_how_articles_were_drawn_is_kept_and_can_be_undone(tmp_path: Path) -> None:
    with Project.create(tmp_path / "p.annotator") as project:
        project.coder = "lea"
        outlets = ("AFP", "AFP", "AFP", "dpa")
        made = [
            NewArticle(id=f"a{n}", title=f"T{n}", text=f"Text {n}.", meta={"outlet": one})
            for n, one in enumerate(outlets)
        ]
        project.apply(ImportRecords(articles=tuple(made)))
        before = {one.id: one for one in project.find(Article)}
        meta = {row.id: row.meta for row in project.articles()}
        wish = Wish(coders=("ana",), articles=tuple(before), drawn=2, by="outlet", seed=3)
        drawn = drawn_for(wish, meta)
        assert drawn is not None
        (share,) = shares(wish, {}, drawn)
        plan = PackagePlan("ana", share.articles, tmp_path / "ana.annotator")
        write_packages(project, (plan,), draw=Draw(drawn, wish.seed, wish.by))
        kept = {one.id: one.meta.get("probability") for one in project.find(Article)}
        assert sorted(filter(None, kept.values())) == [0.333333, 1.0]
        (told,) = [v for k, v in project.info().settings.items() if k.startswith("sample:")]
        assert (told["seed"], told["by"], told["drawn"]) == (3, "outlet", 2)
        assert told["strata"] == {"AFP": [1, 3], "dpa": [1, 1]}
        project.undo()
        assert {one.id: one for one in project.find(Article)} == before
