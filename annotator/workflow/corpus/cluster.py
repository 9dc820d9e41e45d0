"""Workers of Dask: processes on this computer, or those of a scheduler that runs elsewhere.

All that the program knows of Dask is here: it has few types.
"""

import asyncio
import importlib
import logging
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from importlib.util import find_spec
from typing import Any

from annotator.domain.errors import UserError
from annotator.formats.format import Extra
from annotator.workflow.corpus.executor import Lost

CORPUS = Extra("corpus", "distributed", "The extra “corpus” reads archives.")
MEMORY = "1GB"
"""What a worker's process may have before it is ended; it has a third of that in common."""
DEATHS = 2
"""How often a partition may have ended its worker, and is still tried again."""
_TRIES = 2  # again, where work fails and the worker lives
_AHEAD = 4  # partitions of each worker that the scheduler knows of
_ENDED = frozenset(("finished", "error"))
_LOOPBACK = "127.0.0.1"
_CONNECTING = 10  # seconds
_DASHBOARD = "/status"
_TABLES = "/info/main/workers.html"
_CONFIG = {
    "distributed.scheduler.allowed-failures": DEATHS,
    "distributed.scheduler.worker-saturation": 1.0,
    "distributed.scheduler.work-stealing": False,
    "distributed.worker.profile.enabled": False,
    "distributed.comm.retry.count": 2,
    "distributed.comm.timeouts.connect": "10s",
    "distributed.diagnostics.nvml": False,
}


class Cluster:
    """Workers that are there: does one function on many things at once."""

    def __init__(self, client: Any, at: str) -> None:
        self.client = client
        self.at = at

    def each(
        self, work: Callable[..., Any], items: Iterable[tuple[Any, ...]]
    ) -> Iterator[tuple[int, Any]]:
        """Yield what each came to, with its number, as it comes; see `Executor`."""
        distributed: Any = importlib.import_module("distributed")
        waiting = enumerate(items)
        numbers: dict[Any, int] = {}
        ended = distributed.as_completed(loop=self.client.loop)
        try:
            self._more(work, waiting, numbers, ended)
            for future in ended:
                if future.status not in _ENDED:  # nobody here has given it up
                    raise self._gone()
                yield numbers.pop(future), self._said(future)
                future.release()
                self._more(work, waiting, numbers, ended)
        finally:
            if self.client.status == "running":
                self.client.cancel(list(numbers), force=True)

    def _more(
        self,
        work: Callable[..., Any],
        waiting: Iterator[tuple[int, tuple[Any, ...]]],
        numbers: dict[Any, int],
        ended: Any,
    ) -> None:
        try:
            workers = max(1, len(self.client.scheduler_info(n_workers=-1)["workers"]))
        except (KeyError, OSError) as error:
            raise self._gone() from error
        while len(numbers) < _AHEAD * workers:
            following = next(waiting, None)
            if following is None:
                return
            number, one = following
            future = self.client.submit(work, *one, pure=False, retries=_TRIES)
            numbers[future] = number
            ended.add(future)

    @staticmethod
    def _gone() -> UserError:
        remedy = "Start it again and give the same command: what is done stays."
        return UserError("The scheduler is not there any more.", remedy=remedy)

    @staticmethod
    def _said(future: Any) -> Any:
        if future.status == "finished":
            return future.result()
        error = future.exception() if future.status == "error" else None
        if isinstance(error, UserError):
            raise error
        if type(error).__name__ == "KilledWorker":
            return Lost(f"It ended its worker {DEATHS + 1} times.")
        said = f"{type(error).__name__}: {error}" if error is not None else "it was given up"
        return Lost(" ".join(said.split())[:300])


@contextmanager
def cluster(scheduler: str = "", workers: int = 0) -> Generator[Cluster]:
    """Give workers: so many processes here (0 is one for each core), or those of a scheduler.

    Raise a `UserError` where Dask is not installed, or no scheduler answers at its address.
    """
    refuse_without_dask()
    dask: Any = importlib.import_module("dask")
    distributed: Any = importlib.import_module("distributed")  # before its settings are changed
    for name in ("distributed", "distributed.client"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # what matters is told here
    with ExitStack() as stack:
        stack.enter_context(dask.config.set(_CONFIG))
        if scheduler:
            client = stack.enter_context(_connected(distributed, scheduler))
        else:
            here = stack.enter_context(_processes(distributed, workers))
            client = stack.enter_context(distributed.Client(here))
        yield Cluster(client, _look_on(client))


def refuse_without_dask() -> None:
    """Raise a `UserError` where what the commands need is not installed."""
    for module in ("dask", "distributed", "pyarrow"):
        if find_spec(module) is None:
            raise UserError("Work on archives needs more than is installed.", remedy=CORPUS.advice)


def _processes(distributed: Any, workers: int) -> Any:
    return distributed.LocalCluster(
        n_workers=workers or None,
        threads_per_worker=1,
        processes=True,
        host=_LOOPBACK,
        protocol="tcp://",
        memory_limit=MEMORY,
        dashboard_address=f"{_LOOPBACK}:0",
        worker_dashboard_address=f"{_LOOPBACK}:0",
        silence_logs=logging.CRITICAL,
    )


def _connected(distributed: Any, scheduler: str) -> Any:
    try:
        asyncio.run(_reach(distributed, scheduler))
        return distributed.Client(scheduler, timeout=_CONNECTING, set_as_default=False)
    except (OSError, ValueError, TypeError) as error:
        message = f"No scheduler answers at {scheduler}."
        remedy = "Start one with “dask scheduler”, and name the address that it says."
        raise UserError(message, remedy=remedy) from error


async def _reach(distributed: Any, scheduler: str) -> None:
    """Raise where nobody answers: a client that finds nobody takes a minute to give up."""
    how = distributed.Security().get_connection_args("client")
    found = await distributed.comm.connect(scheduler, timeout=_CONNECTING, **how)
    await found.close()


def _look_on(client: Any) -> str:
    """Return the dashboard's address; without `bokeh` that of the tables that are there, too.

    It is empty where the scheduler shows nothing.
    """
    try:
        dashboard = str(client.dashboard_link or "")
    except KeyError:  # "--no-dashboard"
        return ""
    if find_spec("bokeh") is not None or not dashboard.endswith(_DASHBOARD):
        return dashboard
    return dashboard.removesuffix(_DASHBOARD) + _TABLES
