"""The floors of exchanging labels: the same rows through bare `sqlite3`, `csv`, `json`, `msgspec`.

Nothing of the program is loaded here, so that the memory is the floor's own.
"""

import csv
import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import msgspec

from bench.measuring import cpu

Told = dict[str, float]
_AT_ONCE = 1_000
_JSON = ("meta", "excluded", "fragments", "texts", "contexts", "values")


_TABLES = """
CREATE TABLE article (id TEXT PRIMARY KEY, title, text, meta);
CREATE TABLE label (id TEXT PRIMARY KEY, article, code, coder, spans, text, answers);
CREATE INDEX label_article ON label (article);
CREATE VIRTUAL TABLE words USING fts5 (text);
"""


def read_lines(lines: str, target: str) -> Told:
    """Read JSONL, and insert its articles and labels, with an index of words."""

    def act() -> None:
        with closing(sqlite3.connect(target)) as made, made:
            made.executescript(_TABLES)
            with Path(lines).open(encoding="utf-8") as file:
                few: list[Any] = []
                for line in file:
                    few.append(json.loads(line))
                    if len(few) == _AT_ONCE:
                        _insert(made, few)
                        few = []
                _insert(made, few)

    return {"seconds": cpu(act)}


def _insert(made: sqlite3.Connection, few: list[Any]) -> None:
    made.executemany(
        "INSERT INTO article VALUES (?, ?, ?, ?)",
        ((one["id"], one["title"], one["text"], json.dumps(one["meta"])) for one in few),
    )
    made.executemany("INSERT INTO words VALUES (?)", ((one["text"],) for one in few))
    made.executemany(
        "INSERT INTO label VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            (
                label["id"],
                one["id"],
                label["code"],
                label["coder"],
                json.dumps(label["fragments"]),
                label["text"],
                json.dumps(label["fields"]),
            )
            for one in few
            for label in one["annotations"]
        ),
    )


_LABELS = """
SELECT article.*, annotation.* FROM article JOIN annotation ON annotation.article = article.id
ORDER BY article.n, annotation.n
"""


def write_csv(path: str, target: str) -> Told:
    """Write a row for each label, with all that its table and that of its article have."""

    def act() -> None:
        with closing(sqlite3.connect(path)) as read, Path(target).open("w", newline="") as file:
            rows = read.execute(_LABELS)
            writer = csv.writer(file)
            writer.writerow(column[0] for column in rows.description)
            writer.writerows(rows)

    return {"seconds": cpu(act)}


def write_lines(path: str, target: str) -> Told:
    """Write a line for each article, with its text and its labels; JSON is taken as it is."""

    def act() -> None:
        with closing(sqlite3.connect(path)) as read, Path(target).open("wb") as file:
            texts = read.execute(
                "SELECT article.*, text.body FROM article JOIN text ON text.sha256 = text_sha256"
            )
            articles = [column[0] for column in texts.description]
            (place,) = (n for n, name in enumerate(articles) if name == "id")
            for article in texts:
                rows = read.execute("SELECT * FROM annotation WHERE article = ?", [article[place]])
                labels = [column[0] for column in rows.description]
                own = [_values(labels, row) for row in rows]
                line = msgspec.json.encode(_values(articles, article) | {"annotations": own})
                file.write(line + b"\n")

    return {"seconds": cpu(act)}


def _values(names: list[str], row: tuple[Any, ...]) -> dict[str, Any]:
    return {
        name: msgspec.Raw(cell) if name in _JSON else cell
        for name, cell in zip(names, row, strict=True)
    }


def copied(theirs: list[str], target: str) -> Told:
    """Copy the labels of project files into one table."""

    def act() -> None:
        with closing(sqlite3.connect(target)) as made, made:
            for number, path in enumerate(theirs):
                with closing(sqlite3.connect(path)) as read:
                    rows = read.execute("SELECT * FROM annotation")
                    marks = ", ".join("?" for _ in rows.description)
                    if not number:
                        names = ", ".join(f'"{column[0]}"' for column in rows.description)
                        made.execute(f"CREATE TABLE label ({names})")
                        made.execute("CREATE UNIQUE INDEX label_id ON label (id)")
                    made.executemany(f"INSERT INTO label VALUES ({marks})", rows)  # noqa: S608 - question marks

    return {"seconds": cpu(act)}
