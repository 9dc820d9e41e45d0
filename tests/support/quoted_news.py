"""Short news of our own with labels on what is said in them, as lines of a file to import."""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

Said = tuple[str, str, str, str]
NEWS: tuple[tuple[str, str, tuple[Said, ...]], ...] = (
    (
        "Mill",
        (
            "“The mill stays shut,” Jo Field said on Monday. The owner said that the roof leaks. "
            "Nobody was surprised."
        ),
        (
            ("“The mill stays shut,”", "direct", "Jo Field", "said"),
            ("that the roof leaks", "indirect", "The owner", "said"),
        ),
    ),
    (
        "Ferry",
        (
            "The ferry was late again. Ruth Lang said that the engine is old. "
            "“We need a new one,” she said."
        ),
        (
            ("that the engine is old", "indirect", "Ruth Lang", "said"),
            ("“We need a new one,”", "direct", "she", "said"),
        ),
    ),
    (
        "Bridge",
        "The mayor said that the bridge will open in May. It cost a lot of money.",
        (("that the bridge will open in May", "indirect", "The mayor", "said"),),
    ),
)
"""Title, text, and each quote with its type, its source and its cue."""
UNLABELLED = (
    "Park",
    (
        "“The park,” Ann Moss said, “belongs to us all.” Ann Moss said that it will be open at "
        "night. The weather was fine."
    ),
)


def lines(*, layer: str = "ana", status: str = "", least: int = 0) -> Iterable[dict[str, Any]]:
    """Yield the articles with labels, and one without; `least` articles by doing them again."""
    news = list(NEWS)
    while len(news) < least:
        title, text, quotes = news[len(news) - len(NEWS)]
        news.append((f"{title} {len(news)}", f"{text} It was day {len(news)}.", quotes))
    for title, text, quotes in news:
        yield _line(title, text, quotes, layer, status)
    yield {"id": "park", "title": UNLABELLED[0], "text": UNLABELLED[1]}


def _line(title: str, text: str, quotes: Sequence[Said], layer: str, status: str) -> dict[str, Any]:
    ident = title.casefold().replace(" ", "-")
    labels: list[dict[str, Any]] = []
    for number, (words, kind, source, cue) in enumerate(quotes):
        ends = {"source": (source, "said_by"), "cue": (cue, "cue")}
        start = text.index(words)
        near = start - 40 if kind == "indirect" else start + len(words)
        for code, (said, _) in ends.items():
            label = _label(f"{ident}-{number}-{code}", code, text, said, layer, max(0, near))
            labels.append(label)
        links = [
            {"type": link, "annotation": f"{ident}-{number}-{code}"}
            for code, (_, link) in ends.items()
        ]
        label = _label(f"{ident}-{number}", "quote", text, words, layer)
        labels.append({**label, "links": links, "fields": {"quote_type": kind}})
    made = {"id": ident, "title": title, "text": text, "annotations": labels}
    return {**made, "statuses": {layer: status}} if status else made


def _label(
    ident: str, code: str, text: str, words: str, layer: str, after: int = 0
) -> dict[str, Any]:
    start = text.index(words, after) if words in text[after:] else text.index(words)
    coder = {"coder": "ana", "layer": layer}
    return {"id": ident, "code": code, "start": start, "end": start + len(words), **coder}


def write_lines(path: Path, found: Iterable[dict[str, Any]]) -> None:
    """Write them as a file of lines."""
    path.write_text("\n".join(map(json.dumps, found)), encoding="utf-8")
