"""The handles of runs are no people's: nobody codes under one."""

from annotator.domain.errors import BusyError, UserError
from annotator.domain.people import Coder
from annotator.domain.runs import Run
from annotator.domain.state import Finder


def refuse_run(state: Finder, coder: Coder) -> None:
    """Raise a `UserError` for a coder who is a run: what people do is not a program's.

    Where another program's lock keeps readers out, that is asked when the edit is written.
    """
    try:
        runs = state.find(Run, coder=coder.id)
    except BusyError:
        return
    if runs:
        message = f"“{coder.handle}” is a run of a program: nobody works under its name."
        raise UserError(message, remedy="Choose a handle of your own.")
