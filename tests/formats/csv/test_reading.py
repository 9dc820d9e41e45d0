"""Tables of articles."""

import csv
import io
from collections.abc import Mapping
from pathlib import Path

import pytest

from annotator.domain.errors import UserError
from annotator.formats.csv.reading import layout_of, read
from annotator.formats.files.headings import guess_mapping
from annotator.formats.incoming import Incoming, ReadOptions

Targets = Mapping[str, str] | None


def written(folder: Path, text: str, name: str = "table.csv", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def rows(path: Path, mapping: Targets = None) -> list[Incoming]:
    found = list(read(path, ReadOptions(mapping=mapping)))
    assert all(isinstance(one, Incoming) for one in found), found
    return [one for one in found if isinstance(one, Incoming)]


def refusals(path: Path, mapping: Targets = None) -> list[str]:
    found = read(path, ReadOptions(mapping=mapping))
    return [str(one) for one in found if isinstance(one, UserError)]


def test_each_row_is_an_article_with_its_metadata(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "Headline,Body,Source,By-line,Date,Link,Lang\n"
        'One,"First, line\r\nsecond ""line""",The Herald,A. Writer,19 May 2025,https://a.example,en\n',
    )
    (one,) = rows(path)
    assert one.where == "table.csv, line 2"
    assert one.article.title == "One"
    assert one.article.text == 'First, line\nsecond "line"'
    assert one.article.meta == {
        "outlet": "The Herald",
        "author": "A. Writer",
        "published": "2025-05-19",
        "url": "https://a.example",
        "language": "en",
    }


@pytest.mark.parametrize(
    ("header", "targets"),
    [
        (["title", "text", "outlet"], ["title", "text", "outlet"]),
        (["Titel", "Volltext", "Zeitung", "Autor", "Datum"],
         ["title", "text", "outlet", "author", "published"]),
        (["Titre", "Texte", "Rubrique"], ["title", "text", "section"]),
        (["PUBLICATION_DATE", "article text"], ["published", "text"]),
        (["title", "text", "content"], ["title", "text", "content"]),
        (["text", "Word Count", "word-count", "", "!"],
         ["text", "word_count", "word_count_2", "", ""]),
        (["text", "outlet", "source"], ["text", "outlet", "source"]),
        (["anything"], ["text"]),
        (["العنوان", "النص"], ["title", "text"]),
    ],
)  # fmt: skip
def test_what_columns_hold_is_guessed_from_their_names(
    header: list[str], targets: list[str]
) -> None:
    assert list(guess_mapping(header).values()) == targets


def test_what_the_user_says_goes_before_the_guess(tmp_path: Path) -> None:
    path = written(tmp_path, "text,story,notes\nshort,long,mine\n")
    (one,) = rows(path, {"story": "text", "notes": ""})
    assert (one.article.text, one.article.meta) == ("long", {})


def test_a_column_that_is_not_there_can_not_be_mapped(tmp_path: Path) -> None:
    path = written(tmp_path, "text\nlong\n")
    assert refusals(path, {"body": "text"}) == [
        "table.csv: There is no column “body”. The columns are: text."
    ]


def test_two_columns_can_not_hold_the_same(tmp_path: Path) -> None:
    path = written(tmp_path, "a,b\n1,2\n")
    assert "both hold text" in refusals(path, {"a": "text", "b": "text"})[0]


def test_a_table_without_a_text_column_is_refused_with_its_columns(tmp_path: Path) -> None:
    said = refusals(written(tmp_path, "a,b\n1,2\n"))
    assert said == ["table.csv: No column holds the articles' text. Say which of these does: a, b."]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_delimiter_and_encoding_are_told(tmp_path: Path, delimiter: str, encoding: str) -> None:
    table = io.StringIO(newline="")
    text = "Ça, c’est; bien | „gut“\nzweite\tZeile"
    wanted = [("title", "text", "outlet"), ("Café", text, "Le Monde"), ("Über", "Straße", "")]
    csv.writer(table, delimiter=delimiter).writerows(wanted)
    first, second = rows(written(tmp_path, table.getvalue(), encoding=encoding))
    assert (first.article.title, first.article.meta) == ("Café", {"outlet": "Le Monde"})
    assert first.article.text == text
    assert (second.article.text, second.where) == ("Straße", "table.csv, line 4")


def test_the_line_that_a_spreadsheet_writes_before_the_heading_is_no_row(tmp_path: Path) -> None:
    (one,) = rows(written(tmp_path, "sep=;\ntitle;text\nOne;a, b, c\n"))
    assert (one.article.title, one.article.text) == ("One", "a, b, c")


def test_a_tsv_may_hold_more_commas_than_tabs(tmp_path: Path) -> None:
    (one,) = rows(written(tmp_path, "title\ttext\na, b\tc, d\n", "table.tsv"))
    assert one.article.text == "c, d"


def test_the_layout_can_be_shown_before_anything_is_read(tmp_path: Path) -> None:
    layout = layout_of(written(tmp_path, "Titel;Text;x;x\n1;2;3;4\n"), ReadOptions())
    assert (layout.encoding, layout.delimiter) == ("utf-8", ";")
    assert layout.mapping == {"Titel": "title", "Text": "text", "x": "x", "x (2)": "x_2"}


def test_a_row_that_can_not_be_read_is_named_and_the_others_come(tmp_path: Path) -> None:
    path = written(tmp_path, "title,text\nOne,first\n\nTwo,\nThree,third,too,much\nFour,fourth\n")
    found = list(read(path, ReadOptions()))
    assert [one.where for one in found] == [f"table.csv, line {n}" for n in (2, 4, 5, 6)]
    assert [type(one) for one in found] == [Incoming, UserError, UserError, Incoming]


@pytest.mark.parametrize("text", ["", "\n\n", " , \n"])
def test_an_empty_table_is_refused_by_name(tmp_path: Path, text: str) -> None:
    assert refusals(written(tmp_path, text)) == ["table.csv: The file is empty."]


def test_a_cell_without_bounds_stops_the_table(tmp_path: Path) -> None:
    path = written(tmp_path, f'title,text\nOne,first\nTwo,"{"x" * (16 * 2**20 + 1)}"\n')
    said = refusals(path)
    assert len(said) == 1
    assert said[0].startswith("table.csv, line 3: A cell that begins here has more than 16,777,216")


def test_a_row_without_a_title_takes_the_first_line_of_its_text(tmp_path: Path) -> None:
    (one,) = rows(written(tmp_path, 'title,text\n,"Headline\nText"\n'))
    assert one.article.title == "Headline"


def test_a_zero_character_comes_in_with_its_text(tmp_path: Path) -> None:
    (one,) = rows(written(tmp_path, "title,text\nOne,a\0b\n"))
    assert one.article.text == "a\0b"


def test_a_column_can_name_the_files_that_hold_the_texts(tmp_path: Path) -> None:
    (tmp_path / "table").mkdir()
    (tmp_path / "table" / "one.txt").write_bytes("Schöne Grüße aus Köln".encode("cp1252"))
    (tmp_path / "two.txt").write_text("Two", encoding="utf-8")
    one, two = rows(written(tmp_path, "file,title\none.txt,First\ntwo.txt,Second\n"))
    assert (one.article.title, one.article.text, one.encoding) == (
        "First",
        "Schöne Grüße aus Köln",
        "cp1252",
    )
    assert (two.article.title, two.article.text) == ("Second", "Two")


@pytest.mark.parametrize(
    "name",
    [
        "../secret.txt",
        "{folder}/secret.txt",
        "link.txt",
        "sub/../../secret.txt",
        "secret.key",
        "gone.txt",
        "a\0.txt",
    ],
)
def test_a_table_can_not_reach_files_outside_its_folder(tmp_path: Path, name: str) -> None:
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    inside = tmp_path / "inside"
    (inside / "sub").mkdir(parents=True)
    (inside / "secret.key").write_text("secret", encoding="utf-8")
    (inside / "link.txt").symlink_to(tmp_path / "secret.txt")
    path = written(inside, f"file,title\n{name.format(folder=tmp_path)},First\n")
    (said,) = refusals(path)
    assert said.startswith("table.csv, line 2: ")
    assert not [one for one in read(path, ReadOptions()) if isinstance(one, Incoming)]


def test_a_table_whose_text_is_not_told_still_shows_its_columns(tmp_path: Path) -> None:
    path = written(tmp_path, "kop,verhaal\nEen,Tekst\n")
    assert layout_of(path, ReadOptions()).mapping == {"kop": "kop", "verhaal": "verhaal"}
    assert refusals(path) == [
        "table.csv: No column holds the articles' text. Say which of these does: kop, verhaal."
    ]
    assert [one.article.text for one in rows(path, {"verhaal": "text"})] == ["Tekst"]
