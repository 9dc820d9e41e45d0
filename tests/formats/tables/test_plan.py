"""What the columns of a table hold, where their names don't say it all."""

from pathlib import Path

import pytest

from annotator.domain.errors import UserError
from annotator.formats.csv import reading as tables
from annotator.formats.incoming import Incoming, ReadOptions, Shell, Told
from annotator.formats.tables.kept import KeptColumns
from annotator.formats.tables.plan import planned, with_long_year

LONG = "The council voted. " * 30


def test_without_a_name_for_it_the_longest_column_is_the_text(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"headline,анонс,number\nOne,{LONG},7\nTwo,{LONG},8\n", encoding="utf-8")
    told, *found = tables.read(path, ReadOptions())
    assert isinstance(told, Told)
    assert "“анонс”" in told.message
    assert [one.article.text for one in found if isinstance(one, Incoming)] == [LONG, LONG]


@pytest.mark.parametrize(
    "header",
    [
        "annotation_id,article_title,text,source_actor,stance_name",
        "statement ID,time,document ID,document title,text",
    ],
)
def test_quotes_of_a_table_of_statements_are_no_articles(header: str, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"{header}\n1,2,3,“We stay”,5\n", encoding="utf-8")
    (found,) = tables.read(path, ReadOptions())
    assert isinstance(found, UserError)
    assert "each row is a quote" in found.message


def test_an_abstract_is_no_text_however_long_it_is(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"title,url,Abstract Note\nOne,https://a.example/1,{LONG}\n", encoding="utf-8")
    (found,) = tables.read(path, ReadOptions())
    assert isinstance(found, Shell)
    assert found.title == "One"
    assert found.meta == {"url": "https://a.example/1", "abstract_note": LONG.strip()}


def test_what_the_user_leaves_out_is_not_taken_for_the_text() -> None:
    options = ReadOptions(mapping={"body of it": ""})
    plan = planned(("title", "body of it"), options, [{"title": "One", "body of it": LONG}])
    assert plan.mapping == {"title": "title", "body of it": ""}


def test_days_with_short_years_are_read_where_the_column_shows_which_part_is_the_day() -> None:
    header = ("title", "text", "date")
    rows = [{"date": one} for one in ("28.02.05", "27.02.05", "01.02.05")]
    assert planned(header, ReadOptions(), rows).short_years == {"published"}
    assert with_long_year("28.02.05") == "28.02.2005"
    assert with_long_year("28.02.85") == "28.02.1985"


def test_days_with_short_years_stay_as_written_where_the_year_may_stand_first() -> None:
    header = ("title", "text", "date")
    for days in (("05.02.28", "05.02.27"), ("05.02.08",), ("28.02.05", "March 2005")):
        rows = [{"date": one} for one in days]
        assert planned(header, ReadOptions(), rows).short_years == frozenset()


def test_kept_columns_are_taken_for_tables_with_the_same_ones_in_any_order() -> None:
    kept = KeptColumns().with_table({"Head": "title", "Words": "text", "Paper": "outlet"})
    plan = planned(("Paper", "Words", "Head"), ReadOptions(kept=kept), [])
    assert plan.mapping == {"Paper": "outlet", "Words": "text", "Head": "title"}
    assert "kept" in plan.remarks[0]
    other = planned(("Words", "Head", "Other", "More"), ReadOptions(kept=kept), [])
    assert "text" not in other.mapping.values()


def test_what_is_said_goes_before_what_is_kept() -> None:
    kept = KeptColumns().with_table({"A": "title", "B": "text"})
    plan = planned(("A", "B"), ReadOptions(kept=kept, mapping={"A": "text"}), [])
    assert plan.mapping == {"A": "text", "B": ""}
