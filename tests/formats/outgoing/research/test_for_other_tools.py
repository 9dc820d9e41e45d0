"""What other tools find in the files that are written for them."""

import json
import sqlite3
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import cassis
import pytest
from lxml import etree
from msgspec.structs import replace
from places import SHARED
from projects import CODEBOOK
from sample import TEXT, annotation, sample
from there_and_back import held, read_back

from annotator.domain.annotation import Annotation, Link, make_link
from annotator.domain.codebook import Code, Field, FieldType
from annotator.domain.edits.articles import NewArticle
from annotator.domain.edits.codebook import PutCode
from annotator.domain.edits.records import ImportRecords
from annotator.domain.people import Actor, Coder
from annotator.domain.record import Fragment
from annotator.formats.codebooks import any_codebook, losses_of, save_codebook, writing_format
from annotator.formats.incoming import ReadOptions
from annotator.formats.losses import losses
from annotator.formats.outgoing.research.dna_login import kept_secret
from annotator.formats.selection import Selection
from annotator.formats.table import export_format
from annotator.store.project import Project
from annotator.workflow.exporting import export
from annotator.workflow.importing.edit import import_edit
from annotator.workflow.importing.reading import collect

SAMPLES = SHARED / "samples" / "labels"
HERE = Path(__file__).parent
ODD = "Bell \x07 and 😀 “words”\x00.\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Give a folder with the sample in every format, with awkward things besides."""
    made = tmp_path_factory.mktemp("research")
    with sample(made) as project:
        add_odd_things(project)
        for name, format_id in (
            *(("xmi", "uima-xmi"), ("tsv", "webanno-tsv"), ("web", "web-annotations")),
            *(("out.qdpx", "refi-qda"), ("out.dna", "dna")),
        ):
            export(project, made / name, format_id)
        yield made


def add_odd_things(project: Project) -> None:
    odd = NewArticle(id="odd", title="a/b", text=ODD, meta={"published": "2025-05-19"})
    label = Annotation(
        id="o1",
        article="odd",
        code="cue",
        coder="c-odd",
        fragments=(Fragment(5, 6), Fragment(11, 12)),
        texts=("\x07", "😀"),
        contexts=(("Bell ", " and 😀 “words”\x00.\n"), ("Bell \x07 and ", " “words”\x00.\n")),
        note="| and \\ ->",
    )
    records = (
        Coder(id="c-odd", handle="o/d.d"),
        label,
        replace(annotation("s3", "source", "Others, too"), note="rude?"),
        make_link("t1", "target", to="s3"),
    )
    blank = NewArticle(id="blank", title="Nothing", text=" \n")
    project.apply(ImportRecords(articles=(odd, blank), records=records))


def in_words(text: str) -> Callable[[int], int]:
    """Return what turns a UTF-16 unit of a text into a code point."""
    return lambda unit: len(text.encode("utf-16-le")[: 2 * unit].decode("utf-16-le"))


def the(folder: Path, part: str, name: str) -> Path:
    (found,) = folder.glob(f"{part}/*{name}")
    return found


# INCEpTION


def test_cassis_finds_labels_with_answers_and_slots(folder: Path) -> None:
    with (folder / "xmi" / "TypeSystem.xml").open("rb") as file:
        types = cassis.load_typesystem(file)
    with the(folder, "xmi", "mayor-speaks.txt/ana.xmi").open("rb") as file:
        cas = cassis.load_cas_from_xmi(file, typesystem=types)
    assert cas.sofa_string == TEXT
    quote, piece = cas.select("webanno.custom.quote")
    assert (quote.get_covered_text(), piece.get_covered_text()) == (
        "“We win,”",
        "“and\u00a0stay.”",
    )
    assert (quote.stance, quote.negated) == ("-1", "no")
    assert [link.target.get_covered_text() for link in quote.said_by.elements] == [
        "the mayor",
        "Others",
    ]
    assert [link.target for link in piece.piece_of.elements] == [quote]
    (sentiment,) = cas.select("webanno.custom.sentiment")
    assert sentiment.basis.elements == ["policy", "person"]
    tokens = [one.get_covered_text() for one in cas.select(f"{SEGMENTS}.Token")]
    assert tokens[:6] == ["Mayor", "😀", "speaks", "“", "We", "win"]
    assert len(cas.select(f"{SEGMENTS}.Sentence")) > 3


SEGMENTS = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type"


def test_fields_called_as_python_s_words_or_uima_s_own_can_be_read(tmp_path: Path) -> None:
    odd = [Field(id=one, name=one, type=FieldType.TEXT) for one in ("class", "end", "1st", "sofa")]
    with sample(tmp_path) as project:
        project.apply(PutCode(Code(id="third", name="Third", fields=tuple(odd))))
        said = {one.id: f"said {one.id}" for one in odd}
        label = annotation("x1", "third", "Others", **said)
        project.apply(ImportRecords(records=(label,)))
        codebook = project.codebook()
        export(project, tmp_path / "xmi", "uima-xmi")
    with (tmp_path / "xmi" / "TypeSystem.xml").open("rb") as file:
        types = cassis.load_typesystem(file)
    with the(tmp_path, "xmi", "mayor-speaks.txt/ana.xmi").open("rb") as file:
        (found,) = cassis.load_cas_from_xmi(file, typesystem=types).select("webanno.custom.third")
    assert (found.class_, found.end_, found.x1st, found.sofa_) == tuple(said.values())
    back = read_back(tmp_path / "xmi", codebook=codebook)
    assert any("'class': 'said class', 'end': 'said end'" in one[4] for one in back.labels)


def test_what_xml_lacks_is_replaced_in_its_place(folder: Path) -> None:
    with (folder / "xmi" / "TypeSystem.xml").open("rb") as file:
        types = cassis.load_typesystem(file)
    with the(folder, "xmi", "-a-b.txt/o_d.d.xmi").open("rb") as file:
        cas = cassis.load_cas_from_xmi(file, typesystem=types)
    assert cas.sofa_string == ODD.replace("\x07", "\ufffd").replace("\0", "\ufffd")
    assert [one.get_covered_text() for one in cas.select("webanno.custom.cue")] == ["\ufffd", "😀"]


def test_an_article_without_labels_has_a_file_of_nobody(folder: Path) -> None:
    names = {path.name for path in folder.glob("xmi/*/*.xmi")}
    assert names == {"ana.xmi", "ben.xmi", "gold.xmi", "o_d.d.xmi", "INITIAL_CAS.xmi"}


# WebAnno


def test_a_line_has_a_cell_for_each_feature_and_stacked_labels_share_it(folder: Path) -> None:
    path = the(folder, "tsv", "mayor-speaks.txt/ana.tsv")
    lines = path.read_text(encoding="utf-8").split("\n")
    assert lines[0] == "#FORMAT=WebAnno TSV 3.3"
    assert lines[1].startswith("#T_SP=webanno.custom.quote|stance|negated|")
    assert "#T_SP=webanno.custom.cue|" in lines
    widths = {line.count("\t") for line in lines if line[:1].isdigit()}
    assert len(widths) == 1
    others = next(line for line in lines if "\tOthers\t" in line)
    assert any("unclear[" in cell and "|" in cell for cell in others.split("\t"))


def test_signs_that_mean_something_are_escaped(folder: Path) -> None:
    text = the(folder, "tsv", "-a-b.txt/o_d.d.tsv").read_text(encoding="utf-8")
    assert "\\| and \\\\ \\->[1]" in text


# REFI-QDA


def project_of(folder: Path) -> Any:
    with zipfile.ZipFile(folder / "out.qdpx") as archive:
        return etree.fromstring(archive.read("project.qde"))


def test_the_project_keeps_the_rules_of_the_standard(folder: Path) -> None:
    root = project_of(folder)
    etree.XMLSchema(etree.parse(HERE / "refi-project.xsd")).assertValid(root)
    space = {"q": "urn:QDA-XML:project:1.0"}
    guids = set(root.xpath("//@guid"))
    assert guids.issuperset(root.xpath("//@targetGUID"))
    assert guids.issuperset(root.xpath("//@creatingUser"))
    with zipfile.ZipFile(folder / "out.qdpx") as archive:
        for source in root.xpath("//q:TextSource", namespaces=space):
            name = source.get("plainTextPath").removeprefix("internal://")
            text = archive.read(f"sources/{name}").decode()
            for one in source.xpath("q:PlainTextSelection[@name]", namespaces=space):
                start, end = int(one.get("startPosition")), int(one.get("endPosition"))
                assert text[start:end] == one.get("name")


def test_codes_lie_in_one_another_and_variables_have_types(folder: Path) -> None:
    root, space = project_of(folder), {"q": "urn:QDA-XML:project:1.0"}
    speech = root.xpath("//q:Codes/q:Code[@name='Speech']", namespaces=space)[0]
    assert speech.get("isCodable") == "false"
    assert [one.get("name") for one in speech.xpath("q:Code", namespaces=space)] == ["Quote"]
    kinds = {
        one.get("name"): one.get("typeOfVariable")
        for one in root.xpath("//q:Variable", namespaces=space)
    }
    assert kinds["published"] == "Date"
    assert kinds["outlet"] == "Text"


def test_answers_can_be_codes_below_their_code(tmp_path: Path) -> None:
    with sample(tmp_path) as project:
        chosen = Selection(options={"answer-codes": True})
        export(project, tmp_path / "out.qdpx", "refi-qda", chosen)
    root, space = project_of(tmp_path), {"q": "urn:QDA-XML:project:1.0"}
    role = root.xpath("//q:Code[@name='Source']/q:Code[@name='Role']", namespaces=space)[0]
    expert = role.xpath("q:Code[@name='Expert']/@guid", namespaces=space)[0]
    selected = root.xpath(f"//q:CodeRef[@targetGUID='{expert}']/../..", namespaces=space)
    assert [one.get("name") for one in selected] == ["the mayor"]


def as_it_is_there(code: Code) -> tuple[object, ...]:
    return code.id, code.name, code.parent, code.group, code.colour, code.definition


def test_a_codebook_goes_out_by_the_rules_and_comes_back(tmp_path: Path) -> None:
    save_codebook(CODEBOOK, tmp_path / "book.qdc")
    root = etree.parse(tmp_path / "book.qdc")
    etree.XMLSchema(etree.parse(HERE / "refi-codebook.xsd")).assertValid(root)
    found = any_codebook(tmp_path / "book.qdc")
    assert list(map(as_it_is_there, found.codes)) == list(map(as_it_is_there, CODEBOOK.codes))
    assert "8 fields with their answers" in losses_of(CODEBOOK, writing_format(tmp_path / "b.qdc"))


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples are not beside the project")
def test_files_of_other_programs_keep_the_same_rules() -> None:
    schema = etree.XMLSchema(etree.parse(HERE / "refi-project.xsd"))
    for path in SAMPLES.glob("refi/*.qdpx"):
        with zipfile.ZipFile(path) as archive:
            name = next(one for one in archive.namelist() if one.endswith(".qde"))
            schema.assertValid(etree.fromstring(archive.read(name)))


# Web annotations


def test_every_annotation_names_its_words_and_a_text_that_is_there(folder: Path) -> None:
    collection = json.loads((folder / "web" / "annotations.jsonld").read_text(encoding="utf-8"))
    items = collection["first"]["items"]
    assert collection["total"] == len(items) == len({one["id"] for one in items})
    known = {one["id"] for one in items}
    for one in items:
        for target in one["target"] if isinstance(one["target"], list) else [one["target"]]:
            if isinstance(target, str):
                assert target in known or (folder / "web" / target).is_file()
                continue
            with (folder / "web" / target["source"]).open(encoding="utf-8", newline="") as file:
                text = file.read()
            place, quote = target["selector"]
            assert text[place["start"] : place["end"]] == quote["exact"]
            assert text[: place["start"]].endswith(quote["prefix"])
            assert text[place["end"] :].startswith(quote["suffix"])


# DNA


def test_each_statement_has_a_value_of_each_variable(folder: Path) -> None:
    tables = ("DATABOOLEAN", "DATAINTEGER", "DATASHORTTEXT", "DATALONGTEXT")
    with closing(sqlite3.connect(folder / "out.dna")) as database:
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        wanted = database.execute(
            "SELECT s.ID, v.ID FROM STATEMENTS s JOIN VARIABLES v USING (StatementTypeId)"
        ).fetchall()
        said = [
            row
            for table in tables
            for row in database.execute(f"SELECT StatementId, VariableId FROM {table}")  # noqa: S608 - a name from above
        ]
        assert sorted(said) == sorted(wanted)
        kinds = dict(database.execute("SELECT Variable, DataType FROM VARIABLES"))
        assert kinds["negated"] == "boolean"
        assert kinds["times"] == "short text"  # as nobody has answered it
        text, start, stop = database.execute(
            "SELECT Text, Start, Stop FROM STATEMENTS s JOIN DOCUMENTS d ON d.ID = s.DocumentId"
            " JOIN STATEMENTTYPES t ON t.ID = s.StatementTypeId WHERE Label = 'Quote'"
        ).fetchone()
        point = in_words(text)
        assert text[point(start) : point(stop)] == "“We win,” the mayor said, “and\u00a0stay.”"


def test_links_are_named_with_what_is_known_of_actors(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "out.dna")) as database:
        said = database.execute(
            "SELECT e.Value FROM DATASHORTTEXT d JOIN ENTITIES e ON e.ID = d.Entity"
            " JOIN VARIABLES v ON v.ID = d.VariableId WHERE v.Variable = 'said_by'"
        ).fetchall()
        assert said == [("Maja Berg; Others",)]
        date = "SELECT Date FROM DOCUMENTS WHERE Title = 'a/b'"
        assert database.execute(date).fetchone() == (1747612800,)


def test_coders_log_in_with_the_password_that_was_chosen(tmp_path: Path) -> None:
    with sample(tmp_path) as project:
        chosen = Selection(options={"password": "open sesame"})
        export(project, tmp_path / "out.dna", "dna", chosen)
    with closing(sqlite3.connect(tmp_path / "out.dna")) as database:
        rows = database.execute("SELECT ID, Name, Password FROM CODERS").fetchall()
    assert rows[0][:2] == (1, "Admin")
    assert {row[2] for row in rows} == {kept_secret("open sesame")}
    assert len(rows[0][2]) == 64


# What came from other programs


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples are not beside the project")
@pytest.mark.parametrize(
    ("source", "format_id", "name"),
    [
        ("refi/handmade.qdpx", "refi-qda", "out.qdpx"),
        ("inception-xmi/harbour.txt", "uima-xmi", "out"),
        ("webanno-tsv/cafe.txt", "webanno-tsv", "out"),
        ("w3c", "web-annotations", "out"),
        ("dna/sample.dna", "dna", "out.dna"),
    ],
)
def test_what_came_in_goes_out_and_comes_back(
    source: str, format_id: str, name: str, tmp_path: Path
) -> None:
    with Project.create(tmp_path / "one.annotator") as project:
        batch = collect([SAMPLES / source], ReadOptions(extend_codebook=True), project)
        project.apply(import_edit(batch.items, project, batch.companions))
        export(project, tmp_path / name, format_id)
        found = read_back(tmp_path / name, codebook=project.codebook())
        texts = [
            NewArticle(id=one.id, title=one.title, text=project.article_text(one.id))
            for one in project.articles()
        ]
        kinds = (Coder, Actor, Annotation, Link)
        records = [one for kind in kinds for one in project.find(kind)]
        wanted = held(texts, records)
    assert found.labels
    assert found == wanted


# What is told before


def told(project: Project, format_id: str) -> str:
    return " ".join(losses(export_format(format_id), project, Selection()))


def test_what_a_tool_lacks_is_told_with_counts(tmp_path: Path) -> None:
    with sample(tmp_path) as project:
        add_odd_things(project)
        xmi, tsv, dna = (told(project, one) for one in ("uima-xmi", "webanno-tsv", "dna"))
        web = told(project, "web-annotations")
    assert "1 article without a text will be left out." in xmi
    assert "1 article has control characters in the text that XML can’t hold" in xmi
    assert "2 annotations in several pieces will be 4 labels" in xmi
    assert "o/d.d → o_d.d" in xmi
    assert "1 gold annotation will be those of a coder called “gold”." in web
    assert "annotation of whole articles will be left out." in tsv
    assert "links to actors will be given by the actors’ names." in tsv
    assert "2 annotations in several pieces will not be given piece by piece." in dna
    assert "without a date will have the first day of 1970" in dna


def test_the_same_project_gives_the_same_bytes(tmp_path: Path) -> None:
    with sample(tmp_path) as project:
        for format_id, suffix in (("refi-qda", ".qdpx"), ("dna", ".dna")):
            one, other = (tmp_path / f"{name}{suffix}" for name in ("one", "other"))
            export(project, one, format_id)
            export(project, other, format_id)
            assert one.read_bytes() == other.read_bytes()
