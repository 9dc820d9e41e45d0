"""Reports and tables of Integrum."""

from pathlib import Path

from archive_files import Read, written
from integrum_files import FIELDS, HEAD, TEXT, report
from xlsx_files import workbook


def test_a_report(tmp_path: Path) -> None:
    page = report((FIELDS, "ПАРОМ", TEXT), (FIELDS, "ПУСТО", ""), listed=3)
    found = Read(written(tmp_path, "a.html", page, "cp1251"))
    assert found.format == "integrum"
    (article,) = found.articles
    assert article.text == "ПАРОМ\n\nПервый парома стоит.\n\nВторой абзац.\n\nТретий."
    assert article.meta == {
        "outlet": "Портовые новости",
        "section": "ПОРТ",
        "page": "6",
        "published": "1994-02-09",
        "author": "Марш Дельфина Окоро Тунде",
        "database": "Integrum",
    }
    assert found.incoming[0].encoding == "cp1251"
    assert found.refusals == ["a.html, entry 2: “ПУСТО”: it has no text."]
    assert found.told == ["The file says 3 articles, 2 were found."]


def test_a_table(tmp_path: Path) -> None:
    rows = [
        HEAD,
        [
            "Порт: Новости",
            "28.02.05",
            "",
            "Паром",
            "28.02.2005_x000D_\nСтоит._x000D_\nЖдут.\nфото |",
        ],
        ["Порт: Новости", "27.02.05", "09:05", "Пусто", ""],
    ]
    path = tmp_path / "a.xlsx"
    path.write_bytes(workbook(rows))
    found = Read(path)
    assert found.format == "integrum"
    (article,) = found.articles
    assert article.text == "Паром\n\n28.02.2005\n\nСтоит.\n\nЖдут."
    assert found.roles(0) == [("dateline", "28.02.2005")]
    assert article.meta["published"] == "2005-02-28"
    assert found.refusals == ["a.xlsx, entry 2: “Пусто”: it has no text."]


def test_a_damaged_table_is_refused(tmp_path: Path) -> None:
    data = workbook([HEAD, ["П", "28.02.05", "", "Паром", "Стоит."]])
    path = tmp_path / "a.xlsx"
    path.write_bytes(data.replace(b"xl/workbook.xml", b"xl/workbok.xml_"))
    found = Read(path)
    assert found.articles == []
    assert found.refusals
