"""The ways in which work stops without being a bug."""


class UserError(Exception):
    """A refusal that helps: what went wrong, where, and what to do about it."""

    def __init__(self, message: str, *, where: str = "", remedy: str = "") -> None:
        self.message = message
        self.where = where
        self.remedy = remedy
        super().__init__(message)

    def __str__(self) -> str:
        """Give the refusal as one line."""
        place = f"{self.where}: " if self.where else ""
        return " ".join(part for part in (f"{place}{self.message}", self.remedy) if part)

    def at(self, where: str) -> "UserError":
        """Return the same refusal with an outer place put before its own."""
        places = f"{where}, {self.where}" if self.where else where
        return type(self)(self.message, where=places, remedy=self.remedy)


DAMAGE_REMEDY = "Save what is sound with Rescue… (annotator rescue), or use Restore a backup…."
"""What to do about a damaged file."""


class DamageError(UserError):
    """The project file is not what the program wrote: names the record, and where it is."""

    def __init__(self, message: str, *, where: str = "", remedy: str = DAMAGE_REMEDY) -> None:
        super().__init__(message, where=where, remedy=remedy)


class CancelledError(Exception):
    """The user cancelled long work; nothing of it remains."""
