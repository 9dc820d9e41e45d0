"""SVG files: well-formed, without scripts, with a title on each mark, the same bytes each time."""

import msgspec
import pytest
from drawn_insights import balance, insight_of, shares_of, values_of
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from annotator.analysis.insights.facts import Category
from annotator.analysis.insights.insight import Insight, InsightMark, InsightShape
from annotator.workflow.insights.drawing import drawn
from annotator.workflow.insights.drawing.scene import Align, InsightScene, WrittenWords
from annotator.workflow.insights.drawing.svg import svg

S = InsightShape
SPACE = "{http://www.w3.org/2000/svg}"
cases = pytest.mark.parametrize(
    "insight",
    [
        shares_of(S.STACKED, 12, 7),
        shares_of(S.BARS, 6, 3),
        shares_of(S.LINES, 24, 4),
        values_of(S.MATRIX, 12, 12),
        balance(8, 5),
    ],
    ids=["stacked", "bars", "lines", "matrix", "balance"],
)


def parsed(said: str) -> etree._Element:
    return etree.fromstring(said.encode())


def titles(root: etree._Element) -> list[str]:
    marks = (one for kind in ("rect", "polygon") for one in root.iter(f"{SPACE}{kind}"))
    found = [one.findtext(f"{SPACE}title") for one in marks]
    return [one for one in found if one is not None]


@cases
def test_each_mark_has_its_title(insight: Insight) -> None:
    scene = drawn(insight)
    root = parsed(svg(scene, insight.title))
    assert sorted(titles(root)) == sorted(one.said for one in scene.areas)
    assert len(titles(root)) == len(insight.marks)


@cases
def test_it_has_the_drawings_size_and_says_what_it_is(insight: Insight) -> None:
    scene = drawn(insight)
    root = parsed(svg(scene, insight.title))
    assert float(root.attrib["width"]) == scene.width
    assert float(root.attrib["height"]) == scene.height
    assert root.findtext(f"{SPACE}title") == insight.title
    assert (root.findtext(f"{SPACE}desc") or "").startswith(insight.title)


@cases
def test_nothing_in_it_runs_or_is_fetched(insight: Insight) -> None:
    said = svg(drawn(insight), insight.title)
    root = parsed(said)
    kinds = {etree.QName(one).localname for one in root.iter()}
    shapes = {"rect", "path", "polyline", "polygon", "circle", "text"}
    assert kinds <= {"svg", "title", "desc", *shapes}
    attributes = {str(name) for one in root.iter() for name in one.attrib}
    assert not any(name.startswith("on") or "href" in name for name in attributes)
    assert "url(" not in said


@cases
def test_the_same_insight_gives_the_same_bytes(insight: Insight) -> None:
    again = msgspec.json.decode(msgspec.json.encode(insight), type=Insight)
    assert svg(drawn(again), again.title) == svg(drawn(insight), insight.title)


def test_names_are_no_markup_and_hide_nothing() -> None:
    name = 'a<b>&"c"\u202e\x00'
    mark = InsightMark(row="0", column="", count=3)
    insight = insight_of(
        S.BARS, (Category("0", name),), (), [mark], title="<script>alert(1)</script>"
    )
    said = svg(drawn(insight), insight.title)
    root = parsed(said)
    shown = 'a<b>&"c"\\u202e\\x00'
    assert shown in [one.text for one in root.iter(f"{SPACE}text")]
    assert titles(root) == [f"{shown}\n3 labels"]
    assert root.findtext(f"{SPACE}title") == "<script>alert(1)</script>"
    assert "<script" not in said


@given(st.text())
def test_any_name_can_be_read_back(name: str) -> None:
    scene = InsightScene(
        width=10,
        height=10,
        shapes=(WrittenWords(x=1, y=5, text="x", size=10),),
        areas=(),
        said=name,
    )
    assert parsed(svg(scene, name)).tag == f"{SPACE}svg"


@pytest.mark.parametrize(
    ("align", "name", "anchor"),
    [
        (Align.LEFT, "Herald", "start"),
        (Align.RIGHT, "Herald", "end"),
        (Align.LEFT, "הארץ", "start"),
        (Align.RIGHT, "القدس", "end"),
        (Align.MIDDLE, "הארץ", "middle"),
    ],
)
def test_a_text_stays_in_its_place_whichever_way_it_runs(
    align: Align, name: str, anchor: str
) -> None:
    words = WrittenWords(x=5, y=5, text=name, size=10, align=align)
    scene = InsightScene(width=10, height=10, shapes=(words,), areas=(), said="")
    (text,) = parsed(svg(scene, "")).iter(f"{SPACE}text")
    assert text.attrib["text-anchor"] == anchor
    assert "direction" not in text.attrib
    assert (text.attrib.get("unicode-bidi") == "plaintext") == (not name.isascii())
