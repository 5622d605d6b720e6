"""course.py in every bad situation, with a stand-in for uv so that each start takes a moment.

The real set-ups, with the real uv and pip, are in test_course_py_for_real.py.
"""

from __future__ import annotations

import ast
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

COURSE_PY = Path(__file__).parents[2] / "course.py"
PYTHON = sys.executable

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the stand-in for uv is a shell script")

UV = """#!/bin/sh
echo "$*" >> calls
case "$1" in
  venv)
    mkdir -p .venv/bin
    echo "home = /" > .venv/pyvenv.cfg
    cat > .venv/bin/python <<'PYTHON'
#!/bin/sh
echo "handed over: $*"
env | grep -E '^(JUPYTER_.*_DIR|IPYTHONDIR|DEBATEKIT_.*|PIP_.*)='
exit ${EXIT:-0}
PYTHON
    chmod +x .venv/bin/python ;;
  pip)
    echo "${UV_SAYS:-fine}"
    touch installing
    if [ -n "$UV_UNPACKS" ]; then mkdir -p ".venv/lib/site-packages/$UV_UNPACKS"; fi
    sleep "${UV_TAKES:-0}"
    exit "${UV_EXIT:-0}" ;;
esac
"""


class Kit:
    """A course folder with an awkward name, and a stand-in for uv on the path."""

    def __init__(self, base: Path) -> None:
        self.base, self.root, self.bin = base, base / "Kurs für Übung", base / "bin"
        self.root.mkdir()
        self.bin.mkdir()
        shutil.copy(COURSE_PY, self.root)
        (self.root / "requirements.lock").write_text("one==1 \\\n    --hash=sha256:0\ntwo==2\n")
        (self.root / "requirements-test.lock").write_text("one==1\ntwo==2\nthree==3\n")
        (self.root / "pyproject.toml").write_text("[project]\n")
        (self.bin / "uv").write_text(UV)
        (self.bin / "uv").chmod(0o755)
        self.env = {"PATH": f"{self.bin}:/usr/bin:/bin", "HOME": str(base), "LANG": "C.UTF-8"}

    def command(self, *words: str, python: str = PYTHON) -> list[str]:
        return [python, str(self.root / "course.py"), *words]

    def start(self, *words: str, python: str = PYTHON, **env: str) -> subprocess.CompletedProcess:
        command = self.command(*words, python=python)
        return subprocess.run(
            command, env=self.env | env, cwd=self.base, capture_output=True, encoding="utf-8", timeout=60
        )

    def start_and_wait_until_installing(self, **env: str) -> subprocess.Popen:
        process = subprocess.Popen(
            self.command(),
            env=self.env | env,
            cwd=self.base,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )
        deadline = time.monotonic() + 20
        while not (self.root / "installing").exists():
            assert time.monotonic() < deadline, "the stand-in for uv was never called"
            time.sleep(0.02)
        (self.root / "installing").unlink()
        return process

    def calls(self, verb: str) -> int:
        """How often uv was called with `verb` since the last time this was asked."""
        path = self.root / "calls"
        lines = path.read_text().splitlines() if path.exists() else []
        path.unlink(missing_ok=True)
        return sum(line.split()[0] == verb for line in lines)


@pytest.fixture
def kit(tmp_path):
    return Kit(tmp_path)


@pytest.fixture(scope="module")
def course():
    spec = spec_from_file_location("course_py", COURSE_PY)
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def sentence(result: subprocess.CompletedProcess) -> str:
    """The last line said, when set-up failed as it should: exit code 1, no stack trace, nothing on stdout."""
    assert result.returncode == 1, result.stderr
    assert "Traceback" not in result.stderr
    assert result.stdout == ""
    return result.stderr.splitlines()[-1]


def test_first_start_sets_up_and_hands_the_words_over(kit):
    result = kit.start("check", "--json")
    assert result.stdout.splitlines()[0] == "handed over: -P -m debatekit check --json"
    assert "Installing 2 packages with uv" in result.stderr
    assert result.returncode == 0


def test_second_start_installs_nothing_and_says_nothing(kit):
    kit.start()
    kit.calls("pip")
    result = kit.start()
    assert (kit.calls("pip"), result.stderr) == (0, "")


def test_the_exit_code_is_that_of_the_verb(kit):
    assert kit.start("check", EXIT="7").returncode == 7


def test_the_verb_test_brings_the_test_packages_once(kit):
    kit.start()
    assert "Installing 3 packages" in kit.start("test").stderr
    kit.calls("pip")
    kit.start("test")
    kit.start("check")
    assert kit.calls("pip") == 0


def test_without_a_test_lock_the_verb_test_uses_the_other(kit):
    (kit.root / "requirements-test.lock").unlink()
    assert kit.start("test").returncode == 0


def test_help_does_not_wait_for_set_up(kit):
    result = kit.start("--help")
    assert "python3 course.py check" in result.stdout
    assert kit.calls("venv") == 0


def test_killed_halfway_is_repaired(kit):
    process = kit.start_and_wait_until_installing(UV_TAKES="1")
    process.kill()
    process.communicate()
    assert json.loads((kit.root / ".venv" / "debatekit-ready.json").read_text()) == {}
    kit.calls("venv")
    result = kit.start()
    assert "unfinished, moved or broken" in result.stderr
    assert (kit.calls("venv"), result.returncode) == (1, 0)


def test_a_stopped_start_takes_its_installer_with_it(kit):
    process = kit.start_and_wait_until_installing(UV_TAKES="30")
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=10)
    started = time.monotonic()
    assert kit.start().returncode == 0
    assert time.monotonic() - started < 10


def test_control_c_is_one_line(kit):
    process = kit.start_and_wait_until_installing(UV_TAKES="30")
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=10)
    assert said.splitlines()[-1].startswith("Stopped.")
    assert process.returncode == 1


def test_two_starts_at_once_set_up_once(kit):
    first = kit.start_and_wait_until_installing(UV_TAKES="1")
    second = kit.start()
    first.communicate()
    assert "waiting for it" in second.stderr
    assert (first.returncode, second.returncode, kit.calls("venv")) == (0, 0, 1)


def test_a_moved_folder_is_noticed(kit):
    kit.start()
    kit.root = kit.root.rename(kit.base / "moved")
    kit.calls("venv")
    assert "moved or broken" in kit.start().stderr
    assert kit.calls("venv") == 1


@pytest.mark.parametrize("harm", ["python gone", "Python upgraded away", "stamp torn", "a file", "a dangling link"])
def test_a_broken_environment_is_made_again(kit, harm):
    kit.start()
    venv = kit.root / ".venv"
    match harm:
        case "python gone":
            (venv / "bin" / "python").unlink()
        case "Python upgraded away":
            (venv / "pyvenv.cfg").write_text("home = /no/such/python\n")
        case "stamp torn":
            (venv / "debatekit-ready.json").write_text('{"folder": ')
        case "a file":
            shutil.rmtree(venv)
            venv.write_text("")
        case "a dangling link":
            shutil.rmtree(venv)
            venv.symlink_to(kit.base / "nowhere")
    kit.calls("venv")
    assert kit.start().returncode == 0
    assert kit.calls("venv") == 1
    assert not list(kit.root.glob(".venv-before*/debatekit-ready.json"))


def foreign_environment(kit: Kit) -> Path:
    """A .venv as an editor makes it."""
    venv = kit.root / ".venv"
    (venv / "bin").mkdir(parents=True)
    (venv / "pyvenv.cfg").write_text("home = /usr/bin\n")
    (venv / "mine").write_text("mine")
    return venv


def test_an_environment_that_someone_else_made_is_kept_aside(kit):
    foreign_environment(kit)
    (kit.root / ".venv-before").mkdir()
    result = kit.start()
    assert result.returncode == 0
    assert "was not made by this course, so it was kept: it is now .venv-before-2." in result.stderr
    assert (kit.root / ".venv-before-2" / "mine").read_text() == "mine"


def test_an_environment_that_someone_else_made_comes_back_when_set_up_fails(kit):
    venv = foreign_environment(kit)
    sentence(kit.start(UV_EXIT="1"))
    assert (venv / "mine").read_text() == "mine"
    assert not list(kit.root.glob(".venv-*"))


def test_set_up_from_within_the_environment_that_it_puts_aside(kit):
    subprocess.run([PYTHON, "-m", "venv", "--without-pip", kit.root / ".venv"], check=True)
    result = kit.start(python=str(kit.root / ".venv" / "bin" / "python"))
    assert result.returncode == 0, result.stderr
    made = next(line for line in (kit.root / "calls").read_text().splitlines() if line.startswith("venv"))
    assert "/.venv/bin/python" not in made


def upgrade_python(kit: Kit, works: bool) -> None:
    """The link behind .venv's python leads elsewhere, as after an upgrade by Homebrew."""
    python = kit.root / ".venv" / "bin" / "python"
    newer = kit.base / "newer-python"
    newer.write_text(python.read_text() if works else "#!/bin/sh\nexit 1\n")
    newer.chmod(0o755)
    python.unlink()
    python.symlink_to(newer)


def test_a_python_upgrade_that_changes_nothing_needs_no_set_up(kit):
    kit.start()
    upgrade_python(kit, works=True)
    kit.calls("venv")
    result = kit.start(UV_EXIT="1")
    assert (result.returncode, result.stderr, kit.calls("pip")) == (0, "", 0)


def test_a_broken_environment_is_still_there_when_a_new_one_cannot_be_made(kit):
    kit.start()
    upgrade_python(kit, works=False)
    before = (kit.root / ".venv" / "debatekit-ready.json").read_bytes()
    sentence(kit.start(UV_EXIT="1"))
    assert (kit.root / ".venv" / "debatekit-ready.json").read_bytes() == before
    assert not list(kit.root.glob(".venv-*"))


def test_what_a_killed_set_up_put_aside_goes_with_the_next(kit):
    kit.start()
    upgrade_python(kit, works=False)
    (kit.root / "installing").unlink()
    process = kit.start_and_wait_until_installing(UV_TAKES="1")
    process.kill()
    process.communicate()
    assert (kit.root / ".venv-before").is_dir()
    assert kit.start().returncode == 0
    assert not list(kit.root.glob(".venv-*"))


@pytest.mark.parametrize("file", ["requirements.lock", "pyproject.toml"])
def test_a_changed_file_installs_again_in_place(kit, file):
    kit.start()
    (kit.root / file).write_text((kit.root / file).read_text() + "# newer\n")
    kit.calls("venv")
    result = kit.start()
    assert "Installing" in result.stderr
    assert kit.calls("venv") == 0


def test_an_update_that_fails_leaves_the_old_environment(kit):
    kit.start()
    lock = kit.root / "requirements.lock"
    before = lock.read_text()
    lock.write_text(before + "three==3\n")
    sentence(kit.start(UV_EXIT="1"))
    lock.write_text(before)
    kit.calls("pip")
    assert kit.start().returncode == 0
    assert kit.calls("pip") == 0


def test_an_update_that_fails_halfway_is_ready_for_no_lock(kit):
    kit.start()
    lock = kit.root / "requirements.lock"
    before = lock.read_text()
    lock.write_text(before + "three==3\n")
    sentence(kit.start(UV_EXIT="1", UV_UNPACKS="three-3.dist-info", UV_SAYS="No space left on device"))
    lock.write_text(before)
    kit.calls("venv")
    result = kit.start()
    assert "Installing 2 packages" in result.stderr
    assert kit.calls("venv") == 0


def test_an_update_that_is_stopped_while_unpacking_makes_a_new_environment(kit):
    kit.start()
    (kit.root / "installing").unlink()
    (kit.root / "requirements.lock").write_text("one==1\ntwo==3\n")
    process = kit.start_and_wait_until_installing(UV_TAKES="30", UV_UNPACKS="two-3.dist-info")
    time.sleep(0.2)
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=10)
    kit.calls("venv")
    assert kit.start().returncode == 0
    assert kit.calls("venv") == 1


def test_a_missing_file_is_named(kit):
    (kit.root / "requirements.lock").unlink()
    assert sentence(kit.start()).startswith("requirements.lock is missing beside course.py")


def test_a_missing_ensurepip_says_how_to_get_it_and_that_uv_needs_none(kit):
    hide = "import sys, runpy; sys.modules['ensurepip'] = None; del sys.argv[1:]; "
    run = [PYTHON, "-c", hide + f"runpy.run_path({str(kit.root / 'course.py')!r}, run_name='__main__')"]
    env = kit.env | {"PATH": "/nowhere"}
    without_uv = subprocess.run(run, env=env, capture_output=True, encoding="utf-8", timeout=60)
    assert "sudo apt install python3." in sentence(without_uv)
    with_uv = subprocess.run(run, env=kit.env, capture_output=True, encoding="utf-8", timeout=60)
    assert with_uv.returncode == 0


def test_the_file_parses_on_python_3_6():
    ast.parse(COURSE_PY.read_text(encoding="utf-8"), feature_version=(3, 6))


def old_pythons() -> list[str]:
    """Interpreters that are too old and installed here, as pyenv and systems name them."""
    found = [shutil.which(f"python3.{minor}") for minor in (6, 8, 10)]
    found += map(str, Path.home().glob(".pyenv/versions/3.[6-9].*/bin/python3"))
    found += map(str, Path.home().glob(".pyenv/versions/3.10.*/bin/python3"))
    return [path for path in found if path and subprocess.run([path, "-c", ""], capture_output=True).returncode == 0]


@pytest.mark.parametrize("python", old_pythons() or [pytest.param(None, id="none installed")])
def test_an_old_python_says_which_to_use(kit, python):
    if python is None:
        pytest.skip("no Python before 3.11 is installed here")
    said = sentence(kit.start(python=python, PATH="/nowhere"))
    assert said.endswith("is too old for this course: install Python 3.12 and run “python3.12 course.py”.")


def pretend(kit: Kit, supported: str) -> None:
    """Make course.py believe that it supports other versions than it does."""
    path = kit.root / "course.py"
    text = path.read_text(encoding="utf-8")
    assert "OLDEST, NEWEST = (3, 11), (3, 13)" in text
    path.write_text(
        text.replace("OLDEST, NEWEST = (3, 11), (3, 13)", f"OLDEST, NEWEST = {supported}"), encoding="utf-8"
    )


@pytest.mark.parametrize(("supported", "age"), [("(3, 5), (3, 6)", "too new"), ("(3, 98), (3, 99)", "too old")])
def test_another_python_is_one_sentence(kit, supported, age):
    pretend(kit, supported)
    assert f"is {age} for this course: install Python 3.12" in sentence(kit.start(PATH="/nowhere"))


def test_a_python_that_fits_is_found_on_the_path(kit):
    pretend(kit, "(3, 98), (3, 99)")
    stand_in = kit.bin / "python3.12"
    stand_in.write_text('#!/bin/sh\n[ "$1" = -c ] && echo 12 || echo "started again: $2"\n')
    stand_in.chmod(0o755)
    result = kit.start("check")
    assert "going on with Python 3.12" in result.stderr
    assert result.stdout == "started again: check\n"


def test_a_shim_without_its_python_is_passed_over(kit):
    pretend(kit, "(3, 98), (3, 99)")
    for minor in (11, 12, 13):
        shim = kit.bin / f"python3.{minor}"
        shim.write_text("#!/bin/sh\necho 'command not found' >&2\nexit 127\n")
        shim.chmod(0o755)
    assert "install Python 3.12" in sentence(kit.start())


def test_a_ready_course_starts_under_any_python(kit):
    kit.start()
    pretend(kit, "(3, 98), (3, 99)")
    assert kit.start().returncode == 0


def test_a_home_that_cannot_be_written_moves_the_records_beside_the_course(kit):
    (kit.base / "file").write_text("")
    result = kit.start(HOME=str(kit.base / "file" / "home"))
    records = kit.root / ".records" / f"user-{os.getuid()}"
    moved = dict(line.split("=", 1) for line in result.stdout.splitlines() if "=" in line)
    assert moved["DEBATEKIT_HOME"] == str(records / "journal")
    assert moved["JUPYTER_CONFIG_DIR"] == str(records / "jupyter")
    assert moved["PIP_NO_CACHE_DIR"] == "1"
    assert sum("cannot be written, so" in line for line in result.stderr.splitlines()) == 1
    assert records.stat().st_mode & 0o777 == 0o700


def test_two_users_of_one_course_never_share_their_records(course, monkeypatch, tmp_path):
    monkeypatch.setattr(course, "RECORDS", str(tmp_path))
    monkeypatch.setenv("HOME", "/dev/null")
    monkeypatch.delenv("DEBATEKIT_HOME")
    homes = set()
    for user in (1001, 1002):
        monkeypatch.setattr(os, "getuid", lambda user=user: user)
        homes.add(course.environment()["DEBATEKIT_HOME"])
    assert len(homes) == 2


def test_what_the_user_set_stays_even_with_such_a_home(kit):
    result = kit.start(HOME="/dev/null", DEBATEKIT_HOME="/somewhere")
    assert "DEBATEKIT_HOME=/somewhere" in result.stdout.splitlines()


DISK_FULL = [
    "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device",
    "error: Failed to install: x.whl\n  Caused by: No space left on device (os error 28)",
    "OSError: [Errno 122] Disk quota exceeded",
    "OSError: [WinError 112] There is not enough space on the disk",
]
NO_NETWORK = [
    "WARNING: Retrying (Retry(total=4)) after connection broken by 'NewConnectionError(...): Failed to establish a new "
    "connection: [Errno -3] Temporary failure in name resolution'\nERROR: No matching distribution found for one==1",
    "error: Request failed after 3 retries\n  Caused by: error sending request for url (https://packages.example.org/simple/one/)",
    "socket.gaierror: [Errno 11001] getaddrinfo failed",
]
OTHER = {
    "SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed'": "PIP_CERT",
    "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.": "pip cache purge",
    "something\nERROR: it broke in a new way\nmore": "(ERROR: it broke in a new way)",
}


@pytest.mark.parametrize("output", DISK_FULL)
def test_a_full_disk_inside_the_installer_is_one_sentence(kit, output):
    assert sentence(kit.start(UV_EXIT="1", UV_SAYS=output)).startswith("The disk is full: set-up needs about 900 MB")


@pytest.mark.parametrize("output", NO_NETWORK)
def test_no_network_at_the_first_set_up_is_one_sentence(kit, output):
    assert "needs the internet and it cannot be reached" in sentence(kit.start(UV_EXIT="1", UV_SAYS=output))


@pytest.mark.parametrize(("output", "advice"), OTHER.items())
def test_other_failures_name_their_cure_and_the_log(kit, output, advice):
    said = sentence(kit.start(UV_EXIT="1", UV_SAYS=output))
    log = kit.root / ".records" / "set-up.log"
    assert advice in said
    assert str(log) in said
    assert output in log.read_text(encoding="utf-8")


def test_too_little_room_is_said_before_anything_is_installed(course, monkeypatch):
    usage = shutil.disk_usage("/")
    monkeypatch.setattr(course.shutil, "disk_usage", lambda _: usage._replace(free=5 * 2**20))
    with pytest.raises(course.Trouble, match=r"The disk is full: .* has 5 MB left; make room and start again\."):
        course.require_space()


@pytest.fixture
def read_only_kit(kit):
    """The kit on a disk that cannot be written: a mode for ordinary users, a read-only mount for root."""
    if os.geteuid():
        kit.root.chmod(0o555)
        yield kit
        kit.root.chmod(0o755)
        return
    mount = ["mount", "--bind", str(kit.root), str(kit.root)]
    if subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("root writes anywhere, and may not mount here")
    try:
        subprocess.run(["mount", "-o", "remount,bind,ro", str(kit.root)], check=True, capture_output=True)
        yield kit
    finally:
        subprocess.run(["umount", str(kit.root)], check=True)


def test_a_folder_that_cannot_be_written_is_one_sentence(read_only_kit):
    assert "copy the course into a folder of your own" in sentence(read_only_kit.start())


def test_the_stamp_says_what_it_was_made_from(kit):
    kit.start()
    stamp = json.loads((kit.root / ".venv" / "debatekit-ready.json").read_text(encoding="utf-8"))
    assert stamp["folder"] == os.path.realpath(kit.root)
    assert set(stamp["locks"]) == {"requirements.lock"}
