"""Tests with other people's libraries skip without them, unless they were installed for this."""

import os

import pytest

_skipped: list[str] = []


def pytest_collectreport(report: pytest.CollectReport) -> None:
    if report.skipped:
        _skipped.append(report.nodeid)


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.skipped:
        _skipped.append(report.nodeid)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    if _skipped and "READERS_ARE_THERE" in os.environ:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
