from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize(
    ("module", "line", "contract"),
    [
        ("alert.py", "import faust", "nothing touches the world"),
        ("incident.py", "import time", "nothing touches the world"),
        ("reading/status.py", "from streams import alert", "One direction"),
        ("cli/broker.py", "from streams.worker import app", "starts without Faust"),
        ("places/mention.py", "from streams.places import cues", "No circles"),
        ("helpers.py", "", "One direction"),
    ],
)
def test_code_that_leaves_the_architecture_fails_the_check(tmp_path, module, line, contract):
    shutil.copytree(ROOT / "streams", tmp_path / "streams", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    with (tmp_path / "streams" / module).open("a", encoding="utf-8") as file:
        file.write(f"\n{line}\n")
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([linter, "--no-cache"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    broken = [found for found in done.stdout.splitlines() if found.endswith("BROKEN")]
    assert any(contract in found for found in broken) or (not line and "helpers" in done.stdout)
