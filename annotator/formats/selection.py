"""What a user chooses of a project to export: layers, articles, and how."""

from collections.abc import Mapping, Sequence

import msgspec

from annotator.analysis.pseudonyms.naming import Pseudonyms
from annotator.formats.export_options import ExportOption, OptionValue

ALL_LAYERS = "all"


class Selection(msgspec.Struct, frozen=True, kw_only=True):
    """What to export: layers ("all", "gold" or coder handles), articles by id (None for all).

    Where gold is named, only that of settled articles, unless `unsettled` asks for the others, too.
    Practice articles and repetitions are left out, unless they are wanted with `apart`. `options`
    holds what was chosen of the format's own options, by their ids; the rest is as usual. With
    `pseudonyms` the names of actors are replaced before anything is read for the export.
    """

    layers: tuple[str, ...] = (ALL_LAYERS,)
    articles: Sequence[str] | None = None
    columns: Sequence[str] | None = None
    for_spreadsheet: bool = False
    unsettled: bool = False
    apart: bool = False
    pseudonyms: Pseudonyms | None = None
    options: Mapping[str, OptionValue] = msgspec.field(default_factory=dict[str, OptionValue])

    def flag(self, option: ExportOption) -> bool:
        """Return whether an option that is a yes or no was chosen."""
        return bool(self.options.get(option.id, option.default))

    def number(self, option: ExportOption) -> int:
        """Return the number that was chosen for an option."""
        return int(self.options.get(option.id, option.default))

    def words(self, option: ExportOption) -> str:
        """Return the words, or the id of the choice, that were chosen for an option."""
        return str(self.options.get(option.id, option.default))
