"""What a project knows of how a study was done: the coders’ training, and how it was drawn."""

from annotator.domain.kept_samples import samples_told
from annotator.domain.people import Coder
from annotator.domain.rounds import in_order
from annotator.domain.study import Inclusion, Round, RoundKind
from annotator.domain.wording import counted, enumerated
from annotator.store.project import Project
from annotator.workflow.practice import standings


def training_told(project: Project) -> str:
    """Say on how many practice articles coders were trained, and how many of them each passed."""
    handles = {one.id: one.handle for one in project.find(Coder)}
    told: list[str] = []
    for one in in_order(project.find(Round)):
        articles = len(project.find(Inclusion, round=one.id)) if _is_training(one) else 0
        if not articles:
            continue
        mark = f", with a pass mark of {one.pass_mark:.0%}" if one.pass_mark is not None else ""
        words = f"Coders were trained on {counted(articles, 'practice article')}{mark}"
        done = [
            f"{handles.get(who.coder, who.coder)} passed {who.passed} of {who.finished}"
            for who in sorted(standings(project, one), key=lambda who: handles.get(who.coder, ""))
        ]
        told.append(f"{words}; {enumerated(done)}." if done else f"{words}.")
    return " ".join(told)


def sampling_told(project: Project) -> str:
    """Say how many articles were drawn, by what, and with which seed."""
    return samples_told(project.info().settings)


def _is_training(one: Round) -> bool:
    return one.kind is RoundKind.TRAINING
