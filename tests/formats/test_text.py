"""Plain text files as articles."""

from pathlib import Path

import pytest

from annotator.domain.errors import UserError
from annotator.formats.incoming import Incoming, ReadOptions
from annotator.formats.text import pasted, read, title_of

STORY = "Der Bürgermeister geht\n\n„Es gibt keinen Grund zu bleiben“, sagte er über seine Straße.\n"


def written(folder: Path, data: bytes | str, name: str = "story.txt") -> Path:
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def article(path: Path, encoding: str | None = None) -> Incoming:
    (found,) = read(path, ReadOptions(encoding=encoding))
    assert isinstance(found, Incoming), found
    return found


def refusal(path: Path, encoding: str | None = None) -> str:
    (found,) = read(path, ReadOptions(encoding=encoding))
    assert isinstance(found, UserError)
    return str(found)


def test_the_first_line_that_is_not_blank_is_the_title_and_stays_in_the_text(
    tmp_path: Path,
) -> None:
    found = article(written(tmp_path, "\n  \n  Leaders press for truce \n\nText.\n"))
    assert found.article.title == "Leaders press for truce"
    assert found.article.text == "\n  \n  Leaders press for truce \n\nText.\n"


def test_line_ends_become_lf_and_nothing_else_changes(tmp_path: Path) -> None:
    text = "A\r\nB\rC\nD\u00a0\u2028\t E\u0000F  \r\n"
    assert article(written(tmp_path, text)).article.text == "A\nB\nC\nD\u00a0\u2028\t E\u0000F  \n"


@pytest.mark.parametrize("mark", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_tells_the_encoding_and_is_dropped(tmp_path: Path, mark: str) -> None:
    found = article(written(tmp_path, STORY.encode(mark)))
    assert found.article.text == STORY
    assert found.encoding == mark.removesuffix("-sig")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "cp1252"])
def test_encodings_without_a_mark_are_told(tmp_path: Path, encoding: str) -> None:
    found = article(written(tmp_path, STORY.encode(encoding)))
    assert (found.article.text, found.encoding) == (STORY, encoding)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Él dijo que mañana habrá más.", "latin-1"),
        ("“We won’t pay £5m,” he said – twice.", "cp1252"),
        ("Президент заявил, что переговоры продолжатся завтра.", "cp1251"),
        ("Президент заявил, что переговоры продолжатся завтра.", "koi8-r"),
        ("Premier powiedział, że rząd podejmie decyzję jutro. Zażółć gęślą jaźń.", "cp1250"),
        (
            "首相は交渉が明日も続くと述べた。これは通信社が報じた。政府は予算案を提出する。",
            "euc-jp",
        ),
    ],
)
def test_old_encodings_are_guessed_from_the_text(tmp_path: Path, text: str, encoding: str) -> None:
    assert article(written(tmp_path, text.encode(encoding))).article.text == text


def test_an_encoding_that_the_user_names_is_used(tmp_path: Path) -> None:
    path = written(tmp_path, "Žluťoučký".encode("iso8859-2"))
    found = article(path, "iso-8859-2")
    assert (found.article.text, found.encoding) == ("Žluťoučký", "iso8859-2")


@pytest.mark.parametrize("encoding", ["utf-8", "no-such-thing", "hex", "rot13"])
def test_an_encoding_that_does_not_fit_is_refused(tmp_path: Path, encoding: str) -> None:
    said = refusal(written(tmp_path, b"caf\xe9"), encoding)
    assert said.startswith("story.txt: ")
    assert encoding in said


@pytest.mark.parametrize("data", [b"", b" \r\n\t\n", b"\xef\xbb\xbf\n"])
def test_an_empty_file_is_refused_by_name(tmp_path: Path, data: bytes) -> None:
    assert refusal(written(tmp_path, data)).startswith("story.txt: The file is empty.")


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
        b"%PDF-1.7\n1 0 obj",
        bytes(1000),
        b"\x00\x01\x02\x03" * 300,
        bytes(range(256)) * 20,
    ],
)
def test_what_is_no_text_is_refused_by_name(tmp_path: Path, data: bytes) -> None:
    assert refusal(written(tmp_path, data)).startswith("story.txt: The file")


def test_a_missing_file_is_refused_by_name(tmp_path: Path) -> None:
    assert refusal(tmp_path / "gone.txt").startswith("gone.txt: The file can't be read")


def test_a_file_that_is_too_large_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(9 * 2**20)
    assert "larger than 8 MiB" in refusal(path)


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("# Heading", "Heading"),
        ("## Two ##", "Two"),
        ("#tag", "#tag"),
        ("#", "#"),
        ("C# is", "C# is"),
    ],
)
def test_the_signs_of_a_markdown_heading_stay_out_of_the_title(
    tmp_path: Path, line: str, title: str
) -> None:
    found = article(written(tmp_path, f"{line}\n\ntext", "story.md"))
    assert (found.article.title, found.article.text) == (title, f"{line}\n\ntext")
    assert title_of(line) == line


def test_a_text_of_one_endless_line_gets_a_title_of_bearable_length() -> None:
    title = title_of("word " * 1000)
    assert len(title) <= 300
    assert title.endswith("word…")


def test_a_pasted_text_becomes_an_article() -> None:
    found = pasted("Title\r\n\r\nText")
    assert (found.article.title, found.article.text) == ("Title", "Title\n\nText")


def test_nothing_to_paste_is_refused() -> None:
    with pytest.raises(UserError, match="no text"):
        pasted(" \n")
