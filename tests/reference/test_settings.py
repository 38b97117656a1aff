"""Settings: every fault is named, and none of a secret is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from support.reference.settings import SettingsError, check_settings, read_settings

if TYPE_CHECKING:
    from pathlib import Path


def test_a_store_is_all_that_must_be_stated(tmp_path: Path) -> None:
    """Everything else has a default."""
    settings = check_settings({"store": str(tmp_path)})
    assert (settings.store, settings.address) == (tmp_path, ("127.0.0.1", 0))
    assert (settings.control_plane, settings.settable_clock) == (None, None)


def test_everything_can_be_stated(tmp_path: Path) -> None:
    """What is stated is taken as it is."""
    settings = check_settings(
        {
            "store": str(tmp_path),
            "listen": "[::1]:8080",
            "upstreams": {"model": "http://127.0.0.1:9000/v1"},
            "control_plane": "http://127.0.0.1:9001",
            "bundle_file": str(tmp_path / "bundle.json"),
            "edge_id": "edge-7",
            "edge_token": "token",
            "edge_token_file": str(tmp_path / "token"),
            "bundle_key": "key",
            "clock": {"settable": 1790164800.0},
            "channel": str(tmp_path / "channel"),
        }
    )
    assert settings.address == ("::1", 8080)
    assert settings.settable_clock == 1790164800.0
    assert settings.bundle_file == tmp_path / "bundle.json"


def test_every_fault_is_named_at_once(tmp_path: Path) -> None:
    """Whoever mends the settings needs one try."""
    with pytest.raises(SettingsError) as caught:
        check_settings(
            {
                "store": str(tmp_path / "missing"),
                "listen": "127.0.0.1:99999",
                "upstreams": {"model": "127.0.0.1:9000"},
                "control_plane": "ftp://there",
                "edge_id": "edge 1",
                "edge_token": 7,
                "clock": "sundial",
                "workers": 0,
                "colour": "blue",
            }
        )
    named = [fault.partition(":")[0] for fault in caught.value.faults]
    assert named == [
        "colour",
        "listen",
        "store",
        "upstreams",
        "control_plane",
        "edge_id",
        "edge_token",
        "clock",
        "workers",
    ]


def test_a_wrong_secret_is_not_shown(tmp_path: Path) -> None:
    """The message about a token says what is wrong with it and not what it was."""
    with pytest.raises(SettingsError) as caught:
        check_settings({"store": str(tmp_path), "edge_token": "s3cret\n", "bundle_key": ""})
    assert "s3cret" not in str(caught.value)
    assert len(caught.value.faults) == 2


@pytest.mark.parametrize(
    ("text", "fault"),
    [("", "is not JSON"), ("[]", "must be one JSON object"), ("{}", "store: is missing")],
)
def test_a_file_without_settings_says_so(tmp_path: Path, text: str, fault: str) -> None:
    """Empty, of another kind, or without a store: each has its own sentence."""
    path = tmp_path / "settings.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match=fault):
        read_settings(path)


def test_a_missing_file_says_so(tmp_path: Path) -> None:
    """The path that was looked for is in the message."""
    with pytest.raises(SettingsError, match=r"settings\.json cannot be read: No such file"):
        read_settings(tmp_path / "settings.json")
