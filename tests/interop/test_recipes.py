"""What the pages tell readers to type keeps ids that look like numbers, days or nothing."""

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hostile import TEXTS, hostile_project, said_labels
from places import DOCS

from annotator.domain.annotation import JOINT
from annotator.formats.selection import Selection
from annotator.workflow.exporting import export

pytest.importorskip("pandas")


def typed(page: Path, first: str) -> dict[str, Any]:
    """Run the Python of a page that begins with an import, here, and return what there is then."""
    blocks = re.findall(r"```python\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    found: dict[str, Any] = {}
    exec(next(one for one in blocks if first in one), found)  # noqa: S102 - it is our own page
    return found


def test_the_page_on_exports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with hostile_project(tmp_path / "h.annotator") as project:
        export(project, tmp_path / "quotes.csv")
        export(project, tmp_path / "study.jsonl")
        labels = said_labels(project)
    monkeypatch.chdir(tmp_path)
    found = typed(DOCS / "export.md", "import pandas")
    assert dict(zip(found["articles"]["id"], found["articles"]["text"], strict=True)) == TEXTS
    rows = {one["annotation_id"]: one for one in found["quotes"].to_dict("records")}
    assert {ident: (one["article_id"], one["text"]) for ident, one in rows.items()} == {
        one.id: (one.article, JOINT.join(one.words)) for one in labels.values()
    }
    starts = {ident: one["start"] for ident, one in rows.items() if labels[ident].places}
    assert starts == {ident: labels[ident].places[0][0] for ident in starts}


@pytest.mark.parametrize("texts", [True, False])
def test_the_card_of_a_release(
    texts: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with hostile_project(tmp_path / "h.annotator") as project:
        export(project, tmp_path / "out", "release", Selection(options={"texts": texts}))
        labels = said_labels(project).values()
    monkeypatch.chdir(tmp_path / "out")
    found = typed(tmp_path / "out" / "README.md", "import pandas")
    assert list(found["articles"]["id"]) == list(TEXTS)
    rows = found["annotations"].to_dict("records")
    assert Counter((one["article_id"], one["code"]) for one in rows) == Counter(
        (one.article, one.code) for one in labels
    )
    if texts:
        assert Counter(one["text"] for one in rows) == Counter(
            JOINT.join(one.words) for one in labels
        )
