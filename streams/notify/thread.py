"""Blocking work in a thread of its own, which may be left behind: it ends with the process at the latest."""

from __future__ import annotations

import asyncio
import contextvars
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, TypeVar

Result = TypeVar("Result")


def in_thread(work: Callable[[], Result], name: str) -> Future[Result]:
    """Begin work in a new thread, with the context variables of whoever begins it.

    No pool: the interpreter waits for a pool's threads at its end, and a service that hangs would hold it up.
    """
    future: Future[Result] = Future()

    def run() -> None:
        try:
            future.set_result(work())
        except BaseException as error:  # noqa: BLE001 whoever asks for the result gets it
            future.set_exception(error)

    threading.Thread(target=contextvars.copy_context().run, args=(run,), daemon=True, name=name).start()
    return future


async def ended(future: Future[Any], seconds: float) -> bool:
    """Wait for a thread's work, but not longer; whether it has ended. The work goes on either way."""
    done = asyncio.Event()
    loop = asyncio.get_running_loop()

    def tell(_: Future[Any]) -> None:
        if not loop.is_closed():
            loop.call_soon_threadsafe(done.set)

    future.add_done_callback(tell)
    try:
        await asyncio.wait_for(done.wait(), seconds)
    except TimeoutError:
        return future.done()
    return True
