#!/usr/bin/env python3
"""Open the course.

    python3 course.py            set up once, then open JupyterLab at the first lesson
    python3 course.py check      pass or fail for each thing a course needs
    python3 course.py update     bring new lessons; what you changed is never overwritten
    python3 course.py test       run the tests of the kit
    python3 course.py --help     every verb, once the course is set up; then VERB --help tells of one

Set-up makes the folder .venv beside this file and installs what requirements.lock names. Then this file hands
over to the `debatekit` program in .venv. All it says goes to stderr: stdout belongs to the verb.
"""

# One file, because nothing else is installed when it runs. Only the standard library, and only what Python 3.6 can
# parse: an old Python must get a sentence, not a SyntaxError.
import contextlib
import errno
import glob
import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

OLDEST, NEWEST = (3, 11), (3, 13)
NEEDED_MB = 900

HERE = os.path.dirname(os.path.abspath(__file__))
VENV = os.path.join(HERE, ".venv")
PYTHON = os.path.join(VENV, *(("Scripts", "python.exe") if os.name == "nt" else ("bin", "python")))
STAMP = os.path.join(VENV, "debatekit-ready.json")
RECORDS = os.path.join(HERE, ".records")
LOG = os.path.join(RECORDS, "set-up.log")
STOPPING = {signal.SIGINT, signal.SIGTERM}
RUNTIME_LOCK, TEST_LOCK = "requirements.lock", "requirements-test.lock"


class Trouble(Exception):
    """Something the reader can put right; its text is one sentence that says what to do."""


def main(argv):
    """Set up when needed, then hand over to the course's own program."""
    verb = argv[0] if argv and not argv[0].startswith("-") else "lab"
    wants_help = "-h" in argv or "--help" in argv
    env = environment()
    lock = TEST_LOCK if verb == "test" and os.path.exists(os.path.join(HERE, TEST_LOCK)) else RUNTIME_LOCK
    if not is_ready(lock):
        if wants_help:
            print(__doc__)
            return 0
        uv = shutil.which("uv")
        if not OLDEST <= sys.version_info[:2] <= NEWEST:
            return run_under_another_python(argv)
        set_up(lock, uv, env)
    return hand_over([PYTHON, "-P", "-m", "debatekit"] + argv, env)


# ---- what is there already --------------------------------------------------------------------------------------


def is_ready(lock):
    """Whether .venv was set up completely, here, from these very files."""
    stamp, project, packages = read_stamp(), digest("pyproject.toml"), digest(lock)
    return is_ours(stamp) and stamp["project"] == project and stamp["locks"].get(lock) == packages


def is_ours(stamp):
    """Whether .venv was finished in this folder and its Python still is the one it was made with, or works as well."""
    if not stamp or stamp["folder"] != os.path.realpath(HERE):
        return False
    python = interpreter()
    return bool(python) and (stamp["python"] == python or still_works())


def still_works():
    """Whether .venv's Python finds the packages there: after a patch upgrade it does, after 3.12 became 3.13 not."""
    command = [PYTHON, "-I", "-X", "utf8", "-c", "import debatekit"]
    try:
        return not subprocess.call(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=60)
    except (OSError, subprocess.SubprocessError):
        return False


def read_stamp():
    try:
        with open(STAMP, encoding="utf-8") as file:
            stamp = json.load(file)
        return stamp if {"folder", "python", "project", "locks"} <= set(stamp) else None
    except (OSError, ValueError, TypeError):
        return None


def new_stamp(lock):
    """What .venv is once set-up is complete."""
    return {
        "folder": os.path.realpath(HERE),
        "python": interpreter(),
        "project": digest("pyproject.toml"),
        # The test lock holds the runtime lock, package for package, so it serves every verb.
        "locks": {name: digest(name) for name in {lock, RUNTIME_LOCK}},
    }


def write_stamp(stamp):
    """Full, it is the last act of set-up; empty, it says that .venv is ours and unfinished."""
    with open(STAMP + ".part", "w", encoding="utf-8") as file:
        json.dump(stamp, file, indent=1)
    os.replace(STAMP + ".part", STAMP)


def interpreter():
    """The program behind .venv's python; None when a Python upgrade has taken it away."""
    try:
        with open(os.path.join(VENV, "pyvenv.cfg"), encoding="utf-8") as file:
            home = re.search(r"^home *= *(.+?) *$", file.read(), re.MULTILINE)
    except OSError:
        return None
    return os.path.realpath(PYTHON) if home and os.path.isdir(home.group(1)) and os.path.exists(PYTHON) else None


def digest(name):
    try:
        with open(os.path.join(HERE, name), "rb") as file:
            return hashlib.sha256(file.read()).hexdigest()
    except FileNotFoundError:
        raise Trouble(f"{name} is missing beside course.py: unzip or clone the course again, completely.")


# ---- set-up -----------------------------------------------------------------------------------------------------


def set_up(lock, uv, env):
    """Make or repair .venv and install the course in it; the stamp comes last."""
    if not uv and not has_ensurepip():
        raise Trouble(
            "This Python lacks “ensurepip”, which Debian and Ubuntu keep in a package of its own: run “sudo apt "
            f"install python3.{sys.version_info[1]}-venv”, or install uv (which needs no ensurepip), and start again."
        )
    with OneAtATime() as turn:
        if is_ready(lock):
            return  # another process did it while this one waited for its turn
        started = time.time()
        step = Steps(3, lock, uv, env, turn)
        stamp = read_stamp()
        if is_ours(stamp):
            step.number += 1
            with InPlace(stamp):
                install(lock, uv, step)
        else:
            with Afresh():
                step("Making .venv with Python {}.{}.{}".format(*sys.version_info), *new_environment(uv))
                write_stamp({})
                install(lock, uv, step)
        say(f"Ready after {time.time() - started:.0f} s.")


def install(lock, uv, step):
    count = count_packages(lock)
    title = f"Installing {count} packages with {'uv' if uv else 'pip'}"
    # The lock is whole (a test asks pip), so nothing needs to be worked out again.
    step(title, *installer(uv), "--no-deps", "--require-hashes", "-r", lock, packages=count)
    step("Installing the course", *installer(uv), "--no-deps", "--no-build-isolation", "-e", ".")
    write_stamp(new_stamp(lock))


class InPlace:
    """Change a .venv that works; when that fails, say truly what it is now."""

    def __init__(self, stamp):
        self.stamp = stamp

    def __enter__(self):
        self.before = installed()
        write_stamp({})

    def __exit__(self, kind, *_):
        if not kind:
            return
        with contextlib.suppress(OSError):
            if installed() == self.before:
                write_stamp(self.stamp)  # what could not be fetched has changed nothing
            elif issubclass(kind, Trouble):
                # A disk that filled up while unpacking, or the last step: ready for no lock, so the next start installs
                # in it again. (A killed installer may have left half a package: such a .venv is made again.)
                write_stamp(dict(self.stamp, locks={}))


def installed():
    """The packages in .venv, each with the time when it was put there."""
    found = []
    for folder, names, _ in os.walk(VENV):
        if os.path.basename(folder) == "site-packages":
            infos = [os.path.join(folder, name) for name in names if name.endswith(".dist-info")]
            found += [(path, os.stat(path).st_mtime_ns) for path in infos]
            names.clear()
    return sorted(found)


class Afresh:
    """Room for a new .venv; the old one goes only when the new one is complete, and comes back when it is not."""

    def __enter__(self):
        self.old = None
        if not os.path.lexists(VENV):
            require_space()
            return
        if os.path.exists(STAMP):
            say("The folder .venv is unfinished, moved or broken: making it again.")
            if not read_stamp():
                remove(VENV)  # nobody can use what was never finished, and it may take the room that is needed
                require_space()
                return
        require_space()
        self.old = free_name(VENV + "-before")
        os.rename(VENV, self.old)

    def __exit__(self, kind, *_):
        if kind:
            # Without a stamp the next start would take it for someone else's.
            if os.path.lexists(VENV) and (self.old or not os.path.exists(STAMP)):
                remove(VENV)
            if self.old:
                os.rename(self.old, VENV)
            return
        # Also what an earlier set-up put aside, before it was killed.
        for folder in glob.glob(glob.escape(VENV) + "-before*"):
            if os.path.exists(os.path.join(folder, os.path.basename(STAMP))):
                remove(folder)
        if self.old and os.path.lexists(self.old):
            name = os.path.basename(self.old)
            say(f"The .venv that was here before was not made by this course, so it was kept: it is now {name}.")


def free_name(path):
    """`path`, or `path` with the first number that makes it new."""
    number, name = 1, path
    while os.path.lexists(name):
        number += 1
        name = f"{path}-{number}"
    return name


def has_ensurepip():
    from importlib.util import find_spec

    return bool(find_spec("venv") and find_spec("ensurepip"))


def new_environment(uv):
    # Not the Python of a .venv that was just put aside, which may be the one that runs this.
    python = getattr(sys, "_base_executable", None) or sys.executable
    if uv:
        return uv, "venv", "--no-project", "--python", python, VENV
    return python, "-m", "venv", VENV


def installer(uv):
    if uv:
        return uv, "pip", "install", "--python", PYTHON
    return PYTHON, "-m", "pip", "install", "--no-input", "--disable-pip-version-check", "--progress-bar", "off"


def count_packages(lock):
    with open(os.path.join(HERE, lock), encoding="utf-8") as file:
        return sum("==" in line and not line.startswith((" ", "#")) for line in file)


def require_space():
    free = shutil.disk_usage(HERE).free // 2**20
    if free < NEEDED_MB:
        raise Trouble(disk_full(free))


def remove(path):
    """Take away a folder, file or link; a link's target stays."""
    if os.path.islink(path) or os.path.isfile(path):
        os.remove(path)
    else:
        shutil.rmtree(path)


class Steps:
    """Run the steps of set-up one by one, each with a line of progress and its whole output in the log."""

    def __init__(self, total, lock, uv, env, turn):
        self.number, self.total, self.turn = 0, total, turn
        # What a reader's own pip settings would otherwise redirect elsewhere.
        self.env = {name: value for name, value in env.items() if name not in ("PIP_TARGET", "PIP_PREFIX", "PIP_ROOT")}
        self.env.update(PIP_USER="0", PIP_REQUIRE_VIRTUALENV="0", PYTHONUNBUFFERED="1")
        with open(LOG, "w", encoding="utf-8") as log:
            log.write(f"Python {sys.version}\nlock {lock}, uv {uv}\n")

    def __call__(self, title, *command, packages=0):
        self.number += 1
        title = f"[{self.number}/{self.total}] {title}"
        with open(LOG, "ab+") as log:
            log.write(f"\n$ {' '.join(command)}\n".encode("utf-8", "replace"))
            log.flush()
            begin, started = log.seek(0, os.SEEK_END), time.time()
            own = {}
            if os.name != "nt":
                # The child keeps our turn, so that no one starts afresh beside an orphaned pip; it gets a group of its
                # own, so that it ends with all its children; and no signal may fall between its start and our care.
                own = {"pass_fds": self.turn.descriptors(), "start_new_session": True, "preexec_fn": heed_signals}
                signal.pthread_sigmask(signal.SIG_BLOCK, STOPPING)
            pipes = {"stdin": subprocess.DEVNULL, "stdout": log, "stderr": subprocess.STDOUT}
            child = subprocess.Popen(command, cwd=HERE, env=self.env, **pipes, **own)
            try:
                heed_signals()
                progress(title, final=not sys.stderr.isatty())
                while child.poll() is None:
                    time.sleep(0.05)
                    if sys.stderr.isatty():
                        progress(title + count_done(begin, packages) + f" {time.time() - started:.0f} s")
            except BaseException:
                child.kill() if os.name == "nt" else os.killpg(child.pid, signal.SIGKILL)
                child.wait()
                raise
        if sys.stderr.isatty():
            progress(f"{title}: {time.time() - started:.0f} s", final=True)
        if child.returncode:
            raise Trouble(explain(read_log(begin)))


def heed_signals():
    if os.name != "nt":
        signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPPING)


def count_done(begin, packages):
    output = read_log(begin) if packages else ""
    if "Installing collected packages" in output:
        return ": all fetched, unpacking,"
    # pip names each package once: “Collecting” or “Processing” it, or “Ignoring” it because it is for another system.
    done = len(re.findall(r"^(?:Collecting|Processing|Ignoring) ", output, re.MULTILINE))
    return f": {min(done, packages)} of {packages}," if done else ":"


def read_log(begin=0):
    with open(LOG, "rb") as log:
        log.seek(begin)
        return log.read().decode("utf-8", "replace")


class OneAtATime:
    """Our turn to set up. The system itself gives up a turn when its process ends, however it ends."""

    def __enter__(self):
        os.makedirs(RECORDS, exist_ok=True)
        self.file = open(os.path.join(RECORDS, "set-up.lock"), "a")
        told = False
        while not self.take():
            if not told:
                say("Another start of this course is setting it up; waiting for it.")
            told = True
            time.sleep(0.3)
        return self

    def take(self):
        try:
            if os.name == "nt":
                import msvcrt

                msvcrt.locking(self.file.fileno(), msvcrt.LK_NBLCK, 1)
            else:
                import fcntl

                fcntl.flock(self.file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            # A network folder without locks: go on alone rather than never.
            return error.errno not in (errno.EACCES, errno.EAGAIN, errno.EDEADLK)
        return True

    def descriptors(self):
        return (self.file.fileno(),)

    def __exit__(self, *_):
        self.file.close()


# ---- Python and home as they are ---------------------------------------------------------------------------------


def run_under_another_python(argv):
    """Start again under a Python that fits, when one is installed; else say which to get."""
    mine = "{}.{}".format(*sys.version_info)
    for minor in (12, 13, 11):
        for command in ([shutil.which(f"python3.{minor}")], [shutil.which("py"), f"-3.{minor}"]):
            if command[0] and answers(command, minor):
                say(f"This is Python {mine}; going on with Python 3.{minor}, which the course is made for.")
                return hand_over(command + [os.path.abspath(__file__)] + argv, dict(os.environ))
    age = "too old" if sys.version_info[:2] < OLDEST else "too new"
    raise Trouble(f"Python {mine} is {age} for this course: install Python 3.12 and run “python3.12 course.py”.")


def answers(command, minor):
    """Whether `command` really starts Python 3.`minor`: a shim may be there without its Python."""
    ask = command + ["-c", "import sys; print(sys.version_info[1])"]
    try:
        return subprocess.check_output(ask, stderr=subprocess.DEVNULL, timeout=20).strip() == str(minor).encode()
    except (OSError, subprocess.SubprocessError):
        return False


def environment():
    """The variables for everything that is started from here."""
    env = {name: value for name, value in os.environ.items() if name not in ("PYTHONHOME", "PYTHONPATH")}
    env["DEBATEKIT_COURSE"] = HERE
    # Without it Python 3.11 and 3.12 on Windows cannot import from a folder with accents in its name.
    env.setdefault("PYTHONUTF8", "1")
    home = os.path.expanduser("~")
    if is_writable(home):
        return env
    folders = {
        "JUPYTER_CONFIG_DIR": "jupyter",
        "JUPYTER_DATA_DIR": "jupyter-data",
        "JUPYTER_RUNTIME_DIR": "jupyter-run",
    }
    folders.update(IPYTHONDIR="ipython", DEBATEKIT_HOME="journal")
    if not all(name in env for name in folders):
        own = own_records()
        say(f"Your home folder {home} cannot be written, so Jupyter's settings and your journal go to {own}.")
        for name, folder in folders.items():
            env.setdefault(name, os.path.join(own, folder))
    env.update(PIP_NO_CACHE_DIR="1", UV_NO_CACHE="1")
    return env


def own_records():
    """A folder in the records for this user alone: several may share one course, and votes are private."""
    user = os.getuid() if hasattr(os, "getuid") else os.environ.get("USERNAME", "")
    own = os.path.join(RECORDS, f"user-{user}")
    os.makedirs(own, exist_ok=True)
    os.chmod(own, 0o700)  # it fails, as it should, for a folder that another user has made
    return own


def is_writable(folder):
    try:
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


# ---- sentences --------------------------------------------------------------------------------------------------

NOT_TESTED = (
    "A package came out different from the one this course was tested with: run “pip cache purge” and start again."
)
REASONS = (
    (r"DO NOT MATCH THE HASHES|[Hh]ash mismatch", NOT_TESTED),
    (
        r"CERTIFICATE_VERIFY_FAILED|invalid peer certificate",
        "This network answers with a certificate that Python does not know: ask its administrator for the certificate "
        "file, name it in the variables PIP_CERT and SSL_CERT_FILE, and start again.",
    ),
    (
        r"name resolution|getaddrinfo|Name or service not known|Could not resolve|dns error|NewConnectionError|"
        r"ConnectTimeoutError|ReadTimeoutError|ProxyError|Network is unreachable|Connection refused|"
        r"error sending request",
        "The first set-up needs the internet and it cannot be reached: connect (or set HTTPS_PROXY) and start again.",
    ),
)
FULL = r"No space left on device|Errno 28\b|os error 28\b|Disk quota exceeded|not enough space on the disk"


def explain(output):
    """The sentence for a step that failed, from what it printed."""
    where = f" Everything that was said is in {LOG}."
    free = shutil.disk_usage(HERE).free // 2**20
    if re.search(FULL, output) or free < 20:
        return disk_full(free) + where
    for pattern, sentence in REASONS:
        if re.search(pattern, output):
            return sentence + where
    lines = [line.strip() for line in output.splitlines() if line.strip()] or ["no output"]
    last = next((line for line in reversed(lines) if line.lower().startswith("error")), lines[-1])
    return f"Set-up stopped ({last}): start again, or show the log to your teacher.{where}"


def disk_full(free):
    return (
        f"The disk is full: set-up needs about {NEEDED_MB} MB and {HERE} has {free} MB left; make room and start again."
    )


def explain_os_error(error):
    if error.errno in (errno.ENOSPC, errno.EDQUOT if hasattr(errno, "EDQUOT") else None):
        return disk_full(shutil.disk_usage(HERE).free // 2**20)
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return (
            f"{error.filename or HERE} cannot be written: close programs that use the course, or copy the course "
            "into a folder of your own and start it there."
        )
    return f"Set-up stopped ({error}): put that right and start again."


def progress(text, final=False):
    if sys.stderr.isatty():
        width = shutil.get_terminal_size().columns - 1
        sys.stderr.write("\r" + text[:width].ljust(width) + ("\n" if final else ""))
    elif final:
        sys.stderr.write(text + "\n")
    sys.stderr.flush()


def say(sentence):
    print(sentence, file=sys.stderr, flush=True)


def hand_over(command, env):
    """Become `command`. Windows cannot, so there we wait for it."""
    if os.name != "nt":
        os.execve(command[0], command, env)
    child = subprocess.Popen(command, env=env)
    while True:
        try:
            return child.wait()
        except KeyboardInterrupt:
            pass  # the child has heard Ctrl+C too and ends in its own way


if __name__ == "__main__":
    if hasattr(sys.stderr, "reconfigure"):
        sys.stderr.reconfigure(errors="replace")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        sys.exit(main(sys.argv[1:]))
    except Trouble as trouble:
        say(trouble)
    except OSError as error:
        say(explain_os_error(error))
    except KeyboardInterrupt:
        say("\nStopped. Start again whenever you like; what is unfinished is made again.")
    sys.exit(1)
