"""Merging, splitting and likely doubles, each asked before anything is written."""

from PySide6.QtWidgets import QWidget

from annotator.domain.edits.actors import PartActors
from annotator.domain.people import Actor
from annotator.domain.visibility import Visibility
from annotator.gui.actors_page.doubles_dialog import DoublesDialog
from annotator.gui.actors_page.merge_dialog import MergeDialog
from annotator.gui.actors_page.split_dialog import SplitDialog
from annotator.gui.session.jobs import Job, on_sibling
from annotator.gui.session.running_job import Reporter
from annotator.gui.session.session import Session
from annotator.gui.widgets.dialog import run_dialog
from annotator.store.project import Project
from annotator.workflow.suggesting.doubles import Double, Doubles

_MOST_PAIRS = 300


def ask_and_merge(parent: QWidget, session: Session, actors: list[Actor], seen: Visibility) -> str:
    """Ask which of these actors stays, and make them one; return its id if that was done."""
    dialog = run_dialog(MergeDialog(session, actors, seen, parent))
    return dialog.done_to


def ask_and_split(parent: QWidget, session: Session, actor: Actor, seen: Visibility) -> str:
    """Ask which passages go to a new actor; return its id if it was made."""
    return run_dialog(SplitDialog(session, actor, seen, parent)).done_to


def show_double_pairs(parent: QWidget, session: Session, seen: Visibility) -> None:
    """Look for likely doubles on another thread, and show them."""

    def work(own: Project, _reporter: Reporter) -> tuple[dict[str, Actor], list[Double]]:
        known = Doubles(own.find(Actor))
        pairs = known.all()[:_MOST_PAIRS]
        named = {one for pair in pairs for one in (pair.a, pair.b)}
        return {one: known.actors[one] for one in named}, pairs

    def show(found: tuple[dict[str, Actor], list[Double]]) -> None:
        _ask_pairs(parent, session, seen, *found)

    job = Job(on_sibling(session.project, work)).on_success(show)
    job.on_refusal(lambda error: session.refused.emit(str(error)))
    job.run(parent, "Comparing actors")


def _ask_pairs(
    parent: QWidget,
    session: Session,
    seen: Visibility,
    actors: dict[str, Actor],
    pairs: list[Double],
) -> None:
    dialog = DoublesDialog(actors, pairs, parent)

    def merge(pair: Double) -> None:
        found = session.project.get_all(Actor, (pair.a, pair.b))
        chosen = [found[one] for one in (pair.a, pair.b) if one in found]
        # The fuller name is offered to stay.
        chosen.sort(key=lambda one: -len(one.name))
        if ask_and_merge(dialog, session, chosen, seen):
            gone = next((one for one in chosen if _is_gone(session, one.id)), None)
            if gone is not None:
                dialog.take_away_all_of(gone.id)

    def part(pair: Double) -> None:
        if session.apply(PartActors(pair.a, pair.b)) is not None:
            dialog.take_away(pair)

    dialog.same.connect(merge)
    dialog.different.connect(part)
    run_dialog(dialog)


def _is_gone(session: Session, actor: str) -> bool:
    found = session.project.get(Actor, actor)
    return found is None or found.archived
