"""A brat folder keeps brat's rules, and names and colours are the codebook's."""

import zipfile
from pathlib import Path

import pytest
from brat_rules import BratFolder
from every_field import answered, code_with_every_field
from sample import TEXT, sample

from annotator.domain.annotation import anchored
from annotator.domain.codebook import Codebook
from annotator.domain.edits.articles import NewArticle
from annotator.domain.edits.records import ImportRecords
from annotator.domain.people import Coder
from annotator.store.project import Project
from annotator.workflow.exporting import export


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("brat")
    with sample(place) as project:
        export(project, place / "out", "brat")
    return place / "out"


def labels(folder: Path, layer: str, article: str = "00001-mayor-speaks") -> list[str]:
    path = folder / layer / f"{article}.ann"
    return path.read_text(encoding="utf-8").splitlines()


def test_each_layer_has_a_folder_with_texts_and_labels(folder: Path) -> None:
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*.*") if path.suffix}
    assert {one for one in files if one.endswith(".ann")} == {
        "ana/00001-mayor-speaks.ann",
        "ben/00001-mayor-speaks.ann",
        "gold/00001-mayor-speaks.ann",
        "unlabelled/00002-empty.ann",
    }
    assert (folder / "ana" / "00001-mayor-speaks.txt").read_text(encoding="utf-8") == TEXT


def test_lines_say_places_links_and_answers(folder: Path) -> None:
    first, second = TEXT.index("“We win,”"), TEXT.index("“and")
    lines = labels(folder, "ana")
    assert lines[0] == (
        f"T1\tquote {first} {first + 9};{second} {second + 11}\t“We win,” “and\u00a0stay.”"
    )
    assert "R1\tsaid_by Arg1:T1 Arg2:T2" in lines
    assert "A1\tstance T1 -1" in lines
    assert "A2\tnegated T1 no" in lines
    assert [one for one in lines if "\tbasis " in one] == [
        "A5\tbasis T5 policy",
        "A6\tbasis T5 person",
    ]
    assert "#1\tAnswer:remark T5\t-2, I think" in lines
    assert labels(folder, "ben") == []


def test_the_configuration_has_the_codes_with_their_names_and_colours(folder: Path) -> None:
    found = BratFolder(folder)
    assert found.entities == {"quote", "source", "cue", "sentiment"}
    assert found.titles["said_by"] == "Said by"
    assert found.colours["quote"] == "bgColor:#0072B2, fgColor:white"
    assert found.wrong() == []


def test_every_type_of_field_keeps_brats_rules(tmp_path: Path) -> None:
    code = code_with_every_field()
    one = answered(**anchored("Word.", [(0, 4)]))
    with Project.create(tmp_path / "p.annotator", codebook=Codebook(codes=(code,))) as project:
        article = NewArticle(id="a", title="A", text="Word.")
        edit = ImportRecords(articles=(article,), records=(Coder(id="ana", handle="ana"), one))
        project.apply(edit)
        export(project, tmp_path / "out", "brat")
    assert BratFolder(tmp_path / "out").wrong() == []
    written = labels(tmp_path / "out", "ana", "00001-a")
    assert sum(line.startswith("A") for line in written) == 4
    assert sum("Answer:" in line for line in written) == 3


def test_a_zip_has_the_same_folder(tmp_path: Path) -> None:
    with sample(tmp_path) as project:
        export(project, tmp_path / "out.zip", "brat")
    with zipfile.ZipFile(tmp_path / "out.zip") as archive:
        assert "out/ana/00001-mayor-speaks.ann" in archive.namelist()
        assert "out/annotation.conf" in archive.namelist()
