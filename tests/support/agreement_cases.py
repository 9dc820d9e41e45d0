"""Articles to report agreement on, and how to find one figure of a report."""

from typing import Any

from annotator.analysis.agreement import Figure

EVERYBODY = ("ana", "ben", "cleo")
THREE = {
    "a": [
        ("1", 2, 9), ("2", 11, 17), ("5", 24, 30), ("6", 32, 36), ("6", 36, 44), ("7", 44, 60),
    ],
    "b": [("1", 2, 9), ("3", 11, 17), ("5", 19, 25), ("6", 32, 44)],
    "c": [
        ("1", 2, 9), ("4", 11, 17), ("5", 21, 27), ("6", 32, 36), ("6", 36, 40), ("6", 40, 44),
    ],
}  # fmt: skip
"""The example of Krippendorff, Mathet, Bouvry & Widlöcher (2016)."""


def one(
    figures: list[Figure],
    measure: str,
    code: str = "",
    field: str = "",
    coders: tuple[str, ...] = EVERYBODY,
    choice: str = "",
) -> Figure:
    key = (code, field, measure, choice, coders)
    found = [f for f in figures if (f.code, f.field, f.measure, f.choice, f.coders) == key]
    assert len(found) == 1, key
    return found[0]


def three(study: Any) -> Any:
    layers = {
        coder: [(f"c{label}", (start, end)) for label, start, end in own]
        for coder, own in THREE.items()
    }
    return study.article(layers, text="x" * 60)


def varied(study: Any, articles: int = 8) -> None:
    kinds = ("low", "middle", "high")
    for n in range(articles):
        study.article(
            {
                coder: [
                    (
                        "quote",
                        (5 * k, 20 + n),
                        {"kind": kinds[(n * k + n) % 3], "grade": kinds[n % 3]},
                    ),
                    (
                        "quote",
                        (60, 70 + k),
                        {"kind": kinds[(n + k // 2) % 3], "basis": kinds[: 1 + k]},
                    ),
                    ("source", (30 + n * k, 50)),
                    ("tone", None, {"score": (n * (k + 1)) % 5 - 2}),
                ]
                for k, coder in enumerate("abc")
                if (n + k) % 5
            },
            links=[(coder, 0, 2) for coder in "ab" if (n + "ab".index(coder)) % 5],
        )
