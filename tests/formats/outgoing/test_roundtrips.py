"""What leaves for another program's format comes back as that format can hold it."""

from collections import Counter
from typing import Any

from brat_rules import BratFolder
from hypothesis import given, settings
from hypothesis import strategies as st
from labelled_projects import (
    Exported,
    OneLabel,
    Pieces,
    answers,
    counted_labels,
    counted_links,
    exported,
    labelled_projects,
    on_text,
    whole,
)
from projects import Material

from annotator.domain.article import normalised
from annotator.formats.labels.units import graphemes
from annotator.formats.outgoing.brat.standoff import LINE_ENDS
from annotator.formats.outgoing.conll.tags import held

OPTIONS = st.fixed_dictionaries(
    {
        "as": st.sampled_from(("made", "annotations", "predictions")),
        "offsets": st.sampled_from(("utf16", "graphemes", "code_points")),
        "files": st.sampled_from(("columns", "codes")),
        "scheme": st.sampled_from(("bio", "bioes", "bilou")),
        "unit": st.sampled_from(("sentence", "paragraph", "article")),
    }
)


@settings(max_examples=20)
@given(labelled_projects(), OPTIONS)
def test_all_that_a_format_can_hold_comes_back(material: Material, options: dict[str, str]) -> None:
    with exported(material) as project:
        _label_studio(project, options)
        _prodigy(project)
        _brat(project)
        _doccano(project, options)
        _conll(project, options)


def everything(one: OneLabel) -> Any:
    return answers(one), one.record.note


def _label_studio(project: Exported, options: dict[str, str]) -> None:
    back = project.back("label-studio", "label-studio.json", options, "as")
    _same(project, back, whole, everything)
    assert back.actors == project.held.actors


def _same(project: Exported, back: Any, stand: Any, said: Any, linked: Any = on_text) -> None:
    assert back.texts == project.held.texts
    assert counted_labels(back, stand, said) == counted_labels(project.held, stand, said)
    assert counted_links(back, linked) == counted_links(project.held, linked)


def _prodigy(project: Exported) -> None:
    back = project.back("prodigy", "prodigy.jsonl")
    _same(project, back, whole, everything)
    assert back.actors == project.held.actors


def _brat(project: Exported) -> None:
    _same(project, project.back("brat", "brat"), on_lines, said_in_brat, on_lines)
    assert BratFolder(project.folder / "brat").wrong() == []


def on_lines(one: OneLabel) -> Pieces | None:
    """Return the pieces without line ends at their ends; those that one parts are one."""
    found: list[tuple[int, int]] = []
    for piece in one.pieces:
        words = one.text[slice(*piece)]
        start, end = piece[0] + _line_ends(words), piece[1] - _line_ends(words[::-1])
        gap = one.text[found[-1][1] : start] if found else ""
        if start >= end:
            continue
        if found and not gap.strip() and LINE_ENDS.search(gap):
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return tuple(found) or None


def _line_ends(words: str) -> int:
    begin = LINE_ENDS.match(words)
    return len(begin[0]) if begin else 0


def said_in_brat(one: OneLabel) -> Any:
    said = {name: in_lines(words) for name, words in answers(one).items()}
    return said, in_lines(one.record.note)


def in_lines(words: str) -> str:
    lines = map(normalised, LINE_ENDS.split(words))
    return "\n".join(line for line in lines if line.strip())


def _doccano(project: Exported, options: dict[str, str]) -> None:
    back = project.back("doccano", "doccano.jsonl", options, "offsets")
    assert back.texts == project.held.texts
    expected: Counter[Any] = Counter()
    for one in project.held.labels:
        for piece in one.pieces:
            wider = _widened(one.text, piece) if options["offsets"] == "graphemes" else piece
            expected[one.key((wider,))] += 1
        if not one.pieces:
            expected[one.key(())] += 1
    assert Counter(one.key(one.pieces) for one in back.labels) == expected
    if options["offsets"] != "graphemes":
        assert counted_links(back, first) == counted_links(project.held, first)


def first(one: OneLabel) -> Pieces | None:
    return one.pieces[:1] or None


def _widened(text: str, piece: tuple[int, int]) -> tuple[int, int]:
    starts = [*graphemes(text), len(text)]
    start, end = piece
    return max(n for n in starts if n <= start), min(n for n in starts if n >= end)


def _conll(project: Exported, options: dict[str, str]) -> None:
    back = project.back("conll", "conll", options, "files", "scheme", "unit")
    assert back.texts == project.held.texts
    of_column: dict[Any, list[tuple[int, int]]] = {}
    for one in project.held.labels:
        column = of_column.setdefault((one.text, one.whose, one.record.code), [])
        column += [place for piece in one.pieces if (place := _bare(one.text, piece))]
    expected = Counter(
        (*column, place) for column, found in of_column.items() for place in held(found)
    )
    found = ((one.text, one.whose, one.record.code, one.pieces[0]) for one in back.labels)
    assert Counter(found) == expected


def _bare(text: str, piece: tuple[int, int]) -> tuple[int, int] | None:
    words = text[slice(*piece)]
    start = piece[0] + len(words) - len(words.lstrip())
    return (start, start + len(words.strip())) if words.strip() else None
