"""In CI no test is skipped in silence: the small plugin in tests/conftest.py, tried on a test of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CONFTEST = Path(__file__).parents[1] / "conftest.py"
SKIPS = "import pytest\n\n@pytest.mark.parametrize('n', [1, 2])\ndef test_it(n):\n    pytest.skip('no browser')\n"
PASSES = "def test_it():\n    pass\n"


def run(folder: Path, text: str, *, ci: str, allowed: str = "") -> subprocess.CompletedProcess:
    shutil.copy(CONFTEST, folder)
    (folder / "test_it.py").write_text(text)
    (folder / "allowed_skips.txt").write_text(allowed)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--rootdir", folder, folder]
    return subprocess.run(command, cwd=folder, env=os.environ | {"CI": ci}, capture_output=True, encoding="utf-8")


def test_a_skip_fails_the_run_in_ci_and_is_named(tmp_path):
    result = run(tmp_path, SKIPS, ci="true")
    assert result.returncode == 1
    assert "test_it.py::test_it[1]" in result.stdout


def test_elsewhere_a_skip_is_a_skip(tmp_path):
    assert run(tmp_path, SKIPS, ci="").returncode == 0


@pytest.mark.parametrize(
    ("allowed", "code"),
    [
        ("test_it.py::test_it[[]*] because it needs a screen", 1),
        ("test_it.py::test_it[*] because it needs a screen", 0),
        ("test_it.py::test_it[*]", 1),
        ("test_it.py::test_it[1] because it needs a screen", 1),
        ("# test_it.py::test_it[*] because it needs a screen", 1),
    ],
)
def test_a_skip_is_allowed_by_name_and_with_a_reason(tmp_path, allowed, code):
    assert run(tmp_path, SKIPS, ci="true", allowed=allowed).returncode == code


def test_a_skipped_file_counts_too(tmp_path):
    assert run(tmp_path, "import pytest\npytest.skip('all', allow_module_level=True)\n", ci="true").returncode == 1


def test_without_skips_all_is_well(tmp_path):
    assert run(tmp_path, PASSES, ci="true").returncode == 0
