"""How long a test waits before it gives up: one limit, for every wait in the tests.

It is there to end what would never end, not to measure anything, so it is generous: machines that
test are busy ones.
"""

from functools import partialmethod

from pytestqt.qtbot import QtBot

LIMIT = 60.0
"""Seconds until a wait fails."""

_WAITS = ("waitUntil", "waitSignal", "waitSignals", "waitCallback", "waitActive", "waitExposed")


class PatientBot(QtBot):
    """pytest-qt's robot; its waits have the limit of this file."""


for name in _WAITS:
    wait = partialmethod(getattr(QtBot, name), timeout=int(LIMIT * 1000))
    setattr(PatientBot, name, wait)
