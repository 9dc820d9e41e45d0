"""What a project says of how it is worked on: its settings by name, with type, default and bounds.

They lie in `ProjectInfo.settings`, which also keeps what a newer program has put there.
"""

from enum import StrEnum
from functools import cache
from typing import Annotated, Any

import msgspec
from msgspec import structs

from annotator.domain.record import Values

OPEN_SETTING = "open_labels"
"""Whether coders may see others' labels before they have finished."""
REASONS_SETTING = "review_reasons"
"""The reasons that reviewers choose from: a list of texts; an empty one counts as none."""
THRESHOLD_SETTING = "pairing_threshold"
"""From which overlap on two spans are paired, 0 to 1."""
MARKS_SETTING = "cut_marks"
"""The cut marks for figures: an object with `revise` and `reliable`."""
REVIEWERS_SETTING = "reviewers"
"""Who may write gold and decisions: a list of coders' ids; an empty one means everybody."""
LEFT_SETTING = "left_proposals"
"""The proposals that a reviewer has left: a list of the ids of edits."""
SUGGEST_SETTING = "suggest"
"""Whether labels are suggested to coders."""
SUGGEST_SHARED_SETTING = "suggest_shared"
"""Whether that is so, too, in articles that several coders code without seeing one another."""
ANSWERS_BAR_SETTING = "suggest_answers_bar"
"""How often suggested answers have to agree with this project's coders to be shown, 0 to 1."""
NEXT_SETTING = "next_order"
"""In which order articles are proposed to be coded: a `NextOrder`."""
TIME_SETTING = "track_time"
"""Whether it is kept how long each coder works on each article."""
EXPORTS_SETTING = "exports"
"""What was last said of the study where it left, as who made it: by format and option, in words."""
HAS_PSEUDONYMS = "pseudonyms"
"""That the texts have pseudonyms in place of names: they are not those of the study's project."""

REASONS = (
    "Boundary: too much",
    "Boundary: too little",
    "Wrong code",
    "Wrong answer to a field",
    "Wrong link",
    "Missed",
    "Not to be coded",
    "See the guideline",
)
"""The reasons that a project starts with."""
DEFAULT_THRESHOLD = 0.25
"""How much of what two spans cover together both must cover, so that they can be a pair."""
DEFAULT_ANSWERS_BAR = 0.85
"""Four of five right would cost a coder more than they save, since each has to be looked at."""
REVISE = 0.667
"""Below this Krippendorff (2019) would revise the codebook rather than draw conclusions."""
RELIABLE = 0.80
"""From this on he relies on the data; between the two, conclusions are tentative."""


class Marks(msgspec.Struct, frozen=True):
    """The cut marks between values to revise, tentative ones, and reliable ones.

    They rise from 0 to 1; ValueError otherwise.
    """

    revise: float = REVISE
    reliable: float = RELIABLE

    def __post_init__(self) -> None:
        """Refuse marks that do not rise."""
        if not 0 <= self.revise <= self.reliable <= 1:
            raise ValueError


class NextOrder(StrEnum):
    """In which order articles are to be coded: as listed, or what teaches most, or by lot."""

    LISTED = "listed"
    UNSURE = "unsure"
    NOVEL = "novel"
    RANDOM = "random"


class ProjectSettings(msgspec.Struct, frozen=True, kw_only=True):
    """What is set for the whole project; each attribute is named as the setting is stored."""

    open_labels: bool = False
    review_reasons: Annotated[tuple[str, ...], msgspec.Meta(min_length=1)] = REASONS
    pairing_threshold: Annotated[float, msgspec.Meta(ge=0, le=1)] = DEFAULT_THRESHOLD
    cut_marks: Marks = Marks()
    track_time: bool = True
    reviewers: tuple[str, ...] = ()
    left_proposals: tuple[str, ...] = ()
    suggest: bool = True
    suggest_shared: bool = False
    suggest_answers_bar: Annotated[float, msgspec.Meta(ge=0, le=1)] = DEFAULT_ANSWERS_BAR
    next_order: NextOrder = NextOrder.LISTED
    exports: dict[str, dict[str, str]] = {}

    def may_review(self, coder: str) -> bool:
        """Tell whether a coder (id) may write gold and decisions, and say what the codebook is."""
        return not self.reviewers or coder in self.reviewers


def project_settings(stored: Values) -> ProjectSettings:
    """Return a project's settings; what is not stored, or makes no sense, is at its default."""
    found: dict[str, Any] = {}
    for name, kind in _kinds().items():
        try:
            found[name] = msgspec.convert(stored[name], kind)
        except (KeyError, msgspec.ValidationError):
            continue
    return ProjectSettings(**found)


@cache
def _kinds() -> dict[str, Any]:
    """Return what each setting is; looked up once, as commands ask for settings all the time."""
    return {field.name: field.type for field in structs.fields(ProjectSettings)}
