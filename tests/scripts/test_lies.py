"""scripts/lies: the list of them is read as far as somebody likes."""

from __future__ import annotations

import subprocess
import sys

from tests.a_run import ROOT


def test_whoever_has_read_enough_of_the_list_hears_no_complaint() -> None:
    """There are more lies than fit a screen."""
    words = f"set -o pipefail; {sys.executable} scripts/lies.py --list | head -1"
    ended = subprocess.run(
        ["/bin/bash", "-c", words], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout.startswith("acknowledgements.")
