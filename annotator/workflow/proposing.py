"""What is proposed of the codebook, in words, and taking or leaving it."""

from collections.abc import Sequence

from annotator.domain.codebook import Code
from annotator.domain.edits.base import Edit, Together
from annotator.domain.edits.codebook import PutCode, RetireCode
from annotator.domain.edits.team import LeaveProposals
from annotator.domain.wording import counted, shortened
from annotator.store.merging.report import CodeProposal
from annotator.workflow.codebook_differences import code_differences

_LONGEST = 300


def both_forms(one: CodeProposal) -> list[tuple[str, str, str]]:
    """Return what differs, how it is here and how it would be, on a line each.

    Of a code that is new or deleted, all that it says.
    """
    none = Code(id=one.code, name="")
    told = code_differences(one.ours or none, one.theirs or none)
    return [
        (said.what, shortened(said.before, _LONGEST), shortened(said.after, _LONGEST))
        for said in told
        if said.before or said.after
    ]


def taking(chosen: Sequence[CodeProposal]) -> Edit:
    """Return the edit that makes proposals the project's codebook; a deleted code is retired."""
    edits: list[Edit] = [
        RetireCode(one.code) if one.theirs is None else PutCode(one.theirs) for one in chosen
    ]
    return Together(edits, f"{counted(len(chosen), 'proposal')} taken")


def leaving(chosen: Sequence[CodeProposal]) -> Edit:
    """Return the edit that leaves proposals, so that they aren't listed any more."""
    edits = [edit for one in chosen for edit in one.edits]
    return Together((LeaveProposals(tuple(edits)),), f"{counted(len(chosen), 'proposal')} left")
