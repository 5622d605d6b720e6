"""pip, conda, the dev container and the locks say the same about what the course needs.

The locks are made again with uv, in the course folder:

    uv pip compile pyproject.toml --extra setup --universal --generate-hashes --no-header --no-annotate
        --python-version 3.11 -o requirements.lock
    (and the same with --extra setup --extra test -o requirements-test.lock)
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from ruamel.yaml import YAML

REPOSITORY = Path(__file__).parents[2]
PROJECT = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]
CONDA = YAML(typ="safe", pure=True).load((REPOSITORY / "environment.yml").read_text(encoding="utf-8"))
LOCKS = ["requirements.lock", "requirements-test.lock"]
PYTHONS = ["3.11", "3.12", "3.13"]
SYSTEMS = ["windows", "aarch64-apple-darwin", "x86_64-apple-darwin", "linux"]


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def needs(lines: list[str]) -> dict[str, SpecifierSet]:
    requirements = map(Requirement, lines)
    return {canonical(requirement.name): requirement.specifier for requirement in requirements}


def pins(lock: str) -> dict[str, list[str]]:
    """The versions that a lock names, by package: several where they hang on the Python."""
    found: dict[str, list[str]] = {}
    for name, version in re.findall(
        r"^([\w.-]+)==([^\s;]+)", (REPOSITORY / lock).read_text(encoding="utf-8"), re.MULTILINE
    ):
        found.setdefault(canonical(name), []).append(version)
    return found


def test_conda_needs_what_pip_needs():
    conda = needs([line for line in CONDA["dependencies"] if isinstance(line, str)])
    python, pip = conda.pop("python"), conda.pop("pip")
    # What conda calls matplotlib brings the windows of Qt along, which nobody opens here.
    conda["matplotlib"] = conda.pop("matplotlib-base")
    assert conda == needs(PROJECT["dependencies"] + EXTRAS["setup"])
    assert python == SpecifierSet(PROJECT["requires-python"])
    assert pip == SpecifierSet()


def test_conda_takes_everything_from_conda_forge_and_the_course_from_its_folder():
    assert CONDA["channels"] == ["conda-forge", "nodefaults"]
    assert CONDA["dependencies"][-1] == {"pip": ["-e ."]}


def test_course_py_knows_the_pythons_of_the_project():
    oldest, newest = re.search(r"OLDEST, NEWEST = (.*)\n", (REPOSITORY / "course.py").read_text(encoding="utf-8"))[
        1
    ].split("), (")
    assert (
        PROJECT["requires-python"]
        == f">={oldest.strip('( )').replace(', ', '.')},<3.{int(newest.strip('( )').split(', ')[1]) + 1}"
    )


def test_the_dev_container_has_a_python_that_fits_and_checks_itself():
    container = json.loads((REPOSITORY / ".devcontainer" / "devcontainer.json").read_text(encoding="utf-8"))
    version = re.fullmatch(r"python:([\d.]+)-\w+", container["image"])[1]
    assert version in SpecifierSet(PROJECT["requires-python"])
    assert container["postCreateCommand"] == "python3 course.py check"


@pytest.mark.parametrize(
    ("lock", "extras"), [("requirements.lock", ["setup"]), ("requirements-test.lock", ["setup", "test"])]
)
def test_a_lock_covers_the_project(lock, extras):
    locked = pins(lock)
    for name, specifier in needs(
        PROJECT["dependencies"] + [line for extra in extras for line in EXTRAS[extra]]
    ).items():
        assert locked.get(name), f"{name} is not in {lock}: make the lock again"
        assert all(version in specifier for version in locked[name]), (
            f"{name} in {lock} is outside {specifier}: make the lock again"
        )


def test_the_test_lock_holds_the_other_word_for_word():
    def blocks(lock: str) -> set[str]:
        return set(re.split(r"\n(?=\S)", (REPOSITORY / lock).read_text(encoding="utf-8").strip()))

    assert blocks("requirements.lock") <= blocks("requirements-test.lock")


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_has_hashes_and_no_address(lock):
    text = (REPOSITORY / lock).read_text(encoding="utf-8")
    assert "://" not in text
    assert "--index-url" not in text
    for block in re.split(r"\n(?=[\w-])", text.strip()):
        assert "--hash=sha256:" in block, block.splitlines()[0]


@pytest.mark.slow
@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize("system", SYSTEMS)
def test_the_lock_resolves_with_wheels_alone(system, python, tmp_path):
    uv = shutil.which("uv", path=str(Path(sys.executable).parent)) or shutil.which("uv")
    # An empty target: otherwise uv would look at what is installed here.
    command = [
        uv,
        "pip",
        "install",
        "--dry-run",
        "--only-binary",
        ":all:",
        "--require-hashes",
        "--target",
        str(tmp_path),
    ]
    command += ["--python-platform", system, "--python-version", python, "-r", "requirements.lock"]
    result = subprocess.run(command, cwd=REPOSITORY, capture_output=True, encoding="utf-8", timeout=300)
    assert result.returncode == 0, result.stderr
    assert "Would install" in result.stderr
