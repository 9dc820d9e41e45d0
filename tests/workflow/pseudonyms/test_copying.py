"""Whatever leaves with pseudonyms never had the names, and its labels stand on the same words."""

import csv
import importlib
import json
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pypdfium2
import pytest

from annotator.analysis.pseudonyms.naming import Pseudonyms, numbered
from annotator.domain.annotation import Annotation, Decision, Verdict, anchored, make_link
from annotator.domain.article import fingerprint
from annotator.domain.codebook import Choice, Code, Field, FieldType, LinkRule
from annotator.domain.edits.articles import NewArticle
from annotator.domain.edits.records import ImportRecords
from annotator.domain.errors import UserError
from annotator.domain.kinds import KINDS
from annotator.domain.layout import RoleStretch, StretchRole, layout_of
from annotator.domain.people import Actor, Affiliation, Coder, coder_id
from annotator.domain.project_info import ProjectInfo
from annotator.domain.runs import Run, Score, run_id, score_id
from annotator.domain.study import Round, SentBack, sent_back_id
from annotator.domain.teamwork import Comment
from annotator.formats.dataset import Dataset
from annotator.formats.format import Format, Part
from annotator.formats.selection import Selection
from annotator.formats.table import export_format, export_formats
from annotator.store.project import Project
from annotator.workflow.exporting import export, first_rows
from annotator.workflow.pseudonyms.asking import asked_pseudonyms, refuse_key, told, write_key
from annotator.workflow.pseudonyms.copying import masked_copy
from annotator.workflow.pseudonyms.masking import LEFT_OUT, MASKED, WORDS, pseudonym_id

TEXT = "😀 Dmitry Peskov said: “We wait.” Peskov’s aide, Ann Lee, smiled at peskov."
ANA = Coder(id=coder_id("ana"), handle="ana")
CODE = Code(
    id="quote",
    name="Quote of Dmitry Peskov",
    definition="What Peskov says.",
    positive_example="Peskov said so.",
    fields=(
        Field(id="why", name="Why", type=FieldType.TEXT, help="As Peskov puts it."),
        Field(
            id="who",
            name="Who",
            type=FieldType.CHOICE,
            choices=(Choice("peskov", "Dmitry Peskov"), Choice("other", "Other")),
        ),
    ),
    links=(LinkRule(type="said_by", name="Said by", ends=("actor",)),),
)
ACTORS = (
    Actor(id="p", name="Dmitry Peskov", aliases=("the spokesman",), note="Peskov!", role="x"),
    Actor(id="old", name="Dimitri Peskow", became="p", archived=True),
    Actor(id="o", name="Office of Peskov", kind="organisation"),
    Actor(
        id="l", name="Ann Lee", affiliations=(Affiliation("Peskov’s office"),), unlike={"p": True}
    ),
)


def label(ident: str, start: int, end: int, **rest: Any) -> Annotation:
    anchor: Any = anchored(TEXT, ((start, end),))
    return Annotation(id=ident, article="a", code="quote", coder=ANA.id, **anchor, **rest)


def place(words: str, of: int = 0) -> tuple[int, int]:
    start = TEXT.index(words, of)
    return start, start + len(words)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    words = "Dmitry Peskov"
    labels = (
        label("whole", *place("Dmitry Peskov"), note=f"{words} again"),
        label("part", *place("Peskov said")),
        label("quote", *place("“We wait.”"), values={"why": f"as {words}", "who": "peskov"}),
    )
    records = (
        ANA,
        *ACTORS,
        Run(id=run_id(ANA.id), coder=ANA.id, name=f"On {words}", note=words),
        Round(id="r", name=f"Round of {words}"),
        *labels,
        layout_of("a", (RoleStretch(0, 9, StretchRole.DATELINE),)),
        make_link("quote", "said_by", actor="p"),
        make_link("part", "said_by", actor="old"),
        Score(id=score_id("quote"), annotation="quote", reason=words),
        Decision(
            id="d",
            annotation="quote",
            reviewer=ANA.id,
            verdict=Verdict.ACCEPTED,
            reason=words,
            at="",
        ),
        Comment(id="c", annotation="quote", coder=ANA.id, text=words, at=""),
        SentBack(
            id=sent_back_id("a", ANA.id), article="a", coder=ANA.id, reviewer=ANA.id, reason=words
        ),
    )
    article = NewArticle(
        id="a",
        title=f"{words} speaks",
        text=TEXT,
        meta={"author": words, "url": "https://x.example/dmitry-peskov"},
        excluded=(place("smiled"),),
        note=words,
    )
    folder = tmp_path_factory.mktemp("study")
    with Project.create(folder / "study.annotator", title=f"On {words}") as made:
        made.apply(ImportRecords(records=(CODE,)))
        made.apply(ImportRecords(articles=(article,), records=records))
        yield made


@pytest.fixture(scope="module")
def pseudonyms(project: Project) -> Pseudonyms:
    return numbered([one for one in project.find(Actor) if one.id == "p"])


@pytest.fixture(scope="module")
def copy(
    project: Project, pseudonyms: Pseudonyms, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Project]:
    path = tmp_path_factory.mktemp("copy") / "copy.annotator"
    masked_copy(project, path, pseudonyms)
    with Project.open(path) as opened:
        yield opened


def test_every_kind_of_record_is_masked_or_left_out() -> None:
    assert {kind.type for kind in KINDS.values()} == MASKED | LEFT_OUT
    assert not MASKED & LEFT_OUT


def test_whatever_is_written_in_a_record_is_masked() -> None:
    plain = {
        *("id", "article", "annotation", "coder", "reviewer", "round", "handle", "at", "begins"),
        *("gold", "model", "version", "prompt_sha256", "currency", "by", "rule"),
        *("created", "name"),
    }
    for kind, words in WORDS.items():
        texts = {one.name for one in msgspec.structs.fields(kind) if one.type is str}
        unsaid = texts - set(words) - plain
        assert not unsaid, f"{kind.__name__}: words or not? {unsaid}"


def test_no_name_is_anywhere_in_the_copy(copy: Project) -> None:
    copy.close()
    data = copy.path.read_bytes()
    for name in ("Dmitry", "Peskov", "Peskow", "the spokesman"):
        assert name.encode() not in data


def test_labels_stand_on_the_same_words(
    project: Project, pseudonyms: Pseudonyms, tmp_path: Path
) -> None:
    path = tmp_path / "again.annotator"
    masked_copy(project, path, pseudonyms)
    with Project.open(path) as found:
        assert found.check() == []
        labels = {one.id: one for one in found.find(Annotation)}
        assert labels["whole"].text == "Person 1"
        assert labels["part"].text == "Person 1 said"
        assert labels["quote"].text == "“We wait.”"
        assert labels["quote"].values == {"why": "as Person 1", "who": "peskov"}
        (article,) = found.articles()
        assert article.title == "Person 1 speaks"
        actors = {one.name: one for one in found.find(Actor)}
        assert set(actors) == {"Person 1", "Office of Person 1", "Ann Lee"}
        assert actors["Person 1"].id == pseudonym_id("Person 1")
        assert actors["Ann Lee"].unlike == {pseudonym_id("Person 1"): True}


def test_an_export_has_pseudonyms_in_all_its_files(
    project: Project, pseudonyms: Pseudonyms, tmp_path: Path
) -> None:
    exported = export(project, tmp_path / "out.jsonl", "jsonl", Selection(pseudonyms=pseudonyms))
    (line,) = (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()
    article = json.loads(line)
    for one in article["annotations"]:
        pieces = [article["text"][start:end] for start, end in one["fragments"]]
        assert " … ".join(pieces) == one["text"]
    links = [link for one in article["annotations"] for link in one["links"]]
    assert {link["actor"] for link in links} == {pseudonym_id("Person 1")}
    beside = (tmp_path / "out.codebook.json").read_text(encoding="utf-8")
    for name in ("Dmitry", "Peskov", "Peskow"):
        assert name not in line
        assert name not in beside
    assert json.loads(beside)["codes"][0]["definition"] == "What Person 1 says."
    assert exported.masked is not None
    assert exported.masked.tally.replaced["p"] > 5
    said = " ".join(told(exported.masked))
    assert "“peskov” (written small" in said
    assert "addresses and document numbers of 1 article stay" in said


def every_byte(path: Path) -> bytes:
    """Return what is in a file, or in all files of a folder, unpacked, with their names."""
    if path.is_dir():
        return b"".join(map(every_byte, path.iterdir())) + path.name.encode()
    found = path.name.encode() + path.read_bytes()
    if path.suffix == ".spacy":
        found += zlib.decompress(path.read_bytes())
    if path.suffix == ".pdf":
        with pypdfium2.PdfDocument(path) as paper:
            found += "".join(one.get_textpage().get_text_range() for one in paper).encode()
    if path.suffix == ".parquet":
        found += str(importlib.import_module("pyarrow.parquet").read_table(path)).encode()
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            found += b"".join(archive.read(one) for one in archive.namelist())
    return found


@pytest.mark.parametrize("chosen", export_formats(), ids=lambda one: one.id)
def test_no_format_has_names_in_any_file(
    chosen: Format, project: Project, pseudonyms: Pseudonyms, tmp_path: Path
) -> None:
    extra = chosen.exporter.extra
    if extra is not None and not extra.is_here:
        pytest.skip(f"{extra.name} is not installed")
    (tmp_path / "out").mkdir()
    target = tmp_path / "out" / f"data{chosen.exporter.suffix}"
    export(project, target, chosen.id, Selection(pseudonyms=pseudonyms))
    data = every_byte(tmp_path / "out")
    assert len(data) > 100
    if Part.TEXTS in chosen.exporter.holds:
        assert b"Person" in data  # what is packed was looked into
    for name in ("Dmitry", "Peskov", "Peskow"):
        assert name.encode() not in data
        assert name.encode("utf-16-le") not in data


def test_the_texts_fingerprint_is_that_of_the_new_text(copy: Project) -> None:
    with Project.open(copy.path) as found:
        for one in Dataset(found, Selection()).labelled():
            assert fingerprint(one.text) == one.article.text_sha256
            assert one.text.startswith("😀 Person 1 said: “We wait.” Person 1’s aide")
            (left_out,) = one.article.excluded
            assert one.text[left_out.start : left_out.end] == "smiled"


def test_a_preview_has_no_names_either(project: Project, pseudonyms: Pseudonyms) -> None:
    found = first_rows(export_format("csv"), project, Selection(pseudonyms=pseudonyms), 5)
    assert "Peskov" not in str(found.files[0].rows)


def test_nothing_reads_names_past_the_copy(project: Project, pseudonyms: Pseudonyms) -> None:
    with pytest.raises(ValueError, match="copy"):
        Dataset(project, Selection(pseudonyms=pseudonyms))


def test_the_key_says_who_is_behind_each_pseudonym(
    project: Project, pseudonyms: Pseudonyms, tmp_path: Path
) -> None:
    key = tmp_path / "key.csv"
    write_key(project, pseudonyms, key)
    with key.open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert row == {
        "pseudonym": "Person 1",
        "actor": "p",
        "name": "Dmitry Peskov",
        "kind": "person",
        "aliases": "the spokesman; Dimitri Peskow",
    }
    assert asked_pseudonyms(project, [str(key)]) == pseudonyms
    with pytest.raises(UserError, match="already"):
        write_key(project, pseudonyms, key)


def test_a_key_never_lies_in_what_is_handed_on(tmp_path: Path) -> None:
    for key in (tmp_path / "out" / "key.csv", tmp_path / "out"):
        with pytest.raises(UserError, match="handed on"):
            refuse_key(key, tmp_path / "out")


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("name,pseudonym\nDmitry Peskov,The Speaker", "The Speaker"),
        ("actor\np", "Person 1"),
    ],
)
def test_a_list_of_ones_own_names_them(
    project: Project, tmp_path: Path, rows: str, said: str
) -> None:
    (tmp_path / "mine.csv").write_text(rows, encoding="utf-8")
    found = asked_pseudonyms(project, [str(tmp_path / "mine.csv")])
    assert found.names == {"p": said}


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("name,pseudonym\nNobody,X", "line 2: No actor is called “Nobody”"),
        ("name,pseudonym\nAnn Lee,X\nDmitry Peskov,x", "Two actors would both be"),
        ("name,pseudonym\nAnn Lee,Mr Peskov\nDmitry Peskov,Y", "has a name in it"),
        ("title\nx", "names no actors"),
    ],
)
def test_a_list_that_can_not_be_followed_is_refused(
    project: Project, tmp_path: Path, rows: str, message: str
) -> None:
    (tmp_path / "mine.csv").write_text(rows, encoding="utf-8")
    with pytest.raises(UserError) as refused:
        asked_pseudonyms(project, [str(tmp_path / "mine.csv")])
    assert message in str(refused.value)


def test_actors_are_named_by_alias_or_all_of_them(project: Project) -> None:
    assert set(asked_pseudonyms(project, ["the spokesman"]).names) == {"p"}
    assert set(asked_pseudonyms(project, ["all"]).names) == {"p", "o", "l"}


def test_projects_say_who_they_are_of_in_no_word(copy: Project) -> None:
    with Project.open(copy.path) as found:
        info: ProjectInfo = found.info()
        assert info.title == "On Person 1"
