"""A bug in an override of one of Qt's methods stays an exception.

Up to Python 3.11 an exception that C code raises (`1 / 0`, a missing key or attribute, an object of
Qt's that is gone) is only made an object once Python code catches it. Where a method of Qt's that
was called from Python calls an override in which one is raised, shiboken reads the arguments of an
object that isn't there yet, and the process ends without a word. Catching it on its way out of the
override is enough.
"""

import functools
import sys
from collections.abc import Callable
from types import FunctionType
from typing import Any

from shiboken6 import Shiboken

NEEDED = sys.version_info < (3, 12)


def guard_overrides() -> None:
    """See to it for each class of Qt's that is derived from now on, where this Python needs it."""
    if NEEDED:
        setattr(Shiboken.Object, "__init_subclass__", classmethod(_guard_all))  # noqa: B010


def _guard_all(cls: type[Shiboken.Object], **kwargs: object) -> None:
    super(Shiboken.Object, cls).__init_subclass__(**kwargs)
    for name, member in list(vars(cls).items()):
        if isinstance(member, FunctionType) and _is_override(cls, name):
            setattr(cls, name, _guarded(member))


def _is_override(cls: type, name: str) -> bool:
    if name.startswith("__"):
        return False
    return any(name in vars(base) for base in cls.__mro__[1:] if _is_of_qt(base))


def _is_of_qt(cls: type) -> bool:
    return cls.__module__.startswith("PySide6.")


def _guarded(override: FunctionType) -> Callable[..., Any]:
    """Return it, catching. What takes no argument still takes none: Qt gives a slot all it can."""
    if override.__code__.co_argcount == 1:

        @functools.wraps(override)
        def alone(self: object) -> Any:
            try:
                return override(self)
            except BaseException:  # noqa: TRY203 - see above
                raise

        return alone

    @functools.wraps(override)
    def with_arguments(self: object, *given: Any, **named: Any) -> Any:
        try:
            return override(self, *given, **named)
        except BaseException:  # noqa: TRY203 - see above
            raise

    return with_arguments
