"""Lists of articles without texts: joined with the articles, whichever come first."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from projects import all_records
from work import BOOK, decoded, label

from annotator.domain.article import Article
from annotator.domain.shells import ArticleShell
from annotator.formats.folders import files_of
from annotator.formats.incoming import ReadOptions
from annotator.store.project import Project
from annotator.workflow.importing import pieces
from annotator.workflow.importing.articles_here import ArticlesOf
from annotator.workflow.importing.batch import ImportFailure
from annotator.workflow.importing.edit import rehearse
from annotator.workflow.importing.listed import ListedCounts
from annotator.workflow.importing.pieces import ImportFiles, ImportItems
from annotator.workflow.importing.reading import collect

LIST = """id,media_name,publish_date,title,url
m1,Coast Post,2025-03-06,Ferry strike ends at last,https://www.coastpost.example/a/2?utm_source=x
m2,Coast Post,2025-03-08,Quay is sold in spite of all,https://coastpost.example/a/9
"""
PAGES = """title,url,text
Ferry strike ends at last,http://coastpost.example/a/2/,Crews return.
"""
RIS = """TY  - NEWS
TI  - Quay is sold, in spite of all
DA  - 2025/03/08
AU  - Ortega, Lía
ER  -
"""
LATE = "title,url,date,text\nQuay is sold in spite of all,,8 March 2025,The quay is sold.\n"


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "p.annotator") as project:
        project.coder = "ana"
        yield project


def put(folder: Path, **files: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name, content in files.items():
        (folder / name.replace("_", ".")).write_text(content, encoding="utf-8")
    return folder


def edit_of(*sources: Path) -> tuple[ImportFiles, list[ImportFailure]]:
    failures: list[ImportFailure] = []
    files, _ = files_of(sources)
    edit = ImportFiles(
        files,
        ReadOptions(coder="ana"),
        begin=list,
        hear=list[object]().append,
        fail=failures.append,
        tell=list[object]().append,
    )
    return edit, failures


def bring(project: Project, *sources: Path) -> ListedCounts:
    edit, failures = edit_of(*sources)
    project.apply(edit)
    assert failures == []
    return edit.listed


def meta(project: Project, title: str) -> object:
    return next(one.meta for one in project.find(Article) if one.title == title)


OF_THE_FERRY = {
    "id": "m1",
    "outlet": "Coast Post",
    "published": "2025-03-06",
    "url": "http://coastpost.example/a/2/",
}


@pytest.mark.parametrize("names", [("a_csv", "b_csv"), ("b_csv", "a_csv")])
def test_a_list_and_pages_in_one_import_are_joined_in_any_order(
    names: tuple[str, str], project: Project, tmp_path: Path
) -> None:
    folder = put(tmp_path / "in", **dict(zip(names, (LIST, PAGES), strict=True)))
    assert bring(project, folder) == ListedCounts(met=1, waiting=1)
    assert meta(project, "Ferry strike ends at last") == OF_THE_FERRY
    assert [one.title for one in project.find(ArticleShell)] == ["Quay is sold in spite of all"]
    assert project.check() == []


def test_a_list_that_comes_first_waits_for_the_pages(project: Project, tmp_path: Path) -> None:
    assert bring(project, put(tmp_path / "in", a_csv=LIST)) == ListedCounts(waiting=2)
    assert project.articles() == []
    assert bring(project, put(tmp_path / "late", b_csv=PAGES)) == ListedCounts(met=1)
    assert meta(project, "Ferry strike ends at last") == OF_THE_FERRY
    assert len(project.find(ArticleShell)) == 1
    assert project.check() == []


def test_a_list_that_comes_later_goes_to_the_articles_that_are_there(
    project: Project, tmp_path: Path
) -> None:
    bring(project, put(tmp_path / "in", b_csv=PAGES))
    assert bring(project, put(tmp_path / "late", a_csv=LIST)) == ListedCounts(met=1, waiting=1)
    assert meta(project, "Ferry strike ends at last") == OF_THE_FERRY


def test_the_same_list_again_changes_nothing(project: Project, tmp_path: Path) -> None:
    folder = put(tmp_path / "in", a_csv=LIST, b_csv=PAGES)
    bring(project, folder)
    before = all_records(project)
    bring(project, put(tmp_path / "again", a_csv=LIST))
    assert all_records(project) == before


def test_one_step_back_undoes_the_joining_too(project: Project, tmp_path: Path) -> None:
    bring(project, put(tmp_path / "in", a_csv=LIST))
    before = all_records(project)
    bring(project, put(tmp_path / "late", b_csv=PAGES))
    after = all_records(project)
    project.undo()
    assert all_records(project) == before
    project.redo()
    assert all_records(project) == after


def test_without_addresses_title_and_day_join(project: Project, tmp_path: Path) -> None:
    bring(project, put(tmp_path / "in", a_ris=RIS))
    assert bring(project, put(tmp_path / "late", b_csv=LATE)) == ListedCounts(met=1)
    assert meta(project, "Quay is sold in spite of all") == {
        "published": "2025-03-08",
        "author": "Ortega, Lía",
    }


def test_it_holds_where_a_large_import_is_written_in_pieces(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pieces, "_CHARACTERS", 50)
    rows = [f"T{n} is a long title,https://a.example/{n},Body of number {n}." for n in range(30)]
    listed = [f"Somebody,https://a.example/{n}/" for n in range(0, 30, 2)]
    put(tmp_path / "in", a_csv="author,url\n" + "\n".join(listed[:8]))
    put(tmp_path / "in", b_csv="title,url,text\n" + "\n".join(rows))
    folder = put(tmp_path / "in", c_csv="author,url\n" + "\n".join(listed[8:]))
    assert bring(project, folder) == ListedCounts(met=15)
    authors = ["author" in one.meta for one in project.find(Article)]
    assert authors == [n % 2 == 0 for n in range(30)]
    assert project.find(ArticleShell) == []
    assert project.check() == []


def test_what_is_looked_through_first_is_joined_alike(project: Project, tmp_path: Path) -> None:
    folder = put(tmp_path / "in", a_csv=LIST, b_csv=PAGES)
    batch = collect([folder], ReadOptions(coder="ana"), project)
    assert [one.shell.title for one in batch.listed] == [
        "Ferry strike ends at last",
        "Quay is sold in spite of all",
    ]
    project.apply(ImportItems(batch.items, batch.companions, listed=batch.listed))
    assert meta(project, "Ferry strike ends at last") == OF_THE_FERRY
    assert len(project.find(ArticleShell)) == 1


def test_a_rehearsal_says_the_same_and_writes_nothing(project: Project, tmp_path: Path) -> None:
    edit, _ = edit_of(put(tmp_path / "in", a_csv=LIST, b_csv=PAGES))
    rehearse(edit, project)
    assert edit.listed == ListedCounts(met=1, waiting=1)
    assert project.find(ArticleShell) == []
    assert str(edit.listed) == (
        "1 entry of lists went to its article. 1 entry of lists waits for its text."
    )


def test_an_entry_that_tells_no_article_is_named(project: Project, tmp_path: Path) -> None:
    edit, failures = edit_of(
        put(tmp_path / "in", a_csv="title,url\nNews,\nOther news,a.example/1\n")
    )
    project.apply(edit)
    assert [str(one.error).partition(":")[0] for one in failures] == ["a.csv, line 2"]
    assert edit.listed == ListedCounts(waiting=1)


def test_what_two_lists_say_of_one_article_is_kept_together(
    project: Project, tmp_path: Path
) -> None:
    address = "https://coastpost.example/a/9"
    first = f"url,outlet\n{address},Coast Post\n"
    more = f"url,outlet,section\n{address},The Coast Post,Local\n"
    bring(project, put(tmp_path / "one", a_csv=first))
    assert bring(project, put(tmp_path / "two", b_csv=more)) == ListedCounts(waiting=1)
    (shell,) = project.find(ArticleShell)
    assert shell.meta == {"url": address, "outlet": "Coast Post", "section": "Local"}
    assert project.check() == []


def test_a_list_reads_no_more_articles_because_there_are_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found: list[Counter[str]] = []
    read = decoded(monkeypatch)
    for articles in (10, 500):
        with Project.create(tmp_path / f"{articles}.annotator", codebook=BOOK) as project:
            project.coder = "ana"
            label(project, "a", articles, 0)
            bring(project, put(tmp_path / f"pages {articles}", b_csv=PAGES))
            read.clear()
            bring(project, put(tmp_path / f"list {articles}", a_csv=LIST))
            here = ArticlesOf(project)
            assert [one.id for one in here.by_title(" A  7 ")] == ["a7"]
            assert len(here.by_url(str(OF_THE_FERRY["url"]))) == 1
            found.append(Counter(read))
    assert found[0] == found[1]
