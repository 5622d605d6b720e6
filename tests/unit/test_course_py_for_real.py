"""course.py with the real uv and pip, a real full disk, a real closed network and a real JupyterLab."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name == "nt", reason="signals and mounts are those of POSIX")]

REPOSITORY = Path(__file__).parents[2]
# Port 9 discards; nothing listens on it here, so every download fails at once.
CLOSED = {
    "HTTPS_PROXY": "http://127.0.0.1:9",
    "HTTP_PROXY": "http://127.0.0.1:9",
    "ALL_PROXY": "http://127.0.0.1:9",
    "NO_PROXY": "",
}
NOWHERE = CLOSED | {
    "UV_DEFAULT_INDEX": "https://127.0.0.1:9/simple", "UV_HTTP_RETRIES": "0", "UV_NO_CONFIG": "1",
    "PIP_INDEX_URL": "https://127.0.0.1:9/simple", "PIP_RETRIES": "1", "PIP_CONFIG_FILE": os.devnull,
    "PIP_NO_CACHE_DIR": "1",
}  # fmt: skip


def copy_of_the_course(to: Path) -> Path:
    """What a clone would hold, as it stands in the working tree."""
    listing = subprocess.run(
        ["git", "ls-files", "-z"], cwd=REPOSITORY, check=True, capture_output=True, encoding="utf-8"
    ).stdout
    for name in filter(None, listing.split("\0")):
        if (REPOSITORY / name).is_file():
            (to / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(REPOSITORY / name, to / name)
    return to


@pytest.fixture
def course(tmp_path):
    return copy_of_the_course(tmp_path / "Kurs für Übung")


@pytest.fixture
def env(tmp_path):
    """An ordinary user's variables; uv on the path, when the test asks for it with `with_uv`."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name.startswith(("PIP_", "UV_", "SSL_", "LANG", "LC_", "TMP"))
    }
    return kept | {
        "PATH": "/usr/bin:/bin",
        "HOME": os.environ.get("HOME", "/"),
        "DEBATEKIT_HOME": str(tmp_path / "journal"),
    }


@pytest.fixture
def with_uv(env, tmp_path):
    uv = shutil.which("uv", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "uv").symlink_to(Path(uv).resolve())
    return env | {"PATH": f"{tmp_path / 'bin'}:{env['PATH']}"}


def start(course: Path, *words: str, env: dict[str, str], python: str = sys.executable) -> subprocess.CompletedProcess:
    command = [python, str(course / "course.py"), *words]
    return subprocess.run(command, env=env, cwd=course.parent, capture_output=True, encoding="utf-8", timeout=900)


def assert_well(result: subprocess.CompletedProcess) -> None:
    failed = [finding for finding in json.loads(result.stdout)["findings"] if not finding["ok"]]
    assert (failed, result.returncode) == ([], 0), result.stderr


def test_with_uv_it_stands_and_the_second_start_is_quick_and_offline(course, with_uv):
    assert_well(start(course, "check", "--json", env=with_uv))
    began = time.monotonic()
    second = start(course, "journal", env=with_uv | CLOSED)
    took = time.monotonic() - began
    began = time.monotonic()
    subprocess.run(
        [course / ".venv/bin/python", "-m", "debatekit", "journal"], env=with_uv, capture_output=True, check=True
    )
    direct = time.monotonic() - began
    assert (second.returncode, second.stderr) == (0, "")
    assert took - direct < 2


def test_the_lock_leaves_nothing_out(course, with_uv):
    start(course, "test", "--version", env=with_uv)
    check = ["uv", "pip", "check", "--python", course / ".venv/bin/python"]
    result = subprocess.run(check, env=with_uv, capture_output=True, encoding="utf-8")
    assert "All installed packages are compatible" in result.stderr


def test_with_pip_it_stands_even_after_an_interruption(course, env):
    log = course / ".records" / "set-up.log"
    first = subprocess.Popen(
        [sys.executable, course / "course.py", "check"], env=env, stderr=subprocess.PIPE, stdout=subprocess.PIPE
    )
    deadline = time.monotonic() + 300
    while not (log.exists() and "Installing collected packages" in log.read_text(encoding="utf-8")):
        assert time.monotonic() < deadline, log.read_text(encoding="utf-8")
        time.sleep(0.2)
    time.sleep(2)
    first.send_signal(signal.SIGTERM)
    first.communicate(timeout=30)
    result = start(course, "check", "--json", env=env)
    assert "unfinished, moved or broken" in result.stderr
    assert_well(result)


def other_pythons() -> list[str]:
    found = []
    for minor in (12, 13):
        places = [shutil.which(f"python3.{minor}", path="/usr/bin:/usr/local/bin")]
        places += map(str, Path.home().glob(f".pyenv/versions/3.{minor}.*/bin/python3"))
        found += [place for place in places if place][:1]
    return found


@pytest.mark.parametrize("python", other_pythons())
def test_it_stands_on_the_other_pythons_that_are_installed(course, with_uv, python):
    assert_well(start(course, "check", "--json", env=with_uv, python=python))


def test_with_a_home_that_cannot_be_written_it_stands_all_the_same(course, with_uv, tmp_path):
    (tmp_path / "file").write_text("")
    env = {name: value for name, value in with_uv.items() if name != "DEBATEKIT_HOME"}
    result = start(course, "check", "--json", env=env | {"HOME": str(tmp_path / "file" / "home")})
    assert f"so Jupyter's settings and your journal go to {course / '.records'}{os.sep}user-" in result.stderr
    assert_well(result)


@pytest.mark.parametrize("installer", ["uv", "pip"])
def test_without_a_network_the_first_set_up_is_one_sentence(course, env, with_uv, tmp_path, installer):
    env = (with_uv | {"UV_CACHE_DIR": str(tmp_path / "cache")} if installer == "uv" else env) | NOWHERE
    result = start(
        course,
        env={name: value for name, value in env.items() if name not in ("PIP_FIND_LINKS", "PIP_EXTRA_INDEX_URL")},
    )
    assert result.returncode == 1
    assert "needs the internet and it cannot be reached" in result.stderr.splitlines()[-1]


@pytest.fixture
def small_disk(tmp_path):
    """A disk of 60 MB."""
    disk = tmp_path / "small"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=60m", "tmpfs", disk], capture_output=True).returncode:
        pytest.skip("a small disk can be mounted by root alone, and not in every container")
    yield disk
    subprocess.run(["umount", disk], check=True)


def test_a_disk_that_is_too_small_is_said_at_once(small_disk, with_uv):
    result = start(copy_of_the_course(small_disk / "course"), env=with_uv)
    assert result.returncode == 1
    assert result.stderr.splitlines()[-1].startswith("The disk is full: set-up needs about 900 MB")


def test_a_disk_that_fills_up_on_the_way_is_one_sentence(small_disk, with_uv):
    course = copy_of_the_course(small_disk / "course")
    program = (course / "course.py").read_text(encoding="utf-8")
    (course / "course.py").write_text(program.replace("NEEDED_MB = 900", "NEEDED_MB = 0"), encoding="utf-8")
    result = start(course, env=with_uv)
    assert result.returncode == 1
    assert "The disk is full" in result.stderr.splitlines()[-1]


@pytest.fixture
def port():
    """A port that nobody else has, also when several of these tests run on one machine."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])


def test_the_lab_opens_says_its_address_and_stops_cleanly(course, with_uv, port):
    lab = subprocess.Popen(
        [sys.executable, course / "course.py", "--no-browser", "--port", port],
        env=with_uv,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    said = []
    while not (said and "http://" in said[-1]):
        said.append(lab.stdout.readline())
        assert lab.poll() is None, lab.stderr.read()
    address = said[-1].strip()
    base, token = re.fullmatch(
        r"(http://127\.0\.0\.1:\d+)/lab/tree/lessons/00-start-here\.ipynb\?token=(\w+)", address
    ).groups()

    def get(path: str) -> bytes:
        request = urllib.request.Request(f"{base}/{path}", headers={"Authorization": f"token {token}"})
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=30) as answer:
            return answer.read()

    try:
        assert b"jupyter-config-data" in get("lab")
        assert {entry["name"] for entry in json.loads(get("api/contents/"))["content"]} == {"lessons", "assignments"}
        # A newcomer is not asked whether JupyterLab may send news.
        notification = json.loads(get("lab/api/settings/@jupyterlab/apputils-extension:notification"))
        assert notification["schema"]["properties"]["fetchNews"]["default"] == "false"
        assert json.loads(get("nbgrader_version?version=0.9.6"))["success"]
    finally:
        lab.send_signal(signal.SIGINT)
        out, err = lab.communicate(timeout=30)
    assert (lab.returncode, out.splitlines()[-1]) == (0, "Stopped.")
    assert "Traceback" not in err
    assert not [line for line in err.splitlines() if "http://" in line]


def test_a_hand_out_opened_elsewhere_runs_and_passes_its_check(course, with_uv, tmp_path):
    assert start(course, "bundle", "--output", str(tmp_path / "hand-out.zip"), env=with_uv).returncode == 0
    shutil.unpack_archive(tmp_path / "hand-out.zip", tmp_path / "Téléchargements")
    (student,) = (tmp_path / "Téléchargements").iterdir()
    assert_well(start(student, "check", "--json", env=with_uv))
    assert "lessons/00-start-here.ipynb: new" in start(student, "update", env=with_uv).stdout
    for notebook in sorted(student.glob("my-work/lessons/*.ipynb")):
        run = subprocess.run(
            [student / ".venv/bin/jupyter-execute", notebook],
            env=with_uv,
            cwd=tmp_path,
            capture_output=True,
            encoding="utf-8",
            timeout=300,
        )
        assert run.returncode == 0, run.stderr
    assert not (student / "solutions").exists()
    assert "This copy has no tests" in start(student, "test", env=with_uv).stderr
