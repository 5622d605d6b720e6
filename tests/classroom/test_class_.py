"""The verb `class`, from the words typed to the sentence said, with a real server where it matters."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from debatekit.classroom.export import COLUMNS
from debatekit.classroom.storage import one_server
from debatekit.classroom.web import addresses, listen
from debatekit.cli import main
from debatekit.errors import CourseKitError

REPOSITORY = Path(__file__).parents[2]


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("DEBATEKIT_CLASS_FOLDER", str(tmp_path / "class"))
    monkeypatch.setenv("DEBATEKIT_COURSE", str(REPOSITORY))
    return tmp_path / "class"


@contextmanager
def running(*words):
    """A server of its own, as `(what its JSON says, the process)`; it is stopped at the end and must go by itself."""
    command = [sys.executable, "-m", "debatekit", "class", "--json", *words]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            line = process.stdout.readline()
            assert line, process.stderr.read()
            yield json.loads(line), process
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                raise


def ask(address, path, token=None, data=None, method=None):
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    if data is not None:
        headers["Content-Type"] = "application/json"
    request = urllib.request.Request(f"{address}{path}", json.dumps(data).encode() if data is not None else None, headers, method=method)
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read()


def key(address):
    return address.partition("#key=")[2]


def test_a_class_opens_stops_at_once_and_goes_on_where_it_was(home):
    with running("--name", "group-a") as (first, process):
        assert ask(first["base"], f"/j/{first['code']}")[0] == 200
        status, joined = ask(first["base"], "/api/join", data={"code": first["code"]})
        assert status == 201
        token = json.loads(joined)["token"]
        assert ask(first["base"], "/api/console/state", key(first["console"]))[0] == 200
        # A second one on the same file is refused, and says where the first is.
        second = subprocess.run([sys.executable, "-m", "debatekit", "class", "--name", "group-a", "--json"], capture_output=True, text=True)
        assert (second.returncode, second.stdout) == (1, "")
        assert f"is running already at {first['base']}. Stop that one first" in second.stderr and second.stderr.count("\n") == 1
        # Somebody listens while it stops.
        port = int(first["base"].rpartition(":")[2])
        with socket.create_connection(("127.0.0.1", port)) as line:
            line.sendall(f"GET /api/stream HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\n\r\n".encode())
            assert b"event: state" in line.recv(4096) + line.recv(4096)
            process.send_signal(signal.SIGINT)
            # Under a second, where no other test is running.
            assert process.wait(10) == 0
        assert process.stderr.read() == ""
    if os.name != "nt":
        assert {path.stat().st_mode & 0o077 for path in [home / "group-a", *(home / "group-a").iterdir()]} == {0}
    with running("--name", "group-a", "--port", str(port)) as (again, process):
        assert (again["join"], again["console"], again["screen"]) == (first["join"], first["console"], first["screen"])
        assert ask(again["base"], "/api/state", token)[0] == 200
        if hasattr(signal, "SIGKILL"):
            process.kill()
            process.wait()
    # What a killed server leaves behind keeps nobody out.
    with running("--name", "group-a") as (after, process):
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 0
        assert after["code"] == first["code"]


def test_phones_find_the_computer_by_an_address_of_its_own(home):
    with running("--host", "0.0.0.0") as (found, _):
        assert "0.0.0.0" not in json.dumps(found)
        assert found["open_to_room"] is True
        assert ask(found["console"].partition("/console")[0], "/api/console/state", key(found["console"]))[0] == 200
        state = json.loads(ask(found["base"], "/api/screen/state", key(found["screen"]))[1])
        assert state["join"]["address"] == found["join"] and state["join"]["qr_size"] >= 29
        assert re.fullmatch(r"(M\d+ \d+h\d+v1h-\d+z)+", state["join"]["qr"])


def test_a_class_speaks_https(home, tmp_path):
    certificate, secret = made_certificate(tmp_path)
    with running("--certificate", str(certificate), "--key", str(secret)) as (found, _):
        assert found["join"].startswith("https://127.0.0.1:")
        context = __import__("ssl").create_default_context(cafile=certificate)
        with urllib.request.urlopen(found["join"], context=context) as answer:
            assert answer.status == 200


def made_certificate(folder):
    from datetime import UTC, datetime, timedelta
    from ipaddress import ip_address

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    secret = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "class")])
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(secret.public_key()).serial_number(1)
        .not_valid_before(datetime.now(UTC) - timedelta(days=1)).not_valid_after(datetime.now(UTC) + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(secret, hashes.SHA256())
    )  # fmt: skip
    paths = folder / "chain.pem", folder / "key.pem"
    paths[0].write_bytes(made.public_bytes(serialization.Encoding.PEM))
    paths[1].write_bytes(secret.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))
    return paths


@pytest.fixture
def served(monkeypatch):
    """A start without a server: what would be served, and then all that is said."""
    calls = []

    def serve(app, line, *, started, stopping, **rest):
        calls.append((app, line.getsockname(), rest))
        started()

    monkeypatch.setattr("debatekit.classroom.web.serve.serve", serve)
    return calls


def test_on_this_computer_only_it_says_how_to_open_it(home, served, capsys):
    assert main(["class", "--no-browser"]) == 0
    said = capsys.readouterr().out
    assert "Only this computer can reach it." in said and "class --host 0.0.0.0" in said
    assert re.search(r"Join     http://127\.0\.0\.1:\d+/j/[A-Z2-9]{6}\n", said)
    assert "keep this window off the projector" in said and "console#key=" in said and "screen#key=" in said
    assert f"Kept in {home / 'class' / 'class.sqlite3'}." in said
    # No terminal, and no phone that could come: no picture of a code.
    assert "█" not in said
    assert not [line for line in said.splitlines() if len(line) > 79 and "#key" not in line and str(home) not in line]


def test_open_to_the_room_it_says_what_may_be_in_the_way(home, served, capsys, monkeypatch):
    monkeypatch.setattr("debatekit.classroom.web.addresses.own_addresses", lambda: ["192.0.2.9"])
    monkeypatch.setattr("debatekit.classroom.web.qr.can_show", lambda stream, width: True)
    main(["class", "--no-browser", "--host", "0.0.0.0"])
    said = capsys.readouterr().out
    assert "http://192.0.2.9:" in said and "0.0.0.0" not in said and "▀" in said
    assert "not encrypted" in said and "show of hands" in said
    plain = re.sub(r"\x1b\[[\d;]*m", "", said)
    assert not [line for line in plain.splitlines() if len(line) > 79 and "#key" not in line and str(home) not in line]
    monkeypatch.setattr("debatekit.classroom.web.addresses.own_addresses", lambda: [])
    main(["class", "--no-browser", "--host", "0.0.0.0"])
    assert "in no network" in capsys.readouterr().out


def test_the_console_opens_by_itself(home, served, monkeypatch, capsys):
    opened = []
    monkeypatch.setattr("webbrowser.open", opened.append)
    main(["class"])
    # Neither the key nor the ticket is among the words that a browser is started with, and of the file nothing is left.
    assert len(opened) == 1 and re.fullmatch(r"file://.*/class/debatekit-console-[^/]*\.html", opened[0])
    assert not list(home.glob("*/*.html"))
    main(["class", "--json"])
    assert len(opened) == 1
    assert set(json.loads(capsys.readouterr().out.splitlines()[-1])) == {"base", "code", "join", "screen", "console", "open_to_room", "port", "database"}


def test_behind_a_proxy_the_link_is_the_proxys(home, served, capsys):
    main(["class", "--json", "--address", "https://poll.example.org/class/"])
    found = json.loads(capsys.readouterr().out)
    assert found["join"] == f"https://poll.example.org/class/j/{found['code']}"
    assert found["console"].startswith("https://poll.example.org/class/console#key=")
    assert served[0][2]["behind_proxy"] is True


@pytest.mark.parametrize("given", ["poll.example.org", "ftp://x.org", "https://a b.org", "https://u:p@x.org", "https://x.org/?q", "https://x.org:99999", "https://", "https://x.org/#k"])
def test_an_address_that_is_none_is_told(given):
    with pytest.raises(CourseKitError, match="is no address of a class"):
        addresses.addresses(host="127.0.0.1", port=1, secure=False, given=given, code="A", screen_key="s", console_key="c")


# One sentence each


def refused(capsys, *words, code=1):
    assert main(["class", "--no-browser", *words]) == code
    said = capsys.readouterr().err
    assert said.count("\n") == 1 and "Traceback" not in said
    return said


def test_a_port_that_is_taken_is_told_and_without_a_wish_the_next_is_used(home, served, capsys):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        assert f"Port {port} is taken by another program." in refused(capsys, "--port", str(port))
    assert "a number from 1 to 65535" in refused(capsys, "--port", "70000")
    with closing(listen.listening("127.0.0.1", None)) as first, closing(listen.listening("127.0.0.1", None)) as second:
        assert first.getsockname()[1] != second.getsockname()[1]


def test_an_address_of_another_computer_is_told(home, served, capsys):
    assert "This computer has no address 203.0.113.1." in refused(capsys, "--host", "203.0.113.1")
    assert "is no address of this computer" in refused(capsys, "--host", "no-such-name.invalid")


def test_a_database_that_does_not_answer_is_told(home, served, capsys):
    said = refused(capsys, "--database", "postgresql+psycopg://nobody:hunter2@127.0.0.1:9/none")
    assert "does not answer" in said and "hunter2" not in said


def test_a_missing_driver_is_told_with_the_command(home, served, capsys, monkeypatch):
    monkeypatch.setitem(sys.modules, "psycopg", None)
    assert re.search(r'pip install .*"psycopg\[binary\]>=3\.2,<4"”, then start', refused(capsys, "--database", "postgresql+psycopg://x@127.0.0.1/none"))


def test_a_folder_that_cannot_be_written_is_told(home, served, capsys, monkeypatch):
    home.write_text("a file where the folder should be")
    said = refused(capsys)
    assert "cannot be kept in" in said and "DEBATEKIT_CLASS_FOLDER" in said


@pytest.mark.parametrize("name", ["../up", "", "a b", "x" * 41, "-x", ".hidden"])
def test_a_name_is_one_folder(home, served, capsys, name):
    assert "cannot be the name of a class" in refused(capsys, f"--name={name}")


def test_a_certificate_that_is_none_is_told(home, capsys, tmp_path):
    (tmp_path / "x.pem").write_text("no certificate")
    assert "The certificate cannot be used" in refused(capsys, "--certificate", str(tmp_path / "x.pem"), "--key", str(tmp_path / "x.pem"))
    assert "go together" in refused(capsys, "--certificate", str(tmp_path / "x.pem"), code=2)


def test_a_lock_goes_with_its_holder(tmp_path):
    database = tmp_path / "class.sqlite3"
    with one_server.only_one(database):
        one_server.tell(database, "http://127.0.0.1:1")
        with pytest.raises(CourseKitError, match="running already at http://127.0.0.1:1"), one_server.only_one(database):
            pass
    with one_server.only_one(database):
        pass


# Export and forget


@pytest.fixture
def held(home):
    """A class on the disk in which ten have voted and one has a name."""
    from debatekit.classroom import people, rounds
    from debatekit.classroom.storage.one_server import DATABASE, class_folder
    from debatekit.classroom.service import Classroom
    from debatekit.classroom.storage.vote_lines import Row
    from debatekit.classroom.storage.writer import Joined

    room = Classroom(class_folder(home, "class", make=True) / DATABASE, REPOSITORY)
    question = next(each.question for each in room.catalogue if each.question.kind == "choice")
    round_id = room.change(rounds.open_poll, question, None, None, time.time())
    for number in range(10):
        value = json.dumps(question.options[0].id)
        room.writer.send(Row(round_id, room.identity.voter(question.id, f"{number}"), 1, value, None)).result()
    room.change(rounds.close, round_id)
    room.writer.send(Joined(b"p" * 32)).result()
    room.change(people.set_name, b"p" * 32, "Ines Marker")
    room.close()
    return question.id


def database(home):
    return home / "class" / "class.sqlite3"


def count(home, table):
    with closing(sqlite3.connect(database(home))) as db:
        return db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]


def test_votes_are_exported_while_the_class_runs_and_when_it_does_not(home, held, capsys, tmp_path):
    assert main(["class", "export", "-"]) == 0
    table = capsys.readouterr().out
    assert len(table.splitlines()) == 11 and "Ines" not in table
    with running():
        assert main(["class", "export", str(tmp_path / "votes.csv")]) == 0
    assert "Written to" in capsys.readouterr().err
    assert len((tmp_path / "votes.csv").read_text(encoding="utf-8-sig").splitlines()) == 11
    assert main(["class", "export", str(tmp_path / "votes.csv")]) == 1
    assert "is there already" in capsys.readouterr().err


def test_without_a_name_votes_go_into_the_folder_of_the_class_and_never_over_others(home, held, capsys):
    for number in (1, 2):
        assert main(["class", "export"]) == 0
        said = capsys.readouterr()
        assert said.out == "" and "Written to" in said.err
        assert len(list((home / "class").glob("class-????-??-??*.csv"))) == number
    ignored = (Path(__file__).parents[2] / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert "/class/" in ignored and "class-*.csv" in ignored


def test_the_help_of_export_says_what_a_row_is(capsys):
    with pytest.raises(SystemExit):
        main(["class", "export", "--help"])
    said = capsys.readouterr().out
    assert "One row a vote" in said and "One row an option" in said and all(column in said for column in COLUMNS)


def test_forgetting_asks_first(home, held, capsys, monkeypatch):
    monkeypatch.setattr("sys.stdin.isatty", lambda: False, raising=False)
    assert main(["class", "forget"]) == 2
    assert "--yes" in capsys.readouterr().err
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    asked = []
    monkeypatch.setattr("builtins.input", lambda text: asked.append(text) or "no")
    assert main(["class", "forget", "--poll", held]) == 0
    assert held in asked[0] and "for good" in asked[0] and count(home, "vote") == 10
    monkeypatch.setattr("builtins.input", lambda text: "yes")
    assert main(["class", "forget", "--names"]) == 0
    assert (count(home, "vote"), count(home, "name"), count(home, "person")) == (10, 0, 1)
    assert b"Ines Marker" not in database(home).read_bytes()
    assert main(["class", "forget", "--yes", "--poll", "nothing-like-it"]) == 1
    assert main(["class", "forget", "--yes"]) == 0
    assert (count(home, "vote"), count(home, "asked"), count(home, "person")) == (0, 0, 0)


def test_a_running_class_forgets_at_once(home, held, capsys):
    with running() as (found, _):
        console = key(found["console"])
        assert json.loads(ask(found["base"], "/api/console/state", console)[1])["rounds"][0]["votes"] == 10
        token = json.loads(ask(found["base"], "/api/join", data={"code": found["code"]})[1])["token"]
        assert main(["class", "forget", "--yes"]) == 0
        for path in home.joinpath("class").iterdir():
            assert b"Ines Marker" not in path.read_bytes()
        deadline = time.monotonic() + 5
        while ask(found["base"], "/api/state", token)[0] != 401:
            assert time.monotonic() < deadline
            time.sleep(0.05)
        state = json.loads(ask(found["base"], "/api/console/state", console)[1])
        assert state["rounds"] == [] and state["people"] == {"count": 0, "joined": {}, "online": 0, "names": [], "listed": 0}


def test_a_class_that_is_not_there_is_told(home, capsys):
    for action in ("export", "forget"):
        assert main(["class", action, "--name", "other"]) == 1
        said = capsys.readouterr().err
        assert "There is no class in" in said and "--name" in said
    assert not home.exists()


def test_words_before_and_after_the_action_count_alike(home, held, capsys):
    assert main(["class", "--name", "other", "export"]) == 1
    assert main(["class", "export", "--name", "other"]) == 1
    assert main(["class", "--name", "class", "export", "-"]) == 0
    capsys.readouterr()


def test_classes_stand_beside_the_course_and_for_an_installed_one_in_the_working_folder(tmp_path, monkeypatch):
    from debatekit.cli.class_ import _above

    monkeypatch.delenv("DEBATEKIT_CLASS_FOLDER", raising=False)
    assert _above(tmp_path / "course") == tmp_path / "course" / "class"
    monkeypatch.setattr("debatekit.workspace.folders.PACKAGE", tmp_path)
    monkeypatch.chdir(tmp_path)
    assert _above(tmp_path / "_course") == tmp_path / "class"


def test_no_git_and_no_bundle_takes_a_class_along():
    from debatekit.workspace.travels import is_allowed

    assert "/class/" in (REPOSITORY / ".gitignore").read_text().splitlines()
    assert not is_allowed("class/class/class.sqlite3")


def test_one_file_is_one_class_however_it_is_named(tmp_path, served, capsys):
    path = tmp_path / "class.sqlite3"
    path.touch()
    (tmp_path / "other.sqlite3").symlink_to(path)
    with one_server.only_one(path):
        for address in (f"sqlite:///{path}", f"sqlite+pysqlite:///{path}", f"sqlite:///{tmp_path}/other.sqlite3"):
            assert "is running already" in refused(capsys, "--database", address)


@pytest.mark.parametrize("action", [["export"], ["forget", "--yes"]])
def test_export_and_forget_make_no_class(tmp_path, capsys, action):
    assert main(["class", *action, "--database", f"sqlite:///{tmp_path}/none.sqlite3"]) == 1
    assert "There is no class in" in capsys.readouterr().err and not list(tmp_path.iterdir())
    with closing(sqlite3.connect(tmp_path / "other.sqlite3")) as db:
        db.execute("CREATE TABLE readers (name)")
    assert main(["class", *action, "--database", f"sqlite:///{tmp_path}/other.sqlite3"]) == 1
    said = capsys.readouterr().err
    assert "something else than a class" in said and said.count("\n") == 1


def test_new_keys_end_the_old_links_and_leave_who_has_joined(home):
    with running() as (old, _):
        token = json.loads(ask(old["base"], "/api/join", data={"code": old["code"]})[1])["token"]
    with running("--new-keys") as (new, process):
        assert not {old[each].rpartition("/")[2] for each in ("join", "console", "screen")} & {new[each].rpartition("/")[2] for each in ("join", "console", "screen")}
        for face in ("console", "screen"):
            status, said = ask(new["base"], f"/api/{face}/state", key(old[face]))
            assert status == 401 and b"was changed for a new one" in said
            assert ask(new["base"], f"/api/{face}/state", key(new[face]))[0] == 200
        status, said = ask(new["base"], "/api/join", data={"code": old["code"]})
        assert status == 410 and b"was changed for a new one" in said
        assert ask(new["base"], "/api/state", token)[0] == 200
        # Once more, from the console: the streams of the old key end, and the terminal says the new links.
        port = int(new["base"].rpartition(":")[2])
        with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
            line.sendall(f"GET /api/screen/stream HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {key(new['screen'])}\r\nConnection: close\r\n\r\n".encode())
            line.recv(4096)
            made = json.loads(ask(new["base"], "/api/console/links", key(new["console"]), {})[1])["key"]
            while line.recv(65536):
                pass
        newest = json.loads(process.stdout.readline())
        assert key(newest["console"]) == made and newest["code"] != new["code"]
        assert json.loads(ask(new["base"], "/api/screen/state", key(newest["screen"]))[1])["join"]["code"] == newest["code"]


def test_the_ticket_of_the_browser_serves_once_and_for_a_minute(tmp_path, opened_class, monkeypatch):
    from live_class import Caller, serving

    from debatekit.classroom.web.app import create_app
    from debatekit.classroom.web.first_key import FirstKey, first_key_routes

    first = FirstKey()
    page = first.written("http://127.0.0.1:1/console", tmp_path)
    ticket = re.search(r"console#ticket=([\w-]+)", page.read_text())[1]
    assert opened_class.settings.console_key not in page.read_text()
    if os.name != "nt":
        assert page.stat().st_mode & 0o077 == 0
    with serving(create_app(opened_class, more=[first_key_routes(first, opened_class)]), opened_class) as port:
        browser = Caller(port)
        assert browser.ask("POST", "/api/console/key", {"ticket": "x" * 32})[0] == 403
        assert browser.do("POST", "/api/console/key", {"ticket": ticket}) == {"key": opened_class.settings.console_key}
        assert not page.exists()
        status, _, said = browser.ask("POST", "/api/console/key", {"ticket": ticket})
        assert status == 403 and b"serves once" in said
        late = re.search(r"ticket=([\w-]+)", first.written("http://127.0.0.1:1/console", None).read_text())[1]
        now = time.monotonic()
        # For this line alone: the server that is to end has the same clock.
        with monkeypatch.context() as later:
            later.setattr("debatekit.classroom.web.first_key.time.monotonic", lambda: now + 61)
            assert not first.takes(late)
    first.forget()


@pytest.fixture
def opened_class(tmp_path):
    from debatekit.classroom.service import Classroom

    room = Classroom(tmp_path / "class" / "class.sqlite3")
    yield room
    room.close()
