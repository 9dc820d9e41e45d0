"""Insights: what reading the labels takes, another filter, an edit; and how the page stands still.

A study of two coders, most of whose labels are quotes with sources and actors. What is counted is
measured without a window, in a process of its own: the page does the same on another thread, and
what it adds is seen as a stall there.
"""

import gc
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from annotator.analysis.insights.question import InsightQuestion
from annotator.analysis.insights.views import VIEWS
from annotator.domain.annotation import Annotation
from annotator.domain.edits.annotations import SetValue
from annotator.gui.insights.page import InsightsPage
from annotator.store.project import Project
from annotator.workflow.insights.asking import found_labels, insight
from annotator.workflow.insights.by_names import ALL_LABELS
from annotator.workflow.insights.keeper import FactKeeper
from bench.children import Told, ask
from bench.insight_labels import CODERS, FIRST_QUOTE
from bench.material import Material
from bench.measuring import Times, cpu, forget_peak, megabytes, peak
from bench.rows import Row
from bench.window import BenchWindow, Heartbeat, home, rest, until

_READ, _MEMORY = 2.0, 250.0
"""Seconds and MB for 100,000 labels; where there are fewer, fewer."""
_ANEW, _STALL = 300.0, 50.0
"""Milliseconds in which another filter is answered, and for which the window may stand still."""
_OF = 10_000
"""Articles, with ten labels each, for which the targets are."""
_WORDS = ("outlet:herald", "coder:ana prices", "minister", "")
_PAUSE = 0.3


def rows(material: Material) -> Iterator[Row]:
    """Yield what is measured on the largest of the usual projects."""
    size, few = max(one for one in material.sizes.projects if one <= _OF), material.sizes.few
    path = str(material.copy(material.insight_labels(size)))
    name, share = f"Insights, {10 * size:,} labels", size / _OF
    told = [ask(counted, path) for _ in range(few)]
    read = Times([one["read"] for one in told])
    yield Row(f"{name}: read once", read.median, "s", max(_READ * share, 0.1), read.told)
    memory = median(one["more"] for one in told)
    yield Row(f"{name}: memory", memory, "+ MB", max(_MEMORY * share, 50.0))
    for view in VIEWS:
        first, anew = (
            Times([one[f"{view.id}, {act}"] for one in told]) for act in ("first", "anew")
        )
        yield Row(f"{name}: {view.id}, first", 1000 * first.median, "ms", None, first.told)
        yield Row(f"{name}: {view.id}, another filter", 1000 * anew.median, "ms", _ANEW, anew.told)
    edited = Times([one["edit"] for one in told])
    yield Row(f"{name}: after an edit", 1000 * edited.median, "ms", None, edited.told)
    yield from _page(material, path, name)


def counted(path: str) -> Told:
    """Read a project's labels, ask each view by each filter, and again after an edit."""
    with Project.open(path, CODERS[0]) as project:
        keeper = FactKeeper()
        forget_peak()
        before = megabytes()
        read = cpu(lambda: keeper.facts(project, ALL_LABELS))
        found: Told = {"read": read, "more": peak() - before}

        def answer(view: str, words: str) -> None:
            facts = keeper.facts(project, ALL_LABELS)
            numbers = found_labels(project, words, ALL_LABELS)
            insight(facts, InsightQuestion(view=view), (), numbers)

        for view in VIEWS:
            found[f"{view.id}, first"] = cpu(lambda view=view: answer(view.id, ""))
            times = [cpu(lambda w=words, view=view: answer(view.id, w)) for words in _WORDS]
            found[f"{view.id}, anew"] = max(times)
        quote = project.get(Annotation, FIRST_QUOTE)
        negated = quote is not None and quote.values.get("negated") is True
        keeper.follow(project.apply(SetValue(FIRST_QUOTE, "negated", not negated)))
        found["edit"] = cpu(lambda: answer(VIEWS[0].id, ""))
        return found


def _page(material: Material, path: str, name: str) -> Iterator[Row]:
    """Yield for how long the window stands still while the page counts and draws each view."""
    gc.freeze()  # as the program does with its modules once they are loaded
    with home() as settings, BenchWindow(settings, Path(path)) as shown:
        page = shown.project.show(InsightsPage)
        body = page.body
        until(lambda: not body.finder.busy)
        for n, view in enumerate(VIEWS):
            body.show_view_at(n)
            until(lambda: not body.finder.busy)
            rest(_PAUSE)
            with Heartbeat() as heart:
                for words in _WORDS * material.sizes.few:
                    body.filter.wanted.emit(words)
                    until(lambda: not body.finder.busy)
                    rest(_PAUSE)
            yield Row(f"{name}: {view.id} in the window, stall", 1000 * heart.longest, "ms", _STALL)
