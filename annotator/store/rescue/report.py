"""What a rescue saved, and what it could not."""

import msgspec

from annotator.domain.wording import counted


class RescueReport(msgspec.Struct, frozen=True, kw_only=True):
    """Counts of what is in the new project, and in `lost` what is not, a sentence each.

    `whole_history` tells that every edit came along; otherwise `edits` of them did, and what
    stood came in as it was found, in one edit. `altered` names (kind and id) what stands without
    something that it referred to; `lost` says so, too.
    """

    articles: int
    annotations: int
    coders: int
    codes: int
    edits: int
    whole_history: bool
    lost: tuple[str, ...] = ()
    altered: tuple[str, ...] = ()

    def told(self) -> str:
        """Say what was saved."""
        history = "the whole history" if self.whole_history else counted(self.edits, "edit")
        articles = counted(self.articles, "article")
        annotations = counted(self.annotations, "annotation")
        return f"{articles} with {annotations}, {counted(self.codes, 'code')}, {history}"
