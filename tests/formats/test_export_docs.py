"""The description of the exports names everything that they hold."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from places import DOCS

from annotator.formats.csv.columns import FIXED_COLUMNS
from annotator.resources import resource
from annotator.workflow.audit.lives import LIFE_COLUMNS
from annotator.workflow.audit.trail import TRAIL_COLUMNS
from annotator.workflow.audit.versions import VERSION_COLUMNS

PAGE = DOCS / "export.md"
TEXT = PAGE.read_text(encoding="utf-8")
NAMED = set(re.findall(r"`([^`\n]+)`", TEXT))


def keys(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        yield from schema.get("properties", {})
        for below in schema.values():
            yield from keys(below)
    elif isinstance(schema, list):
        for below in schema:
            yield from keys(below)


@pytest.mark.parametrize("name", ["annotator-1.schema.json", "codebook-1.schema.json"])
def test_every_key_of_a_schema_is_described(name: str) -> None:
    schema = json.loads(resource("schema", name).read_text(encoding="utf-8"))
    assert sorted(set(keys(schema)) - NAMED) == []


def test_every_column_has_a_row_in_the_order_of_the_file() -> None:
    section = TEXT.split("\n## CSV\n")[1].split("\n## JSONL\n")[0]
    rows = re.findall(r"^\| `([^`]+)` \|", section, re.MULTILINE)
    assert [row for row in rows if row != "CODE.FIELD"] == list(FIXED_COLUMNS)


def test_the_keys_of_an_article_and_an_annotation_are_described_in_their_order() -> None:
    schema = json.loads(resource("schema", "annotator-1.schema.json").read_text(encoding="utf-8"))
    article = schema["properties"]
    annotation = article["annotations"]["items"]["properties"]
    for heading, wanted in (("**The article**", article), ("**An annotation**", annotation)):
        table = TEXT.split(f"\n{heading}\n\n")[1].split("\n\n")[0]
        assert re.findall(r"^\| `([^`]+)` \|", table, re.MULTILINE) == list(wanted)


def test_every_column_of_the_audit_trail_is_described_in_its_order() -> None:
    section = TEXT.split("\n## The audit trail\n")[1].split("\n## ")[0]
    tables = [re.findall(r"^\| `([^`]+)` \|", part, re.MULTILINE) for part in section.split("\n\n")]
    wanted = [list(TRAIL_COLUMNS), list(LIFE_COLUMNS), list(VERSION_COLUMNS)]
    assert [table for table in tables if table] == wanted
