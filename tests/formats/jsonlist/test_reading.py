"""Lists of objects in JSON files, and on the lines of others' JSONL."""

import json
from pathlib import Path
from typing import Any

import pytest

from annotator.domain.errors import UserError
from annotator.formats.incoming import Found, Incoming, ReadOptions, Shell, Told
from annotator.formats.table import import_format_for
from annotator.formats.tables.kept import KeptColumns


def found(path: Path, options: ReadOptions | None = None) -> list[Found]:
    row = import_format_for(path)
    assert row is not None
    return list(row.importer.read(path, options or ReadOptions()))


def lines(folder: Path, *objects: Any, name: str = "a.jsonl") -> Path:
    path = folder / name
    written = [one if isinstance(one, str) else json.dumps(one) for one in objects]
    path.write_text("\n".join(written) + "\n", encoding="utf-8")
    return path


def values(folder: Path, content: Any) -> Path:
    path = folder / "a.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


SCRAPED = {
    "title": "One",
    "author": None,
    "date": "June 5th, 2025",
    "hostname": "post.example",
    "url": "https://post.example/1",
    "sitename": "Post",
    "text": "Body.",
    "tags": ["a", "b"],
    "image": {"src": "x.png", "wide": True},
}


def test_unknown_keys_become_metadata_as_a_tables_columns_do(tmp_path: Path) -> None:
    (one,) = found(lines(tmp_path, SCRAPED))
    assert isinstance(one, Incoming)
    assert one.article.title == "One"
    assert one.article.text == "Body."
    assert one.article.meta == {
        "published": "2025-06-05",
        "hostname": "post.example",
        "url": "https://post.example/1",
        "outlet": "Post",
        "tags": "a; b",
        "image_src": "x.png",
        "image_wide": True,
    }


def test_what_keys_hold_can_be_said(tmp_path: Path) -> None:
    path = lines(tmp_path, {"kop": "Een", "verhaal": "Tekst.", "title": "no"})
    (one,) = found(path, ReadOptions(mapping={"kop": "title", "verhaal": "text"}))
    assert isinstance(one, Incoming)
    assert (one.article.title, one.article.text) == ("Een", "Tekst.")


def test_keys_of_our_own_form_can_be_taken_for_something_else_too(tmp_path: Path) -> None:
    path = lines(tmp_path, {"title": "Post", "text": "Body."})
    (one,) = found(path, ReadOptions(mapping={"title": "outlet"}))
    assert isinstance(one, Incoming)
    assert one.article.meta == {"outlet": "Post"}


def test_columns_kept_for_a_table_count_for_objects_with_the_same_keys(tmp_path: Path) -> None:
    kept = KeptColumns().with_table({"kop": "title", "verhaal": "text"})
    told, one = found(lines(tmp_path, {"verhaal": "Tekst.", "kop": "Een"}), ReadOptions(kept=kept))
    assert isinstance(told, Told)
    assert isinstance(one, Incoming)
    assert one.article.title == "Een"


def test_a_broken_line_is_named_and_the_others_come(tmp_path: Path) -> None:
    path = lines(tmp_path, SCRAPED, '{"text": ', "[1]", {**SCRAPED, "text": ""})
    one, *refused = found(path)
    assert isinstance(one, Incoming)
    assert [str(x).partition(":")[0] for x in refused] == [f"a.jsonl, line {n}" for n in (2, 3, 4)]


def test_a_bad_byte_is_named_and_the_line_comes_in(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"text":"Gr\xff\xdfe","place":"x"}\n{"text":"Two","place":"y"}\n')
    *articles, told = found(path)
    assert len(articles) == 2
    assert isinstance(told, Told)
    assert told.where == "a.jsonl, line 1"


@pytest.mark.parametrize(
    "wrapped",
    [
        [SCRAPED, SCRAPED],
        {"status": "ok", "articles": [SCRAPED, SCRAPED]},
        {"response": {"total": 2, "results": [SCRAPED, SCRAPED]}},
        {"x": SCRAPED, "y": SCRAPED},
    ],
)
def test_a_list_is_found_in_what_services_wrap_it_in(wrapped: Any, tmp_path: Path) -> None:
    articles = found(values(tmp_path, wrapped))
    assert [one.article.text for one in articles if isinstance(one, Incoming)] == ["Body."] * 2


def test_keys_within_keys_are_known_by_their_last_part(tmp_path: Path) -> None:
    entry = {
        "webTitle": "One",
        "webPublicationDate": "2025-03-04T10:00:00Z",
        "webUrl": "https://post.example/1",
        "fields": {"bodyText": "Body.", "byline": "A. Writer"},
    }
    (one,) = found(values(tmp_path, {"response": {"results": [entry]}}))
    assert isinstance(one, Incoming)
    assert one.where == "a.json, response.results, entry 1"
    assert one.article.meta == {
        "published": "2025-03-04T10:00:00Z",
        "url": "https://post.example/1",
        "author": "A. Writer",
    }


def test_labels_with_offsets_are_told_not_to_be_read(tmp_path: Path) -> None:
    entry = {"text": "Body.", "note": "x", "entities": [{"start": 0, "end": 2, "label": "X"}]}
    one, told = found(values(tmp_path, [entry]))
    assert isinstance(one, Incoming)
    assert isinstance(told, Told)
    assert "1 label under “entities”" in told.message


def test_references_of_a_manager_of_literature_are_a_list(tmp_path: Path) -> None:
    entry = {
        "type": "article-newspaper",
        "title": "Quay sold",
        "container-title": "Courier",
        "author": [{"family": "Ortega", "given": "Lía"}],
        "issued": {"date-parts": [[2025, 3, 4]]},
        "URL": "https://courier.example/quay",
        "DOI": "10.1234/ab.5",
    }
    (one,) = found(values(tmp_path, [entry]))
    assert isinstance(one, Shell)
    assert one.title == "Quay sold"
    assert one.meta == {
        "type": "article-newspaper",
        "outlet": "Courier",
        "author": "Lía Ortega",
        "published": "2025-03-04",
        "url": "https://courier.example/quay",
        "doi": "10.1234/ab.5",
    }


@pytest.mark.parametrize("content", [[], {}, 7, "x", [1, 2], {"a": 1}])
def test_what_holds_no_articles_is_refused_by_name(content: Any, tmp_path: Path) -> None:
    (refused,) = found(values(tmp_path, content))
    assert isinstance(refused, UserError)
    assert str(refused).startswith("a.json")


def test_a_file_of_our_own_stays_ours(tmp_path: Path) -> None:
    path = lines(tmp_path, {"schema": "annotator/1", "text": "Body.", "title": "One"})
    row = import_format_for(path)
    assert row is not None
    assert row.id == "jsonl"
