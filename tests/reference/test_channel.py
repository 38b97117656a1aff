"""The private channel: the clock is moved and the gateway watched, beside the wire."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

from support.reference.channel import Channel
from support.reference.gateway import Gateway
from support.reference.settings import Settings
from support.reference.siblings import Siblings

if TYPE_CHECKING:
    from pathlib import Path

NOON = 1790164800.0


class _Door:
    """A door through which five have come, of whom three are still there."""

    open_requests = 3
    requests = 5


def _conversation(folder: Path, clock: float | None, *lines: bytes) -> list[dict[str, Any]]:
    """Say the lines to a gateway without a control plane, and return its answers."""

    async def converse() -> list[dict[str, Any]]:
        gateway = Gateway(Settings(store=folder, settable_clock=clock))
        channel = Channel(gateway, _Door(), Siblings())
        path = folder / "channel"
        await channel.open(path)
        reader, writer = await asyncio.open_unix_connection(path)
        answers = []
        for line in lines:
            writer.write(line + b"\n")
            answers.append(json.loads(await reader.readline()))
        writer.close()
        await writer.wait_closed()
        await channel.falls_silent()
        channel.close()
        await gateway.close()
        return answers

    return asyncio.run(converse())


def test_the_status_tells_the_time_and_whether_the_gateway_is_idle(tmp_path: Path) -> None:
    """Both clocks, the next timer, whether a turn is under way, and how many requests are open."""
    (status,) = _conversation(tmp_path, NOON, b'{"do":"status"}')
    assert status.pop("pid") > 0
    assert status == {
        "wall": NOON,
        "steady": 0.0,
        "next": None,
        "busy": False,
        "open_requests": 3,
        "held_back": 0,
        "requests": [5],
    }


def test_time_passes_on_both_clocks_and_a_correction_on_one(tmp_path: Path) -> None:
    """Advancing moves wall and steady clock, setting the wall clock leaves the steady one."""
    advanced, corrected = _conversation(
        tmp_path, NOON, b'{"do":"advance","seconds":30}', b'{"do":"set_wall","wall":1790164800}'
    )
    assert (advanced["wall"], advanced["steady"]) == (NOON + 30, 30)
    assert (corrected["wall"], corrected["steady"]) == (NOON, 30)


def test_what_cannot_be_done_is_said_and_the_conversation_goes_on(tmp_path: Path) -> None:
    """No JSON, no object, an unknown verb, a missing number: an error each, and then a status."""
    *errors, status = _conversation(
        tmp_path,
        NOON,
        b"advance!",
        b"[]",
        b'{"do":"sing"}',
        b'{"do":"advance"}',
        b'{"do":"advance","seconds":-1}',
        b'{"do":"status"}',
    )
    assert [list(error) for error in errors] == [["error"]] * 5
    assert status["steady"] == 0


def test_the_systems_clock_cannot_be_moved(tmp_path: Path) -> None:
    """A gateway on the machine's own clock says how to get one that can be moved."""
    (answer,) = _conversation(tmp_path, None, b'{"do":"advance","seconds":30}')
    assert '"settable"' in answer["error"]
