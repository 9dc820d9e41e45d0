"""The views of a report as they were left on the page of insights."""

from contextlib import suppress

from msgspec import structs

from annotator.domain.errors import UserError
from annotator.gui.settings.insights import KeptAsking, KeptInsights
from annotator.workflow.insights.questions import OPTIONS, question_said
from annotator.workflow.report.choosing import written

_OF_ACTORS = "actor."


def views_of_page(kept: KeptInsights) -> list[str]:
    """Return how the views are written that were asked otherwise than as usual on the page.

    Whether articles are a sample is left to the report; what there is none of any more is left out.
    """
    found: list[str] = []
    for view, asked in kept.asked.items():
        with suppress(UserError):
            found.append(_written(view, asked, sensitive=kept.sensitive))
    return [one for one in found if ":" in one]


def _written(view: str, asked: KeptAsking, *, sensitive: bool) -> str:
    said = {name: one for name, one in structs.asdict(asked).items() if name in OPTIONS and one}
    said.pop("sampled", None)
    if sensitive and any(one.startswith(_OF_ACTORS) for one in (asked.rows, asked.columns)):
        said["sensitive"] = True
    return written(question_said(view, said))
