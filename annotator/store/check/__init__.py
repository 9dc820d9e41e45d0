"""Proving that a project file is sound, and naming what is not."""

from annotator.store.check.anchors import article_problems
from annotator.store.check.problem import Problem
from annotator.store.check.summed import first_damaged, refuse_damage, sum_problems
from annotator.store.check.whole_file import problems, refuse_problems

__all__ = [
    "Problem",
    "article_problems",
    "first_damaged",
    "problems",
    "refuse_damage",
    "refuse_problems",
    "sum_problems",
]
