"""A built package brings the course along, and never the keys."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    place = tmp_path_factory.mktemp("wheel")
    build = "import sys; from hatchling.build import build_wheel; print(build_wheel(sys.argv[1]))"
    done = subprocess.run([sys.executable, "-c", build, str(place)], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return place / done.stdout.split()[-1]


def test_an_installed_copy_finds_its_course(wheel, tmp_path):
    installed, elsewhere = tmp_path / "site", tmp_path / "elsewhere"
    zipfile.ZipFile(wheel).extractall(installed)
    elsewhere.mkdir()
    program = (
        "import debatekit as dk; from debatekit.course import course_root, load_course\n"
        "print(course_root()); print(load_course().lessons[0].id); print(len(dk.table('troop_levels')))"
    )
    env = {name: value for name, value in os.environ.items() if name != "DEBATEKIT_COURSE"} | {"PYTHONPATH": str(installed)}
    done = subprocess.run([sys.executable, "-c", program], cwd=elsewhere, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    root, lesson, rows = done.stdout.splitlines()
    assert Path(root) == (installed / "debatekit/_course").resolve()
    assert lesson == "00-start-here" and int(rows) > 0


def test_no_key_is_in_it(wheel):
    with zipfile.ZipFile(wheel) as archive:
        assert not [name for name in archive.namelist() if "solutions" in name or "/key/" in name]
        text = b"".join(archive.read(name) for name in archive.namelist() if name.startswith("debatekit/_course/"))
    for secret in (b"BEGIN HIDDEN TESTS", b"BEGIN SOLUTION", b"BEGIN MARK SCHEME"):
        assert secret not in text
