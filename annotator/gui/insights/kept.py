"""What was asked of each view in a project: remembered on this machine, at hand while one looks."""

from pathlib import Path

from msgspec import structs

from annotator.gui.settings.by_project import keep_of, kept_of
from annotator.gui.settings.insights import INSIGHTS, KeptAsking, KeptInsights
from annotator.gui.settings.settings import Settings


class KeptChoices:
    """Filter, layer, copies and whether articles are a sample hold for all views alike."""

    def __init__(self, settings: Settings, path: Path) -> None:
        self._settings = settings
        self._path = path
        self._kept = kept_of(settings, INSIGHTS, path, KeptInsights())
        self._common = self._kept.asked.get(self._kept.view, KeptAsking())

    @property
    def view(self) -> str:
        """The id of the view that was left; empty for none."""
        return self._kept.view

    @property
    def wanted(self) -> dict[str, dict[str, float]]:
        """The shares that are wanted, by what is counted by."""
        return self._kept.wanted

    @property
    def is_table(self) -> bool:
        """Whether marks are shown as a table."""
        return self._kept.table

    @is_table.setter
    def is_table(self, on: bool) -> None:
        self._keep(structs.replace(self._kept, table=on))

    @property
    def sensitive(self) -> bool:
        """Whether variables of actors are offered."""
        return self._kept.sensitive

    @sensitive.setter
    def sensitive(self, on: bool) -> None:
        self._keep(structs.replace(self._kept, sensitive=on))

    def asked(self, view: str) -> KeptAsking:
        """Return what is asked of a view (its id)."""
        common = self._common
        return structs.replace(
            self._kept.asked.get(view, KeptAsking()),
            words=common.words,
            layer=common.layer,
            copies=common.copies,
            sampled=common.sampled,
        )

    def show(self, view: str) -> None:
        """Remember which view is shown."""
        self._keep(structs.replace(self._kept, view=view))
        self.ask(view, self.asked(view))

    def ask(self, view: str, asked: KeptAsking) -> None:
        """Remember what is asked of a view."""
        self._common = asked
        self._keep(structs.replace(self._kept, view=view, asked={**self._kept.asked, view: asked}))

    def filter(self, view: str, words: str) -> None:
        """Remember the words of the filter."""
        self.ask(view, structs.replace(self.asked(view), words=words))

    def want(self, by: str, shares: dict[str, float]) -> None:
        """Remember which shares are wanted of what is counted by; none are wanted no more."""
        wanted = {**self._kept.wanted, by: shares}
        wanted = {ident: one for ident, one in wanted.items() if one}
        self._keep(structs.replace(self._kept, wanted=wanted))

    def _keep(self, kept: KeptInsights) -> None:
        if kept != self._kept:
            self._kept = kept
            self.write()

    def write(self) -> None:
        """Put it into the settings, as the project that was left last."""
        if self._kept != KeptInsights():
            keep_of(self._settings, INSIGHTS, self._path, self._kept)
