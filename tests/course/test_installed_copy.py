"""A built package brings the course along, and never the keys."""

import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from debatekit.workspace.secrets import leaks, secrets
from debatekit.workspace.travels import is_allowed

ROOT = Path(__file__).parents[2]


def build(kind, place):
    program = f"import sys; from hatchling.build import build_{kind} as build; print(build(sys.argv[1]))"
    done = subprocess.run([sys.executable, "-c", program, str(place)], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return place / done.stdout.split()[-1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    return build("wheel", tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def sdist(tmp_path_factory):
    return build("sdist", tmp_path_factory.mktemp("sdist"))


def test_an_installed_copy_finds_its_course(wheel, tmp_path):
    installed, elsewhere = tmp_path / "site", tmp_path / "elsewhere"
    zipfile.ZipFile(wheel).extractall(installed)
    elsewhere.mkdir()
    program = (
        "import debatekit as dk; from debatekit.course import course_root, load_course, load_fingerprints\n"
        "course = load_course(); name = course.readings[0]\n"
        "print(course_root()); print(course.lessons[0].id); print(len(dk.table('troop_levels')))\n"
        "print(dk.reading(name).picture['id'], bool(dk.argument(name).picture), len(load_fingerprints(name)))"
    )
    env = {name: value for name, value in os.environ.items() if name != "DEBATEKIT_COURSE"}
    env |= {"PYTHONPATH": str(installed), "DEBATEKIT_HOME": str(tmp_path / "home")}
    done = subprocess.run([sys.executable, "-c", program], cwd=elsewhere, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    root, lesson, rows, texts = done.stdout.splitlines()
    assert Path(root) == (installed / "debatekit/_course").resolve()
    assert lesson == "00-start-here" and int(rows) > 0
    reading, is_mapped, fingerprints = texts.split()
    assert reading in os.listdir(ROOT / "data/readings") and is_mapped == "True" and int(fingerprints) > 0


def test_no_key_is_in_the_wheel(wheel):
    with zipfile.ZipFile(wheel) as archive:
        contents = {name: archive.read(name) for name in archive.namelist()}
    assert not [name for name in contents if "solutions" in name or "/key/" in name]
    holds_no_secret(contents)


def test_no_key_is_in_the_source_package(sdist):
    with tarfile.open(sdist) as archive:
        contents = {member.name.partition("/")[2]: archive.extractfile(member).read() for member in archive if member.isfile()}
    # What the format itself asks for; all else is what a student may have.
    own = {"PKG-INFO", ".gitignore"}
    assert [name for name in contents if not is_allowed(name) and name not in own] == []
    assert {"src/debatekit/notebook.py", "data/course.yaml", "lessons/00-start-here.ipynb", "hatch_build.py"} < set(contents)
    holds_no_secret(contents)


def holds_no_secret(contents):
    known = secrets(ROOT)
    assert known and list(leaks(contents, known)) == []
    course = b"".join(content for name, content in contents.items() if name.startswith(("debatekit/_course/", "data/", "lessons/", "assignments/")))
    for fence in (b"BEGIN HIDDEN TESTS", b"BEGIN SOLUTION", b"BEGIN MARK SCHEME"):
        assert course and fence not in course
