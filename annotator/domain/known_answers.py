"""Answers that a code was found to take, so that one that comes often is looked at once."""

from typing import Any, cast

from annotator.domain.codebook import Code
from annotator.domain.errors import UserError
from annotator.domain.rules_codebook import check_value

_Answer = tuple[str, type[object], object]


class KnownAnswers:
    """What one code takes, as far as it was asked; what only one place says is not remembered."""

    def __init__(self, code: Code) -> None:
        self.code = code
        self._taken: set[_Answer] = set()
        self._remembered = {field.id for field in code.fields if field.type.row.labels}

    def has(self, name: str, value: Any) -> bool:
        """Tell whether the code was found to take this very answer."""
        try:
            return _answer(name, value) in self._taken
        except TypeError:
            return False  # no answer has lists in lists, or maps

    def check(self, name: str, value: Any, where: str) -> None:
        """Raise a `UserError` as `check_value` does, and remember what is taken."""
        check_value(self.code, name, value, where)
        if name in self._remembered and _is_plain(value):
            self._taken.add(_answer(name, value))

    def takes(self, name: str, value: Any) -> bool:
        """Tell whether the code has this field and the field takes this value."""
        if self.has(name, value):
            return True
        try:
            self.check(name, value, "")
        except UserError:
            return False
        return True

    def carried(self, name: str, value: Any) -> Any:
        """Return what has become of an answer that isn't taken any more; None for nothing."""
        field = self.code.field(name)
        if field is None or not (field.moved or field.type.row.several):
            return None
        now = field.carried(value)
        return now if now is not None and self.takes(name, now) else None


def _answer(name: str, value: object) -> _Answer:
    """Return what two answers have in common that are the same: 1 and True are not."""
    if isinstance(value, list):
        return name, list, tuple(cast("list[Any]", value))
    return name, type(value), value


def _is_plain(value: Any) -> bool:
    """Tell whether an answer is one whose entries can't be equal to others of another type."""
    if isinstance(value, list):
        return all(isinstance(one, str) for one in cast("list[Any]", value))
    return isinstance(value, str | int)
