"""Insights made by hand, as small and as large as studies are, for whoever draws them."""

import random
from collections.abc import Sequence

from annotator.analysis.insights.counting import CountedBy
from annotator.analysis.insights.facts import Category
from annotator.analysis.insights.insight import Insight, InsightMark, InsightShape

OUTLETS = (
    *("The Herald", "Daily Courier", "Western Sentinel", "הארץ", "القدس العربي", "人民日报"),
    *("Süddeutsche Zeitung", "The Very Long-Named Provincial Gazette and Advertiser of the North"),
    *("東京新聞 朝刊", "a<b>&c", "Ведомости", "Le Monde"),
)
ROLES = (
    *("Politician", "Official", "Expert", "Citizen", "Company", "Activist", "Anonymous source"),
    *("Spokesperson of an international organisation", "פוליטיקאי", "记者", "Military", "Police"),
)
DRAWN = tuple(one for one in InsightShape if one is not InsightShape.NETWORK)


def named(names: Sequence[str], count: int) -> tuple[Category, ...]:
    """Return so many categories with these names, numbered where they come again."""
    return tuple(
        Category(
            f"{n}", names[n % len(names)] + (f" {n // len(names) + 1}" if n >= len(names) else "")
        )
        for n in range(count)
    )


def months(count: int) -> tuple[Category, ...]:
    """Return so many months."""
    said = [f"{2020 + n // 12}-{n % 12 + 1:02}" for n in range(count)]
    return tuple(Category(one, one) for one in said)


def insight_of(
    shape: InsightShape,
    rows: tuple[Category, ...],
    columns: tuple[Category, ...],
    marks: Sequence[InsightMark],
    *,
    value_title: str = "",
    notes: tuple[str, ...] = (),
    title: str = "Share of voice",
) -> Insight:
    """Return an insight with these marks."""
    return Insight(
        view="voice",
        title=title,
        shape=shape,
        by=CountedBy.LABELS,
        row_title="Month" if shape is InsightShape.LINES else "Outlet",
        column_title="Role of who speaks",
        rows=rows,
        columns=columns,
        marks=tuple(marks),
        labels=1204,
        articles=310,
        notes=notes,
        value_title=value_title,
    )


def shares_of(
    shape: InsightShape, rows: int, columns: int, *, most: int = 40, seed: int = 1
) -> Insight:
    """Return an insight whose marks are shares of their rows, some of them missing."""
    chance = random.Random(seed)
    heads = months(rows) if shape is InsightShape.LINES else named(OUTLETS, rows)
    heads_of = stances(columns) if shape is InsightShape.BALANCE else named(ROLES, columns)
    marks: list[InsightMark] = []
    for row in heads:
        counts = [int(chance.random() ** 2 * most) for _ in heads_of]
        of = sum(counts)
        for column, count in zip(heads_of, counts, strict=True):
            if count:
                marks.append(
                    InsightMark(
                        row=row.id,
                        column=column.id,
                        count=float(count),
                        of=float(of),
                        labels=tuple(range(count)),
                    )
                )
    return insight_of(shape, heads, heads_of, marks, notes=("Near copies count once.",))


def stances(count: int) -> tuple[Category, ...]:
    """Return what is against and for, in three steps or by numbers."""
    if count <= 3:
        return (
            Category("against", "Against"),
            Category("neither", "Neither"),
            Category("for", "For"),
        )
    half = count // 2
    return tuple(Category(str(n), f"{n:+}" if n else "0") for n in range(-half, count - half))


def values_of(shape: InsightShape, rows: int, columns: int, *, seed: int = 1) -> Insight:
    """Return an insight with values above and below nothing, with intervals."""
    chance = random.Random(seed)
    heads = months(rows) if shape is InsightShape.LINES else named(OUTLETS, rows)
    marks: list[InsightMark] = []
    for row in heads:
        for column in named(ROLES, columns):
            value = chance.uniform(-2, 2)
            half = chance.uniform(0.1, 0.6)
            marks.append(
                InsightMark(
                    row=row.id,
                    column=column.id,
                    count=float(chance.randint(1, 60)),
                    value=value,
                    low=value - half,
                    high=value + half,
                    labels=(1,),
                )
            )
    return insight_of(
        shape, heads, named(ROLES, columns), marks, value_title="Mean stance", title="Sentiment"
    )


def audit(rows: int, *, seed: int = 1) -> Insight:
    """Return shares with intervals beside what is wanted."""
    chance = random.Random(seed)
    heads = named(ROLES, rows)
    marks = [
        InsightMark(
            row=one.id,
            column="",
            count=float(count := chance.randint(1, 50)),
            of=100.0,
            low=max(0.0, count / 100 - 0.08),
            high=count / 100 + 0.08,
            wanted=chance.choice([0.1, 0.25, 0.5]),
            labels=tuple(range(count)),
        )
        for one in heads
    ]
    return insight_of(InsightShape.BARS, heads, (), marks, title="Source audit")


def large_counts(shape: InsightShape, rows: int, columns: int) -> Insight:
    """Return an insight with numbers around 100,000 and nothing that they are a share of."""
    heads = months(rows) if shape is InsightShape.LINES else named(OUTLETS, rows)
    marks = [
        InsightMark(
            row=row.id, column=column.id, count=100_000.0 + 12_345 * n * (k + 1), labels=(1,)
        )
        for n, row in enumerate(heads)
        for k, column in enumerate(named(ROLES, columns))
    ]
    return insight_of(shape, heads, named(ROLES, columns), marks, title="Words quoted")


def balance(rows: int, steps: int, *, seed: int = 3) -> Insight:
    """Return shares for and against with a mean of each row."""
    plain = shares_of(InsightShape.BALANCE, rows, steps, seed=seed)
    chance = random.Random(seed)
    means = [
        InsightMark(
            row=row.id,
            column="mean",
            count=12.0,
            value=(value := chance.uniform(-1, 1)),
            low=value - 0.2,
            high=value + 0.2,
            labels=(1, 2),
        )
        for row in plain.rows
    ]
    return insight_of(
        InsightShape.BALANCE,
        plain.rows,
        plain.columns,
        [*plain.marks, *means],
        value_title="Mean stance",
        title="Sentiment toward a target",
    )
