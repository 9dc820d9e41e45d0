"""Projects of tools for annotation and qualitative analysis, with what those tools do otherwise."""

import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import cassis
import pytest
import tool_files
from tool_files import CRLF, QUOTE, SPEAKER, TEXT, points, selection, utf16

from annotator.domain.annotation import Annotation, Link
from annotator.domain.codebook import Code
from annotator.domain.errors import UserError
from annotator.domain.people import Coder
from annotator.formats.codebooks import any_codebook
from annotator.formats.folders import files_of
from annotator.formats.incoming import Found, Incoming, ReadOptions, Told


def read(*sources: Path) -> list[Found]:
    files, _ = files_of(sources)
    wanted = ReadOptions(extend_codebook=True)
    return [one for file in files for one in file.format.importer.read(file.path, wanted)]


def articles(found: list[Found]) -> list[Incoming]:
    return [one for one in found if isinstance(one, Incoming)]


def said(found: list[Found]) -> list[str]:
    return [one.message for one in found if isinstance(one, Told)]


def refused(found: list[Found]) -> list[str]:
    return [str(one) for one in found if isinstance(one, UserError)]


def spoken(one: Incoming) -> list[tuple[str, str, str]]:
    """Return the labels with their words and whose they are."""
    handles = {c.id: c.handle for c in one.records if isinstance(c, Coder)}
    return [
        (a.code, " … ".join(a.texts), handles[a.coder])
        for a in one.records
        if isinstance(a, Annotation)
    ]


def links(one: Incoming) -> list[tuple[str, str, str]]:
    every = {a.id: a for a in one.records if isinstance(a, Annotation)}
    return [
        (each.type, every[each.annotation].code, every[each.target_annotation or ""].code)
        for each in one.records
        if isinstance(each, Link)
    ]


def codes(one: Incoming) -> dict[str, Code]:
    return {code.name: code for code in one.records if isinstance(code, Code)}


BOTH = [("quote", QUOTE, "edda"), ("who", SPEAKER, "edda")]


@pytest.mark.parametrize("folder", ["sources", "Sources", "."])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("counts_mark", [False, True])
def test_texts_of_refi_with_a_mark_and_in_any_folder(
    tmp_path: Path, folder: str, mark: str, counts_mark: bool
) -> None:
    shift = len(mark) if counts_mark else 0
    parts = [
        selection((start + shift, end + shift), code, name=words)
        for words, code in ((QUOTE, "q"), (SPEAKER, "w"))
        for start, end in [points(TEXT, words)]
    ]
    project = tool_files.refi_project(parts)
    path = tool_files.write_qdpx(tmp_path / "p.qdpx", project, f"{mark}{TEXT}", folder)
    (one,) = articles(read(path))
    assert one.article.text == TEXT
    assert one.article.meta == {"document": "bakery", "outlet": "Morgenpost"}
    assert spoken(one) == BOTH
    assert codes(one)["Quote"].parent == codes(one)["Speech"].id
    assert codes(one)["Speech"].group


@pytest.mark.parametrize("counting", ["two", "one", "utf-16"])
def test_line_ends_are_counted_as_the_words_of_the_selections_say(
    tmp_path: Path, counting: str
) -> None:
    count = utf16 if counting == "utf-16" else points
    counted = TEXT if counting == "one" else CRLF
    parts = [
        selection(count(counted, words), code, name=words[:9])
        for words, code in ((QUOTE, "q"), (SPEAKER, "w"))
    ]
    path = tool_files.write_qdpx(tmp_path / "p.qdpx", tool_files.refi_project(parts), CRLF)
    (one,) = articles(read(path))
    assert one.article.text == TEXT
    assert spoken(one)[1] == BOTH[1]


def test_unknown_people_stay_apart_and_a_bare_ampersand_is_one(tmp_path: Path) -> None:
    parts = [
        selection(points(TEXT, QUOTE), "q", user="11112222-a"),
        selection(
            points(TEXT, SPEAKER),
            "w",
            user="33334444-b",
            more="<Description>R&D &nbsp;x</Description>",
        ),
    ]
    path = tool_files.write_qdpx(
        tmp_path / "p.qdpx", tool_files.refi_project(parts, origin="MAXQDA & Co")
    )
    (one,) = articles(read(path))
    assert spoken(one) == [("quote", QUOTE, "User 11112222"), ("who", SPEAKER, "User 33334444")]
    assert [a.note for a in one.records if isinstance(a, Annotation)] == ["", "R&D \u00a0x"]


def test_links_notes_and_cases_of_refi_come_over(tmp_path: Path) -> None:
    parts = [
        selection(points(TEXT, QUOTE), "q", ident="a"),
        selection(points(TEXT, SPEAKER), "w", ident="b", more='<NoteRef targetGUID="n-2"/>'),
        (
            '<PlainTextSelection guid="m" startPosition="0" endPosition="8" creatingUser="u-1">'
            "<Description>check this</Description></PlainTextSelection>"
        ),
    ]
    more = (
        '<Notes><Note guid="n-1" name="diary"><PlainTextContent>a day</PlainTextContent></Note>'
        '<Note guid="n-2"><PlainTextContent>is she the owner?</PlainTextContent></Note></Notes>'
        '<Links><Link guid="l" name="said by" originGUID="A" targetGUID="{B}"/></Links>'
        '<Cases><Case guid="k" name="Town"><SourceRef targetGUID="t-1"/></Case></Cases>'
    )
    path = tool_files.write_qdpx(tmp_path / "p.qdpx", tool_files.refi_project(parts, more))
    found = read(path)
    (one,) = articles(found)
    assert links(one) == [("said_by", "quote", "who")]
    assert one.article.meta["case"] == "Town"
    assert one.article.note == "first\n“Bäckerei”: check this (edda)"
    assert "is she the owner?" in [a.note for a in one.records if isinstance(a, Annotation)]
    assert said(found) == ["Left out: 1 note on no source."]


def test_labels_of_refi_that_stand_nowhere_are_named(tmp_path: Path) -> None:
    parts = [
        selection(points(TEXT, QUOTE), "q", name=QUOTE),
        selection((5, 9), "w", name="Words that nobody wrote"),
        selection((4, 13), "w", name=SPEAKER),
        selection(points(TEXT, "She sighed"), "w", name="She sighed"),
    ]
    found = read(tool_files.write_qdpx(tmp_path / "p.qdpx", tool_files.refi_project(parts)))
    (one,) = articles(found)
    assert [words for _, words, _ in spoken(one)] == [QUOTE, SPEAKER, "She sighed"]
    assert len(refused(found)) == 1
    assert "Words that nobody wrote" in refused(found)[0]
    assert any("stood elsewhere" in one for one in said(found))


def test_sources_without_text_or_outside_are_named(tmp_path: Path) -> None:
    more = (
        '</TextSource><PictureSource guid="p" name="photo"/>'
        '<TextSource guid="o" name="away" plainTextPath="relative:///../../etc/passwd"/>'
        '<TextSource guid="x" name="gone" plainTextPath="internal://gone.txt">'
    )
    path = tool_files.write_qdpx(tmp_path / "p.qdpx", tool_files.refi_project([], source=more))
    found = read(path)
    assert len(articles(found)) == 1
    listed = " ".join(refused(found))
    assert all(word in listed for word in ("photo", "outside of the file", "Its text is missing"))


def test_entities_are_refused_and_nothing_is_fetched(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    project = tool_files.refi_project([]).replace(
        "<Project",
        f'<!DOCTYPE Project [<!ENTITY s SYSTEM "{(tmp_path / "secret.txt").as_uri()}">]><Project',
    )
    found = read(tool_files.write_qdpx(tmp_path / "p.qdpx", project))
    assert articles(found) == []
    assert "declares entities" in refused(found)[0]


def test_a_codebook_of_refi_is_a_project_s_codebook(tmp_path: Path) -> None:
    whole = tool_files.refi_project([])
    inner = whole[whole.index("<Codes>") : whole.index("</CodeBook>")]
    path = tmp_path / "b.qdc"
    path.write_text(
        f'\ufeff<?xml version="1.0" encoding="utf-8"?>\n'
        f'<CodeBook xmlns="urn:QDA-XML:codebook:1.0">{inner}</CodeBook>',
        encoding="utf-8",
    )
    names = [(code.name, code.parent, code.group) for code in any_codebook(path).codes]
    assert names == [("Speech", "", True), ("Quote", "speech", False), ("Who", "speech", False)]
    (refusal,) = read(path)
    assert isinstance(refusal, UserError)
    assert "codebook import" in refusal.remedy


def test_codes_that_stand_deeper_than_a_codebook_s_come_in_under_the_nearest(
    tmp_path: Path,
) -> None:
    whole = tool_files.refi_project([selection(points(TEXT, QUOTE), "e")])
    deep = "".join(f'<Code name="{one}" guid="{one}">' for one in "abcde") + "</Code>" * 5
    path = tool_files.write_qdpx(tmp_path / "p.qdpx", whole.replace("<Codes>", f"<Codes>{deep}"))
    (one,) = articles(read(path))
    assert spoken(one) == [("e", QUOTE, "edda")]
    parents = {name: code.parent for name, code in codes(one).items() if len(name) == 1}
    assert parents == {"a": "", "b": "a", "c": "b", "d": "b", "e": "b"}


def test_a_folder_of_qualcoder_comes_in_by_its_database(tmp_path: Path) -> None:
    folder = tmp_path / "study.qda"
    tool_files.write_qualcoder(folder / "data.qda")
    (folder / "documents").mkdir()
    (folder / "documents" / "bakery.txt").write_text(TEXT, encoding="utf-8")
    found = read(folder)
    (one,) = articles(found)
    assert spoken(one) == [("quote", QUOTE, "edda"), ("who", SPEAKER, "finn")]
    assert one.article.meta == {"document": "bakery", "outlet": "Morgenpost"}
    assert one.article.note == "a file\n“Bäckerei”: check (finn)"
    first = next(a for a in one.records if isinstance(a, Annotation))
    assert (first.note, dict(first.values)) == ("loud", {"important": True})
    assert said(found) == ["Left out: 1 entry of the journal."]
    assert "photo.jpg" in refused(found)[0]


def test_positions_that_a_window_counted_are_taken_as_such(tmp_path: Path) -> None:
    # Each place is one further on than in Python: the picture is two units in a window.
    path = tool_files.write_qualcoder(tmp_path / "data.qda", shift=1)
    (one,) = articles(read(path))
    assert [words for _, words, _ in spoken(one)] == [QUOTE, SPEAKER]
    assert not any("elsewhere" in one for one in said(read(path)))


def test_a_database_that_is_still_open_is_refused(tmp_path: Path) -> None:
    path = tool_files.write_qualcoder(tmp_path / "data.qda")
    (tmp_path / "data.qda-wal").write_bytes(b"more")
    files, _ = files_of([tmp_path / "data.qda"])
    found = list(files[0].format.importer.read(path, ReadOptions()))
    assert "data.qda-wal" in refused(found)[0]


def test_nothing_that_a_foreign_database_says_is_run(tmp_path: Path) -> None:
    path = tool_files.write_qualcoder(tmp_path / "data.qda")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("ALTER TABLE journal RENAME TO old")
        connection.execute(
            "CREATE VIEW journal AS SELECT 'x' AS name, load_extension('y') AS jentry"
        )
        connection.execute("ALTER TABLE attribute ADD COLUMN more AS (upper(value))")
        connection.execute("CREATE TRIGGER t AFTER INSERT ON source BEGIN DELETE FROM source; END")
        connection.commit()
    before = path.read_bytes()
    found = read(path)
    assert len(articles(found)) == 1
    assert said(found) == []
    assert path.read_bytes() == before


def test_highlights_of_taguette_stand_in_the_text_of_its_pages(tmp_path: Path) -> None:
    found = read(tool_files.write_taguette(tmp_path / "project.sqlite3"))
    (one,) = articles(found)
    assert one.article.text == TEXT.replace("Edda Falk", "Edda\u00a0Falk")
    assert spoken(one) == [("speech_quote", QUOTE, "edda")]
    assert codes(one)["speech.quote"].parent == codes(one)["speech"].id
    assert said(found) == ["Left out: 1 highlight without a tag."]


def test_the_account_of_taguette_itself_is_nobody(tmp_path: Path) -> None:
    found = read(tool_files.write_taguette(tmp_path / "project.sqlite3", users=("admin",)))
    assert spoken(articles(found)[0]) == [("speech_quote", QUOTE, "Taguette")]
    assert any("Nobody is said" in one for one in said(found))


@pytest.mark.parametrize("version", [2, 3])
def test_statements_of_both_versions_of_dna_come_in(tmp_path: Path, version: int) -> None:
    (one,) = articles(read(tool_files.write_dna(tmp_path / "a.dna", version=version)))
    assert spoken(one) == [("statement", QUOTE, "Edda")]
    assert one.article.meta == {
        "author": "Ada Bo",
        "outlet": "Morgenpost",
        "published": "2025-05-02T08:00:00",
    }
    (mark,) = (a for a in one.records if isinstance(a, Annotation))
    assert mark.values == {"person": "edda_falk", "agrees": False}
    assert codes(one)["Statement"].colour == "#0102FF"


@pytest.mark.parametrize("types", [True, False])
@pytest.mark.parametrize("text", [TEXT, CRLF])
def test_a_cas_comes_in_with_links_relations_and_what_is_said(
    tmp_path: Path, types: bool, text: str
) -> None:
    folder = tmp_path / "bakery.txt"
    folder.mkdir()
    (folder / "edda.xmi").write_text(tool_files.xmi(text), encoding="utf-8")
    (folder / "finn.xmi").write_text(tool_files.xmi(text, ident="finn"), encoding="utf-8")
    if types:
        (tmp_path / "TypeSystem.xml").write_text(tool_files.TYPES, encoding="utf-8")
    found = read(tmp_path)
    first, second = articles(found)
    assert refused(found) == []
    assert first.article.text == second.article.text == TEXT
    assert spoken(first) == [*BOTH, ("tone", "", "edda")]
    assert spoken(second) == [(*one[:2], "finn") for one in spoken(first)]
    assert sorted(links(first)) == [("by", "quote", "who"), ("speaker", "quote", "who")]
    assert first.article.meta == {"document": "bakery.txt", "language": "en"}
    values = [dict(a.values) for a in first.records if isinstance(a, Annotation)]
    assert values == [{"kind": "direct", "tags": ["a", "b"]}, {}, {"value": "sad"}]


def test_an_export_of_a_project_comes_in_with_all_coders(tmp_path: Path) -> None:
    path = tmp_path / "project.zip"
    with zipfile.ZipFile(path, "w") as opened:
        opened.writestr("exportedproject.json", "{}")
        for coder in ("edda", "finn", "INITIAL_CAS"):
            inner = tmp_path / "inner.zip"
            with zipfile.ZipFile(inner, "w") as within:
                within.writestr(f"{coder}.xmi", tool_files.xmi(TEXT, ident=coder))
                within.writestr("TypeSystem.xml", tool_files.TYPES)
            opened.writestr(f"annotation/bakery.txt/{coder}.zip", inner.read_bytes())
    (one,) = articles(read(path))
    assert {handle for _, _, handle in spoken(one)} == {"edda", "finn", "INCEpTION"}
    assert len(spoken(one)) == 9
    assert len(links(one)) == 6


def test_xmi_of_newer_xml_and_with_signs_that_none_can_have(tmp_path: Path) -> None:
    said_so = tool_files.xmi(TEXT.replace("She", "\u0001he")).replace(
        'version="1.0"', 'version="1.1"'
    )
    path = tmp_path / "a.xmi"
    path.write_text(said_so.replace("\u0001", "&#1;"), encoding="utf-8")
    (one,) = articles(read(path))
    assert [words for _, words, _ in spoken(one)] == [QUOTE, SPEAKER, ""]


def test_a_table_of_webanno_comes_in_with_parts_of_words_and_chains(tmp_path: Path) -> None:
    folder = tmp_path / "bakery.txt"
    folder.mkdir()
    (folder / "edda.tsv").write_text(tool_files.TSV, encoding="utf-8")
    found = read(tmp_path)
    (one,) = articles(found)
    assert one.article.text == "Bäckerei 🥐 closes. Edda Falk left it."
    assert spoken(one) == [
        ("coreferencelink", "Bäckerei", "edda"),
        ("speech", "close", "edda"),
        ("speech", "Edda Falk", "edda"),
        ("speech", "Falk", "edda"),
        ("speech", "left", "edda"),
        ("coreferencelink", "it", "edda"),
    ]
    values = [dict(a.values) for a in one.records if isinstance(a, Annotation)]
    assert values[1] == {"role": "event", "note": codes(one)["Speech"].fields[1].choices[0].id}
    assert codes(one)["Speech"].fields[1].choices[0].name == "a|b"
    assert sorted(links(one)) == [
        ("by", "speech", "speech"),
        ("coreferencelink", "coreferencelink", "coreferencelink"),
    ]
    assert said(found) == ["Left out: 2 annotations of words’ kinds, forms and syntax."]


@pytest.mark.parametrize("shared", [True, False])
def test_what_another_library_writes_comes_in(tmp_path: Path, shared: bool) -> None:
    types = cassis.TypeSystem()
    quote = types.create_type("webanno.custom.Quote")
    who = types.create_type("webanno.custom.Who")
    link = types.create_type("webanno.custom.QuoteLink", supertypeName="uima.cas.TOP")
    types.create_feature(link, "role", "uima.cas.String")
    types.create_feature(link, "target", "uima.tcas.Annotation")
    types.create_feature(quote, "sure", "uima.cas.Boolean")
    for name, kind in (("ends", "uima.cas.FSArray"), ("tags", "uima.cas.StringArray")):
        types.create_feature(quote, name, kind, multipleReferencesAllowed=shared)
    cas = cassis.Cas(types)
    cas.sofa_string = TEXT
    there = who(begin=points(TEXT, SPEAKER)[0], end=points(TEXT, SPEAKER)[1])
    said_so = quote(begin=points(TEXT, QUOTE)[0], end=points(TEXT, QUOTE)[1], sure=True)
    said_so.ends = types.get_type("uima.cas.FSArray")(elements=[link(role="by", target=there)])
    said_so.tags = types.get_type("uima.cas.StringArray")(elements=["a", "b"])
    cas.add_all([there, said_so])
    cas.to_xmi(tmp_path / "bakery.xmi")
    types.to_xml(tmp_path / "TypeSystem.xml")
    (one,) = articles(read(tmp_path))
    assert links(one) == [("by", "quote", "who")]
    assert {words for _, words, _ in spoken(one)} == {QUOTE, SPEAKER}
    values = [dict(a.values) for a in one.records if isinstance(a, Annotation)]
    assert {"sure": True, "tags": ["a", "b"]} in values
