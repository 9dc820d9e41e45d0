"""Words with one meaning each: importing is not bringing in, and only gold is settled."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from own_modules import PACKAGE, modules, source

IMPORTING = [
    *sorted((PACKAGE / "gui" / "imports").glob("*.py")),
    *sorted((PACKAGE / "cli").glob("import_*.py")),
    *sorted((PACKAGE / "workflow" / "importing").glob("*.py")),
    *sorted((PACKAGE / "formats").rglob("*.py")),
    PACKAGE / "domain" / "edits" / "articles.py",
    PACKAGE / "domain" / "edits" / "records.py",
]
SETTLES = {
    "analysis/agreement/methods.py": "how disagreements were settled",
    "analysis/agreement/methods_facts.py": "the same",
    "analysis/comparing/filtering.py": "whether a difference is settled",
    "cli/agreement.py": "the option on gold that is not settled",
    "cli/export.py": "the same",
    "cli/insights.py": "how many articles' gold does not count",
    "domain/edits/gold.py": "gold that was settled from annotations",
    "domain/edits/places.py": "rejecting a run’s label",
    "domain/edits/review.py": "the edit that settles",
    "domain/edits/gold_twice.py": "settling on one of two gold labels",
    "domain/edits/settlements.py": "settling an article, whose gold is complete then",
    "domain/study.py": "the state of an article whose gold is complete",
    "formats/csv/columns.py": "the column with what gold was settled from",
    "formats/dataset.py": "the decisions by which gold was settled",
    "formats/jsonl/lines.py": "the key with what gold was settled from",
    "formats/jsonl/writing.py": "the same",
    "formats/release/disguise.py": "the key with what gold was settled from",
    "formats/release/guard.py": "the same",
    "formats/release/tables.py": "the column with what gold was settled from",
    "formats/selection.py": "the choice of gold that is not settled",
    "formats/losses.py": "what a format has no place for",
    "gui/reliability/body.py": "how many articles' gold does not count",
    "gui/exports/choices.py": "the choice of gold that is not settled",
    "gui/wording/annotations.py": "who settled",
    "workflow/insights/by_names.py": "how many articles' gold does not count",
    "workflow/insights/reading.py": "whether gold on an article counts",
    "workflow/freezing/contents.py": "how many articles are settled",
    "workflow/reliability/methods.py": "how many articles were settled",
    "workflow/report/facts.py": "whether gold on an article counts",
    "gui/wording/states.py": "the state of an article whose gold is complete",
    "store/reading/layers.py": "whether gold on an article counts",
    "workflow/open_article.py": "the same",
    "workflow/suggesting/examples.py": "whether gold on an article teaches",
    "workflow/reliability/figures.py": "the same",
}
"""Files outside the review that name what is settled; all of it is gold, or complete gold."""


def name(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def docstrings(tree: ast.AST) -> set[ast.AST]:
    """Return the nodes of strings that stand alone as statements, for readers of the code."""
    return {one.value for one in ast.walk(tree) if isinstance(one, ast.Expr)}


def said(path: Path) -> Iterator[str]:
    """Yield the strings of a file that can come before somebody's eyes."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    silent = docstrings(tree)
    for one in ast.walk(tree):
        if isinstance(one, ast.Constant) and isinstance(one.value, str) and one not in silent:
            yield one.value


def identifiers(path: Path) -> Iterator[str]:
    """Yield the names that a file gives or uses."""
    for one in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match one:
            case ast.Name(id=found) | ast.Attribute(attr=found) | ast.arg(arg=found):
                yield found.lower()
            case ast.FunctionDef(name=found) | ast.ClassDef(name=found) | ast.keyword(arg=found):
                yield (found or "").lower()
            case _:
                pass


@pytest.mark.parametrize("path", IMPORTING, ids=name)
def test_what_is_said_of_importing_does_not_say_bring_in(path: Path) -> None:
    """Bringing in is merging the files of colleagues."""
    assert [
        one for one in said(path) if re.search(r"\b(?:bring|brought)", one, re.IGNORECASE)
    ] == []


def is_settling(word: str) -> bool:
    """Tell whether a name speaks of settling; what says it of an article is a settlement."""
    return "settl" in word and "settlement" not in word


def test_only_gold_is_settled() -> None:
    outside = (
        path
        for path in modules()
        if path.parent.name != "review" and "settl" in source(path).lower()
    )
    found = {name(one) for one in outside if any(map(is_settling, identifiers(one)))}
    assert found == set(SETTLES)
