"""What columns hold, kept and handed on."""

from pathlib import Path

import pytest

from annotator.domain.errors import UserError
from annotator.formats.tables import kept
from annotator.formats.tables.kept import KeptColumns, read_kept, write_kept

ONE = {"Head": "title", "Words": "text", "Note": ""}
TWO = {"url": "url", "title": "title"}


def test_what_is_kept_comes_back_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "below" / "columns.json"
    whole = KeptColumns().with_table(ONE).with_table(TWO)
    write_kept(whole, path)
    assert read_kept(path) == whole
    assert whole.has(ONE)
    assert not whole.has({**ONE, "Note": "notes"})


def test_the_latest_counts_and_can_be_forgotten() -> None:
    whole = KeptColumns().with_table(ONE).with_table({**ONE, "Note": "query"})
    assert whole.of(("Note", "Head", "Words")) == {**ONE, "Note": "query"}
    assert whole.without(ONE) == KeptColumns()
    assert KeptColumns().with_table(ONE).and_those(whole) == whole


def test_a_table_that_lacks_a_few_columns_is_known() -> None:
    columns = {f"c{n}": "" for n in range(9)} | {"words": "text"}
    whole = KeptColumns().with_table(columns)
    assert whole.of([*list(columns)[1:]])["words"] == "text"
    assert whole.of(["words"]) == {}
    assert whole.of([]) == {}


def test_of_too_many_the_oldest_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "MOST", 2)
    whole = KeptColumns()
    for n in range(3):
        whole = whole.with_table({f"c{n}": "text"})
    assert [list(one.columns) for one in whole.tables] == [["c1"], ["c2"]]


@pytest.mark.parametrize(
    "written",
    [
        "",
        "[]",
        '{"schema":"x","tables":[]}',
        '{"schema":"annotator-columns/1","tables":[{}]}',
        "\0",
    ],
)
def test_what_keeps_no_columns_is_refused_by_name(written: str, tmp_path: Path) -> None:
    path = tmp_path / "columns.json"
    path.write_text(written, encoding="utf-8")
    with pytest.raises(UserError, match=r"columns\.json"):
        read_kept(path)
    with pytest.raises(UserError, match="nowhere"):
        read_kept(tmp_path / "nowhere")
