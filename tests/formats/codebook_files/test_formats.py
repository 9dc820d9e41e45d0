"""Every format of codebooks: what goes out comes back, and what is wrong is named."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from msgspec.structs import replace
from projects import CODEBOOK, PIECES

from annotator.domain.codebook import (
    Choice,
    Code,
    Codebook,
    Condition,
    Field,
    FieldType,
    Level,
    Moved,
)
from annotator.domain.errors import UserError
from annotator.formats.codebook_files.answers_schema import answers_schema
from annotator.formats.codebooks import (
    CODEBOOK_FORMATS,
    any_codebook,
    codebook_kinds,
    losses_of,
    save_codebook,
    writing_format,
)
from annotator.formats.files.codebook import shipped

BOTH_WAYS = [row for row in CODEBOOK_FORMATS if row.read and row.write and row.id != "refi"]
WHOLE = [row for row in BOTH_WAYS if not row.losses]
BOOKS = [CODEBOOK, *(any_codebook(path) for *_, path in shipped())]

awkward = st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=5).map("".join)
names = awkward.map(lambda text: f"{text}x")


@st.composite
def codebooks(draw: st.DrawFn) -> Codebook:
    """Draw a codebook with the worst that names, guidelines, defaults and conditions can be."""
    choices = tuple(
        Choice(one, draw(names), draw(awkward), (Choice(f"{one}_1", draw(names)),))
        for one in ("a", "b")
    )
    moved = (
        Moved(draw(names), "a"),
        Moved(3, draw(names)),
        Moved(was=True),
        Moved("g", ("a", "b")),
    )
    fields = (
        Field(
            id="kind",
            name=draw(names),
            type=FieldType.CHOICE,
            choices=choices,
            default="b",
            moved=moved,
        ),
        Field(
            id="several",
            name="Several",
            type=FieldType.MULTI_CHOICE,
            level=Level.SET,
            choices=choices,
            default=("a_1", "b"),
        ),
        Field(
            id="words",
            name=draw(names),
            type=FieldType.TEXT,
            required=True,
            default=draw(names),
            shown_if=Condition("kind", ("a", "b_1")),
            help=draw(awkward),
        ),
        Field(id="flag", name="F", type=FieldType.FLAG, default=draw(st.booleans())),
        Field(
            id="number",
            name="N",
            type=FieldType.NUMBER,
            default=draw(st.integers(-(2**70), 2**70)),
            shown_if=Condition("words", (draw(awkward), "a|b")),
        ),
        Field(id="day", name="D", type=FieldType.DATE, shown_if=Condition("flag", (True,))),
    )
    code = Code(id="c", name=draw(names), definition=draw(awkward), fields=fields)
    return Codebook(title=draw(awkward), description=draw(awkward), version=7, codes=(code,))


@pytest.mark.parametrize("book", BOOKS, ids=lambda book: book.title)
@pytest.mark.parametrize("row", BOTH_WAYS, ids=lambda row: row.id)
def test_a_codebook_comes_back_as_it_went_out(row: Any, book: Codebook, tmp_path: Path) -> None:
    path = tmp_path / f"book{row.suffixes[0]}"
    save_codebook(book, path)
    found = any_codebook(path)
    assert found.codes == book.codes
    assert row.losses or found == book


@given(book=codebooks())
@pytest.mark.parametrize("row", BOTH_WAYS, ids=lambda row: row.id)
def test_awkward_words_come_back_letter_for_letter(
    row: Any, book: Codebook, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("book") / f"book{row.suffixes[0]}"
    with path.open("wb") as file:
        row.write(book, file)
    found = any_codebook(path)
    assert found.codes == book.codes
    assert row.losses or found == book


@pytest.mark.parametrize("row", CODEBOOK_FORMATS, ids=lambda row: row.id)
def test_each_format_is_one_of_a_dialog_and_writes_the_same_bytes_twice(
    row: Any, tmp_path: Path
) -> None:
    assert row.read is None or f"*{row.suffixes[0]}" in codebook_kinds(reading=True)
    if row.write is not None:
        assert f"*{row.suffixes[0]}" in codebook_kinds(reading=False)
        for name in ("a", "b"):
            save_codebook(CODEBOOK, tmp_path / f"{name}{row.suffixes[0]}")
        one, other = (tmp_path / f"{name}{row.suffixes[0]}" for name in ("a", "b"))
        assert one.read_bytes() == other.read_bytes()


def test_a_name_or_an_id_chooses_the_format(tmp_path: Path) -> None:
    assert writing_format(Path("a.TOML")).id == "toml"
    assert writing_format(Path("a.schema.json")).id == "schema"
    assert writing_format(Path("a.codebook.json")).id == "json"
    assert writing_format(Path("a.txt")).id == "json"
    save_codebook(CODEBOOK, tmp_path / "a.txt", "toml")
    assert any_codebook(tmp_path / "a.txt", "toml") == CODEBOOK
    with pytest.raises(UserError, match="only read"):
        writing_format(Path("a.qdpx"))
    with pytest.raises(UserError, match="json, toml, csv"):
        any_codebook(tmp_path / "a.txt", "yaml")


def test_what_a_table_has_no_place_for_is_told() -> None:
    table = next(row for row in CODEBOOK_FORMATS if row.id == "csv")
    empty = Field(id="f", name="Remark", type=FieldType.TEXT, default="")
    book = replace(CODEBOOK, codes=(Code(id="c", name="Quote", fields=(empty,)),))
    told = " ".join(losses_of(book, table))
    assert "title" in told
    assert "description" in told
    assert "empty default of Quote – Remark" in told
    assert [losses_of(book, row) for row in WHOLE] == [[]] * len(WHOLE)


# Files with a mistake


WRONG = {
    "json": """{"schema": "annotator-codebook/1",
 "codes": [
  {"id": "cue", "name": "Cue"},
  {"id": "quote",
   "name": "Quote",
   "fields": [{"id": "cue", "name": "Cue kind", "type": "text"},
              {"id": "stance", "name": "Stance", "type": "scael"}]}]}""",
    "toml": """schema = "annotator-codebook/1"
[[codes]]
id = "cue"
name = "Cue"

[[codes]]
id = "quote"
name = "Quote"
[[codes.fields]]
id = "stance"
name = "Stance"
type = "scael"
""",
    "csv": """code,name,field,field_name,field_type
cue,Cue,,,
quote,Quote,stance,Stance,scael
""",
}
LINES = {"json": 7, "toml": 9, "csv": 3}


@pytest.mark.parametrize("form", WRONG)
def test_a_mistake_is_named_by_file_line_code_and_field(form: str, tmp_path: Path) -> None:
    path = tmp_path / f"book.{form}"
    path.write_text(WRONG[form], encoding="utf-8")
    with pytest.raises(UserError) as caught:
        any_codebook(path)
    said = str(caught.value)
    assert said.startswith(f"book.{form}")
    assert f"line {LINES[form]}," in said
    assert "stance" in said.lower()
    assert "quote" in said.lower()
    assert "scael" in said


def test_what_the_rules_refuse_is_named_too(tmp_path: Path) -> None:
    path = tmp_path / "book.toml"
    text = WRONG["toml"].replace('"scael"', '"choice"')
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UserError, match=r"line 9, .*code “Quote”, field “Stance”: .*needs choices"):
        any_codebook(path)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no column “code”"),
        ("code,colr\nq,red", "line 1: “colr” is no column"),
        ("code,name,name\n", "twice"),
        ("code,name\n,Quote", "line 2: The row names no code"),
        ("code,name\nq,Quote\nq,Cue", "line 3, code q: Its “name” is another one"),
        ("code,name,choice\nq,Quote,a", "line 2, code q: .*names no field"),
        ("code,name,field,field_type,choice\nq,Q,f,scale,x", "line 2: “x” is no whole number"),
        (
            "code,name,field,field_name,field_type,choice,choice_under\nq,Q,f,F,choice,x,y",
            "line 2, code q, field f: .*“y”",
        ),
        ("code,name,field,field_type,field_required\nq,Q,f,flag,perhaps", "neither true nor false"),
        ("code,name\nq,Q,R,S", "line 2: .*more cells"),
        ('code,name\nq,"Q', "can’t be read"),
        ("code;name\nq;Q;;;\nq2;", r"code “q2”|q2"),
        ("code,definition\nq,x", "line 2, code q: The code has no “name”"),
        (
            "code,name,field,field_type\nq,Q,f,flag",
            "code q, field f: The field has no “field_name”",
        ),
        ("code,name,field,field_name\nq,Q,f,F", "no “field_type”. Types are choice"),
        ("code,name,link,link_ends\nq,Q,by,actor", "line 2, link by: The link has no “link_name”"),
        ('code,name\nq,"Q"x', "line 2: The table can’t be read.*Save it as CSV"),
        ("code,name\nMy Q,Q", "line 2, code “Q”: “My Q” can't be an id"),
    ],
)
def test_a_wrong_table_is_refused_at_its_line(text: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "book.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UserError, match=rf"book\.csv.*{said}"):
        any_codebook(path)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "nonsense",
        "a = 1",
        "x = " + "[" * 100_000,
        "x = " + "{a=" * 100_000,
        "a." * 50_000 + "b = 1",
        "[" + "a." * 50_000 + "b]",
        "day = 2025-02-31",
        "n = 9" + "9" * 10_000,
        'schema = "annotator-codebook/1"\ncodes = 7',
    ],
    ids=lambda text: text[:12],
)
def test_hostile_toml_is_refused_at_once(text: str, tmp_path: Path) -> None:
    path = tmp_path / "book.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UserError, match=r"book\.toml"):
        any_codebook(path)


@pytest.mark.parametrize("form", ["json", "toml", "csv"])
def test_a_file_that_is_too_large_is_not_read(form: str, tmp_path: Path) -> None:
    path = tmp_path / f"book.{form}"
    with path.open("wb") as file:
        file.truncate(17 * 2**20)
    with pytest.raises(UserError, match="larg"):
        any_codebook(path)


def test_cells_that_a_spreadsheet_would_run_are_kept_from_it(tmp_path: Path) -> None:
    code = Code(id="c", name="=1+1", definition="'=2", include="-a", exclude="’t")
    save_codebook(Codebook(codes=(code,)), tmp_path / "a.csv")
    assert b",'=1+1," in (tmp_path / "a.csv").read_bytes()
    assert any_codebook(tmp_path / "a.csv").codes == (code,)


def test_a_table_of_a_spreadsheet_in_its_own_encoding_comes_in(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("\ufeffcode;name;key\r\nzitat;Äußerung;Z\r\n".encode())
    assert [(one.id, one.name, one.key) for one in any_codebook(path).codes] == [
        ("zitat", "Äußerung", "Z")
    ]


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_a_line_that_says_what_parts_the_cells_is_read(sign: str, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(f"sep={sign}\r\ncode{sign}name\r\nq{sign}Quote\r\nq2{sign}\r\n".encode())
    with pytest.raises(UserError, match="line 4, code q2"):
        any_codebook(path)
    path.write_bytes(f"sep={sign}\r\ncode{sign}name\r\nq{sign}Quote\r\n".encode())
    assert [one.name for one in any_codebook(path).codes] == ["Quote"]


def test_what_is_no_text_is_refused_as_a_table(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(bytes(range(256)))
    with pytest.raises(UserError, match="Save it as CSV") as refused:
        any_codebook(tmp_path / "a.csv")
    assert "article" not in str(refused.value)


@pytest.mark.parametrize("form", ["json", "toml"])
def test_a_key_that_a_codebook_has_not_is_refused(form: str, tmp_path: Path) -> None:
    path = tmp_path / f"a.{form}"
    texts = {
        "json": '{"schema": "annotator-codebook/1", "$schema": "x", "tilte": "T", "codes": []}',
        "toml": 'schema = "annotator-codebook/1"\n"$schema" = "x"\ntilte = "T"\n',
    }
    path.write_text(texts[form], encoding="utf-8")
    with pytest.raises(UserError, match=r"“tilte” is no key here\. Known are schema, title"):
        any_codebook(path)


# The schema of answers


@pytest.mark.parametrize("book", BOOKS, ids=lambda book: book.title)
def test_the_schema_of_answers_is_one(book: Codebook) -> None:
    Draft202012Validator.check_schema(json.loads(json.dumps(answers_schema(book))))


def test_the_schema_takes_right_answers_and_no_others() -> None:
    kinds = (Choice("a", "A", choices=(Choice("a_1", "A1"),)), Choice("b", "B"))
    fields = (
        Field(id="kind", name="Kind", type=FieldType.CHOICE, choices=kinds, required=True),
        Field(id="many", name="Many", type=FieldType.MULTI_CHOICE, choices=kinds),
        Field(
            id="why",
            name="Why",
            type=FieldType.TEXT,
            required=True,
            shown_if=Condition("kind", ("b",)),
        ),
        Field(id="how_many", name="N", type=FieldType.NUMBER),
        Field(id="sure", name="Sure", type=FieldType.FLAG),
    )
    book = Codebook(codes=(Code(id="c", name="C", fields=fields), Code(id="d", name="D")))
    schema: Any = Draft202012Validator(json.loads(json.dumps(answers_schema(book))))
    right: list[dict[str, Any]] = [
        {"code": "c", "values": {"kind": "a_1", "many": ["a", "b"], "how_many": 3}},
        {"code": "c", "values": {"kind": "b", "why": "so", "sure": False}, "layer": "gold"},
        {"code": "d"},
        {"code": "d", "values": {}},
    ]
    wrong: list[dict[str, Any]] = [
        {"values": {}},
        {"code": "e"},
        {"code": "c"},
        {"code": "c", "values": {}},
        {"code": "c", "values": {"kind": "b"}},
        {"code": "c", "values": {"kind": "c"}},
        {"code": "c", "values": {"kind": "a", "many": ["a", "a"]}},
        {"code": "c", "values": {"kind": "a", "how_many": "3"}},
        {"code": "c", "values": {"kind": "a", "sure": "yes"}},
        {"code": "d", "values": {"kind": "a"}},
    ]
    assert [schema.is_valid(one) for one in right] == [True] * len(right)
    assert [schema.is_valid(one) for one in wrong] == [False] * len(wrong)
