"""`annotator package` and `annotator merge`."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from annotator.cli.merge_report import print_merge
from annotator.domain.annotation import Annotation
from annotator.domain.article import Article
from annotator.domain.codebook import Code
from annotator.domain.edits.annotations import Tag
from annotator.domain.edits.articles import EditArticle
from annotator.domain.edits.codebook import ReplaceCodebook
from annotator.domain.edits.remarks import AddRemark
from annotator.domain.edits.team import Assign, SetSetting
from annotator.domain.people import Coder
from annotator.domain.settings import SUGGEST_SETTING
from annotator.domain.teamwork import Assignment
from annotator.store.history import withholding
from annotator.store.merging import other_file
from annotator.store.merging.report import FileReport, MergePreview
from annotator.store.project import Project

Run = Callable[..., Result]
Told = Callable[..., Any]


def articles(path: Path | str) -> dict[str, str]:
    with Project.open(path) as opened:
        return {one.title: one.id for one in opened.find(Article)}


def assigned(path: Path | str, handle: str) -> set[str]:
    with Project.open(path) as opened:
        ids = {one.id for one in opened.find(Coder) if one.handle == handle}
        return {one.article for one in opened.find(Assignment) if one.coder in ids}


def tag(path: Path | str, coder: str, record: str, title: str = "Budget passes") -> None:
    with Project.open(path, coder) as opened:
        article = next(one.id for one in opened.find(Article) if one.title == title)
        opened.apply(Tag(id=record, article=article, code="quote", fragments=((0, 6),)))


def annotations(path: Path | str) -> set[str]:
    with Project.open(path) as opened:
        return {one.id for one in opened.find(Annotation)}


def history(path: str) -> list[str]:
    with Project.open(path) as opened:
        return [one.id for one in opened.latest_edits()]


def test_a_package_holds_the_articles_and_assigns_them(run: Run, study: str) -> None:
    result = run("package", study, "ana.annotator", "--coder", "ana")
    assert (result.exit_code, result.stdout) == (0, "Wrote 2 articles for ana to ana.annotator.\n")
    assert articles("ana.annotator") == articles(study)
    assert assigned(study, "ana") == set(articles(study).values())
    assert assigned("ana.annotator", "ana") == assigned(study, "ana")


def test_packages_that_do_not_know_of_others_are_told_of(run: Run, study: str) -> None:
    one = articles(study)["Budget passes"]
    assert run("package", study, "ana.annotator", "--coder", "ana").stderr == ""
    told = run("package", study, "ben.annotator", "--coder", "ben", "--article", one).stderr
    assert "Packages of ana that were written before suggest labels in 1 article" in told
    assert told.count("\n") == 1
    again = run("package", study, "ana-2.annotator", "--coder", "ana")
    assert again.stderr == ""
    with Project.open("ana-2.annotator") as opened:
        assert {each.article for each in opened.find(Assignment) if each.shared} == {one}


def test_nothing_is_told_of_packages_where_nothing_is_suggested(run: Run, study: str) -> None:
    with Project.open(study) as opened:
        opened.apply(SetSetting(SUGGEST_SETTING, value=False))
    run("package", study, "ana.annotator", "--coder", "ana")
    assert run("package", study, "ben.annotator", "--coder", "ben").stderr == ""


def test_a_package_holds_ones_own_work_and_nobody_elses(run: Run, study: str) -> None:
    tag(study, "ana", "mine")
    tag(study, "benedikt", "theirs")
    assert run("package", study, "ana.annotator", "--coder", "ana").exit_code == 0
    assert annotations("ana.annotator") == {"mine"}
    assert b"benedikt" not in Path("ana.annotator").read_bytes()


def test_articles_can_be_chosen_by_words_id_and_lot(run: Run, study: str) -> None:
    ids = articles(study)
    for name, options, titles in (
        ("words", ("--query", "libraries"), {"Budget passes"}),
        ("id", ("--article", ids["Café öffnet"]), {"Café öffnet"}),
        ("both", ("--article", ids["Café öffnet"], "--article", ids["Budget passes"]), set(ids)),
    ):
        assert run("package", study, f"{name}.annotator", "--coder", name, *options).exit_code == 0
        assert set(articles(f"{name}.annotator")) == titles
    assert run("package", study, "x.annotator", "--coder", "x", "--sample", "1").exit_code == 0
    seeded = ("--sample", "1", "--seed", "0")
    assert run("package", study, "y.annotator", "--coder", "y", *seeded).exit_code == 0
    assert len(articles("x.annotator")) == 1
    assert articles("x.annotator") == articles("y.annotator")


def test_without_a_choice_a_coder_gets_what_is_assigned(run: Run, study: str) -> None:
    wanted = articles(study)["Café öffnet"]
    with Project.open(study) as opened:
        opened.apply(Assign(((wanted, "ana"),)))
    for name, options in (("one", ()), ("two", ("--assigned", "--reviewed"))):
        assert run("package", study, f"{name}.annotator", "--coder", "Ana", *options).exit_code == 0
        assert set(articles(f"{name}.annotator").values()) == {wanted}


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--assigned",), "No article was chosen"),
        (("--query", "nonsense"), "No article was chosen"),
        (("--article", "nonsense"), "There is no article nonsense"),
    ],
)
def test_a_package_of_nothing_is_refused(
    run: Run, study: str, options: tuple[str, ...], said: str
) -> None:
    result = run("package", study, "x.annotator", "--coder", "ana", *options)
    assert result.exit_code == 2
    assert said in result.stderr
    assert not Path("x.annotator").exists()
    assert assigned(study, "ana") == set()


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (("--sample", "1", "--by", "moon"), "drawn by “moon”, which none of them has."),
        (("--sample", "1", "--by", ""), ""),
        (("--by", "outlet"), "Give --sample N, too."),
        (("--weeks", "1", "--by", "outlet"), "drawn by themselves. Leave --sample and --by away"),
        (("--weeks", "1", "--sample", "1"), "drawn by themselves."),
    ],
)
def test_a_sample_by_nothing_is_refused(
    run: Run, study: str, options: tuple[str, ...], why: str
) -> None:
    result = run("package", study, "x.annotator", "--coder", "ana", *options)
    assert result.exit_code == (2 if why else 0)
    assert why in result.stderr


def test_a_sample_by_a_word_that_is_unknown_is_told_the_known_ones(
    run: Run, study: str, tmp_path: Path
) -> None:
    (tmp_path / "c.txt").write_text("Ferry strike\n\nIt ends.", encoding="utf-8")
    told = ("--set", "outlet=AFP", "--set", "published=2025-01-02")
    assert run("import", study, "c.txt", *told).exit_code == 0
    drawing = ("package", study, "x.annotator", "--coder", "ana", "--sample", "1", "--by")
    result = run(*drawing, "outlett")
    assert (result.exit_code, "outlet" in result.stderr) == (2, True)
    assert "published and month." in result.stderr
    assert run(*drawing, "outlet").exit_code == 0


def test_a_package_never_replaces_a_file(run: Run, study: str) -> None:
    Path("x.annotator").write_text("precious")
    result = run("package", study, "x.annotator", "--coder", "ana")
    assert result.exit_code == 2
    assert "x.annotator is already there. Choose another name." in result.stderr
    assert Path("x.annotator").read_text() == "precious"
    assert assigned(study, "ana") == set()


def test_a_handle_that_can_not_be_is_refused(run: Run, study: str) -> None:
    assert run("package", study, "x.annotator", "--coder", "gold").exit_code == 2
    assert not Path("x.annotator").exists()


def test_when_a_package_can_not_be_written_nothing_is_assigned(
    run: Run, study: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Project, "write_package", fail)
    assert run("package", study, "x.annotator", "--coder", "ana").exit_code == 130
    assert assigned(study, "ana") == set()


# Merging


@pytest.fixture
def returned(run: Run, study: str) -> tuple[str, str]:
    """Two packages that come back with an annotation each."""
    names = ("ana", "ben")
    for name in names:
        path = f"{name}.annotator"
        assert run("package", study, path, "--coder", name).exit_code == 0
        tag(path, name, f"of-{name}")
    return f"{names[0]}.annotator", f"{names[1]}.annotator"


def test_merging_brings_all_files_in_and_counts(
    told: Told, study: str, returned: tuple[str, str]
) -> None:
    said = told("merge", study, *returned)
    assert [(one["file"], one["coders"], one["new"]) for one in said["files"]] == [
        ("ana.annotator", ["ana"], 1),
        ("ben.annotator", ["ben"], 1),
    ]
    assert all(one["error"] == "" and one["conflicts"] == 0 for one in said["files"])
    assert annotations(study) == {"of-ana", "of-ben"}


def test_merging_again_brings_nothing(run: Run, told: Told, study: str, returned: Any) -> None:
    assert run("merge", study, *returned).exit_code == 0
    before = history(study)
    assert [one["edits"] for one in told("merge", study, *returned)["files"]] == [0, 0]
    assert "Nothing new in these files." in run("merge", study, *returned).stdout
    assert history(study) == before


def test_a_dry_run_says_the_same_and_writes_nothing(
    told: Told, study: str, returned: tuple[str, str]
) -> None:
    said = told("merge", study, *returned, "--dry-run")
    assert said["dry_run"]
    assert annotations(study) == set()
    assert told("merge", study, *returned)["files"] == said["files"]


def test_for_people_it_is_a_table_and_a_sum(
    run: Run, study: str, returned: tuple[str, str]
) -> None:
    lines = run("merge", study, *returned).stdout.splitlines()
    assert lines[0].split() == [
        *("file", "from", "articles", "new", "changed", "deleted", "conflicts", "refused")
    ]
    assert lines[1].split() == ["ana.annotator", "ana", "2", "1", "0", "0", "0", "0"]
    assert lines[-1] == "2 new annotations came in; 0 changed, 0 deleted."


def test_merging_can_be_undone(run: Run, study: str, returned: tuple[str, str]) -> None:
    assert run("merge", study, *returned).exit_code == 0
    with Project.open(study) as opened:
        opened.undo()
    assert annotations(study) == set()


def test_one_file_that_is_refused_stops_all(
    run: Run, study: str, returned: tuple[str, str]
) -> None:
    Path("broken.annotator").write_bytes(b"nonsense")
    result = run("merge", study, *returned, "broken.annotator")
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1
    assert "broken.annotator" in result.stderr
    assert annotations(study) == set()


def test_conflicts_are_counted_and_told(told: Told, study: str, returned: tuple[str, str]) -> None:
    article = articles(study)["Budget passes"]
    for path, coder in ((returned[0], "ana"), (study, "lea")):
        with Project.open(path, coder) as opened:
            opened.apply(EditArticle(article=article, title=f"By {coder}"))
    (one,) = told("merge", study, returned[0])["files"]
    assert one["conflicts"] == 1
    (conflict,) = one["details"]["conflicts"]
    assert (conflict["attribute"], conflict["ours"], conflict["theirs"], conflict["kept"]) == (
        *("title", "By lea", "By ana", "ours"),
    )


def drifted(path: str) -> None:
    """Give a package a code of its own, in use."""
    with Project.open(path, "ana") as opened:
        book = opened.codebook()
        slant = Code(id="slant_9", name="Slant")
        opened.apply(ReplaceCodebook(type(book)(title=book.title, codes=(*book.codes, slant))))
        article = next(one.id for one in opened.find(Article))
        opened.apply(Tag(id="slanted", article=article, code="slant_9", fragments=((0, 3),)))


@pytest.mark.parametrize("option", ["slant_9=frame", "Slant=Frame"])
def test_a_code_of_theirs_can_be_mapped_by_id_or_name(
    run: Run, study: str, returned: tuple[str, str], option: str
) -> None:
    drifted(returned[0])
    result = run("merge", study, returned[0], "--map", option)
    assert result.exit_code == 0, result.stderr
    with Project.open(study) as opened:
        (found,) = [one for one in opened.find(Annotation) if one.id == "slanted"]
    assert found.code == "frame"


@pytest.mark.parametrize(
    ("option", "said"),
    [("slant_9=nonsense", "nonsense"), ("nonsense=frame", "nonsense"), ("x", "name=value")],
)
def test_a_mapping_of_unknown_codes_is_refused(
    run: Run, study: str, returned: tuple[str, str], option: str, said: str
) -> None:
    drifted(returned[0])
    result = run("merge", study, returned[0], "--map", option)
    assert result.exit_code == 2
    assert said in result.stderr
    assert "slanted" not in annotations(study)


def test_what_waits_is_counted_in_records(capsys: pytest.CaptureFixture[str]) -> None:
    report = FileReport(name="x.annotator", edits=3, withheld=("86 annotations wait.",), waiting=86)
    preview, paths = MergePreview((report,)), [Path("x.annotator")]
    print_merge(preview, paths, dry_run=True, as_json=False)
    assert "86 records wait for what no file has brought yet." in capsys.readouterr().out
    print_merge(preview, paths, dry_run=True, as_json=True)
    (told,) = json.loads(capsys.readouterr().out)["files"]
    assert told["withheld"] == 86
    assert told["details"]["withheld"] == ["86 annotations wait."]


def test_a_correction_of_the_metadata_is_told_of(run: Run, told: Told, study: str) -> None:
    Path("theirs.annotator").write_bytes(Path(study).read_bytes())
    with Project.open("theirs.annotator", "ben") as opened:
        opened.apply(EditArticle(article=articles(study)["Budget passes"], title="Budget falls"))
    result = run("merge", study, "theirs.annotator", "--dry-run")
    assert "1 article corrected." in result.stdout
    (file,) = told("merge", study, "theirs.annotator")["files"]
    assert (file["corrected"], file["new"], file["changed"]) == (1, 0, 0)
    assert "Budget falls" in articles(study)


def test_a_sample_of_more_than_there_are_is_refused(run: Run, study: str) -> None:
    result = run("package", study, "ana.annotator", "--coder", "ana", "--sample", "99")
    assert result.exit_code == 2
    assert "only 2 articles" in result.stderr
    assert not Path("ana.annotator").exists()


def test_each_file_is_read_and_settled_once(
    run: Run, study: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for coder in ("ana", "ben"):
        run("package", study, f"{coder}.annotator", "--coder", coder)
        tag(f"{coder}.annotator", coder, f"of {coder}")
    done: list[str] = []
    for room, name in ((other_file, "read_other"), (withholding, "refold")):
        act = getattr(room, name)

        def counted(*words: Any, act: Any = act, name: str = name) -> Any:
            done.append(name)
            return act(*words)

        monkeypatch.setattr(room, name, counted)
    assert run("merge", study, "ana.annotator", "ben.annotator").exit_code == 0
    assert sorted(done) == ["read_other"] * 2 + ["refold"] * 2
    assert annotations(study) == {"of ana", "of ben"}


def test_what_was_brought_in_already_makes_no_backup_of_the_project(run: Run, study: str) -> None:
    run("package", study, "ana.annotator", "--coder", "ana")
    tag("ana.annotator", "ana", "q")
    run("merge", study, "ana.annotator")
    before = history(study)
    result = run("merge", study, "ana.annotator")
    assert (result.exit_code, "Nothing new in these files." in result.stdout) == (0, True)
    assert history(study) == before


def test_a_merge_tells_what_is_new_for_the_lead(run: Run, study: str) -> None:
    run("package", study, "ben.annotator", "--coder", "ben")
    with Project.open("ben.annotator", "ben") as opened:
        article = articles("ben.annotator")["Budget passes"]
        opened.apply(AddRemark(id="1", text="Is the caption part?", article=article))
        opened.apply(AddRemark(id="2", text="Too many frames"))
    result = run("merge", study, "ben.annotator", "--dry-run")
    assert "ben on Budget passes: Is the caption part?" in result.stdout
    assert "ben on the codebook: Too many frames" in result.stdout
    assert "2 new notes from ben." in result.stdout
    told = json.loads(run("merge", study, "ben.annotator", "--json").stdout)
    texts = {one["text"] for one in told["files"][0]["notes"]}
    assert texts == {"Is the caption part?", "Too many frames"}
