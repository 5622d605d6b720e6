"""The verbs lab, update, bundle and test, from the words typed to the sentence said."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from pathlib import Path

import pytest

from debatekit.cli import VERBS, build_parser, main
from debatekit.workspace import jupyter
from debatekit.workspace.folders import kit_folder
from debatekit.workspace.working_copy import fill

REPOSITORY = Path(__file__).parents[2]


@pytest.fixture
def course(tmp_path, monkeypatch):
    root = tmp_path / "course"
    for folder in ("data", "lessons", "assignments"):
        shutil.copytree(REPOSITORY / folder, root / folder)
    for name in ("course.py", "pyproject.toml", "hatch_build.py", "requirements.lock", "README.md", "LICENSE"):
        shutil.copy(REPOSITORY / name, root)
    monkeypatch.setenv("DEBATEKIT_COURSE", str(root))
    return root


@pytest.fixture
def taken():
    with socket.socket() as server:
        server.bind((jupyter.HOST, 0))
        server.listen()
        yield server.getsockname()[1]


class TestLab:
    @pytest.fixture(autouse=True)
    def served(self, monkeypatch):
        options: list[str] = []
        monkeypatch.setattr("debatekit.cli.lab._serve", options.extend)
        monkeypatch.setenv("JUPYTER_CONFIG_PATH", "")
        return options

    def test_it_opens_the_first_lesson_in_the_working_copy(self, course, served, capsys):
        assert main(["lab", "--no-browser"]) == 0
        assert f"--ServerApp.root_dir={course / 'my-work'}" in served
        assert "--LabApp.default_url=/lab/tree/lessons/00-start-here.ipynb" in served
        assert "--ServerApp.ip=127.0.0.1" in served
        assert "--ServerApp.open_browser=False" in served
        assert (course / "my-work" / "lessons" / "00-start-here.ipynb").is_file()

    def test_an_installed_course_is_worked_on_where_it_was_started(self, course, served, tmp_path, monkeypatch, capsys):
        monkeypatch.setattr("debatekit.workspace.folders.PACKAGE", course.parent)
        here = tmp_path / "here"
        here.mkdir()
        monkeypatch.chdir(here)
        main(["lab"])
        assert f"--ServerApp.root_dir={here / 'my-work'}" in served
        assert (here / "my-work" / "lessons" / "00-start-here.ipynb").is_file()
        assert not (course / "my-work").exists()
        assert f"Your work is in {here / 'my-work'}: start debatekit in this folder again" in capsys.readouterr().out
        main(["update"])
        assert capsys.readouterr().out.startswith("The course came with the installed package")

    def test_edit_opens_the_originals_and_copies_nothing(self, course, served):
        main(["lab", "--edit"])
        assert f"--ServerApp.root_dir={course}" in served
        assert not (course / "my-work").exists()
        # JupyterLab saves small changes of its own into a notebook that it opens.
        assert "--LabApp.default_url=/lab" in served
        ports = [int(option.partition("=")[2]) for option in served if option.startswith("--ServerApp.port=")]
        assert ports[0] >= 8988

    def test_nbgrader_finds_its_settings_from_the_working_copy(self, course):
        main(["lab"])
        assert os.environ["JUPYTER_CONFIG_PATH"].split(os.pathsep)[0] == str(course)

    def test_a_wished_port_that_is_taken_is_one_sentence(self, course, served, taken, capsys):
        assert main(["--port", str(taken)]) == 1
        assert capsys.readouterr().err.startswith(f"Port {taken} cannot be used: another program may have it.")
        assert served == []

    @pytest.mark.parametrize("port", [-1, 70000])
    def test_a_port_that_is_none_is_one_sentence(self, course, port, capsys):
        assert main(["lab", f"--port={port}"]) == 1
        assert "cannot be used" in capsys.readouterr().err

    def test_the_usual_port_taken_means_the_next_free_one(self, course, served, taken, monkeypatch, capsys):
        monkeypatch.setitem(jupyter.USUAL_PORTS, "learner", taken)
        main(["lab"])
        (port,) = [int(option.partition("=")[2]) for option in served if option.startswith("--ServerApp.port=")]
        assert port > taken
        assert f"Port {taken} is taken, so this is on port {port}." in capsys.readouterr().out


def test_course_py_opens_itself_even_from_inside_another_course(course, tmp_path, monkeypatch):
    other = tmp_path / "other"
    (other / "data").mkdir(parents=True)
    (other / "data" / "course.yaml").write_text("")
    monkeypatch.chdir(other)
    assert kit_folder() == course


class TestUpdate:
    def git(self, folder: Path, *words: str) -> str:
        identity = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main"]
        return subprocess.run(["git", *identity, *words], cwd=folder, check=True, capture_output=True, text=True).stdout

    @pytest.fixture
    def clone(self, course, tmp_path, monkeypatch):
        """A clone of the course, whose course.py only notes that it was called."""
        (course / "course.py").write_text(
            "import sys, pathlib; pathlib.Path('again').write_text(' '.join(sys.argv[1:]))\n"
        )
        for words in (["init", "-q"], ["add", "."], ["commit", "-qm", "one"]):
            self.git(course, *words)
        clone = tmp_path / "clone"
        self.git(tmp_path, "clone", "-q", str(course), str(clone))
        monkeypatch.setenv("DEBATEKIT_COURSE", str(clone))
        monkeypatch.chdir(tmp_path)
        fill(clone)
        return clone

    @pytest.fixture(autouse=True)
    def own_environment(self, monkeypatch):
        monkeypatch.setattr("debatekit.workspace.command.own_environment", lambda root: True)

    def publish(self, course: Path, name: str = "lessons/01-next.ipynb") -> None:
        (course / name).write_text("newer")
        self.git(course, "add", ".")
        self.git(course, "commit", "-qm", "two")

    def test_a_newer_version_is_pulled_and_course_py_called_again(self, course, clone, tmp_path):
        self.publish(course)
        assert main(["update"]) == 0
        assert (clone / "lessons" / "01-next.ipynb").is_file()
        assert (tmp_path / "again").read_text() == "update --fetched"

    def test_an_environment_of_conda_is_not_doubled(self, course, clone, tmp_path, monkeypatch, capfd):
        monkeypatch.setattr("debatekit.workspace.command.own_environment", lambda root: False)
        self.publish(course)
        assert main(["update"]) == 0
        assert not (tmp_path / "again").exists()
        assert "Should “debatekit check” miss a package" in capfd.readouterr().out
        assert (clone / "my-work" / "lessons" / "01-next.ipynb").is_file()

    def test_nothing_new_is_said(self, clone, capsys):
        assert main(["update"]) == 0
        assert capsys.readouterr().out == f"{clone / 'my-work'} is up to date.\n"

    def test_offline_is_one_sentence_and_the_rest_goes_on(self, course, clone, capsys):
        course.rename(course.with_name("gone"))
        (clone / "lessons" / "mine.ipynb").write_text("{}")
        assert main(["update"]) == 0
        first, *rest = capsys.readouterr().out.splitlines()
        assert first.startswith("The newest version could not be fetched (fatal:")
        assert "  lessons/mine.ipynb: new" in rest

    def test_local_changes_are_kept_and_named(self, course, clone, capsys):
        name = "lessons/00-start-here.ipynb"
        self.publish(course, name)
        (clone / name).write_text("mine")
        assert main(["update"]) == 0
        assert "Your local changes to the following files would be overwritten" in capsys.readouterr().out
        assert (clone / name).read_text() == "mine"

    def test_a_dry_run_pulls_nothing(self, course, clone, capsys):
        self.publish(course)
        main(["update", "--dry-run"])
        assert not (clone / "lessons" / "01-next.ipynb").exists()

    def test_a_checkout_that_follows_nothing_is_only_refreshed(self, course, capsys):
        self.git(course, "init", "-q")
        assert main(["update"]) == 0
        assert "lessons/00-start-here.ipynb: new" in capsys.readouterr().out

    def test_a_hand_out_says_that_there_is_nowhere_to_fetch_from(self, course, capsys):
        fill(course)
        assert main(["update"]) == 0
        first, second = capsys.readouterr().out.splitlines()
        assert first.startswith("There is no source to fetch from: with a newer zip, say “")
        assert first.endswith(" update --from NEW.zip”.")
        main(["update", "--fetched"])
        assert capsys.readouterr().out == second + "\n"

    def test_from_a_newer_hand_out(self, course, tmp_path, monkeypatch, capsys):
        main(["bundle", "--output", str(tmp_path / "old.zip")])
        (course / "lessons" / "01-next.ipynb").write_text("{}")
        (course / "course.py").write_text("import sys; print('again:', *sys.argv[1:], flush=True)\n")
        main(["bundle", "--output", str(tmp_path / "new.zip")])
        shutil.unpack_archive(tmp_path / "old.zip", tmp_path / "student")
        (student,) = (tmp_path / "student").iterdir()
        monkeypatch.setenv("DEBATEKIT_COURSE", str(student))
        capsys.readouterr()
        assert main(["update", "--from", str(tmp_path / "new.zip")]) == 0
        assert "  lessons/01-next.ipynb: new" in capsys.readouterr().out
        assert (student / "lessons" / "01-next.ipynb").is_file()

    def test_from_a_file_that_is_no_hand_out(self, course, capsys):
        assert main(["update", "--from", str(course / "README.md")]) == 1
        assert "is not a whole zip file" in capsys.readouterr().err


def test_bundle_says_where_it_is(course, tmp_path, capsys):
    assert main(["bundle", "--output", str(tmp_path)]) == 0
    assert capsys.readouterr().out == f"Written to {tmp_path / 'debatekit-stay-or-leave-0.1.0.zip'}.\n"


def test_the_verb_test_passes_words_on_in_their_order(course, monkeypatch):
    (course / "tests/unit").mkdir(parents=True)
    monkeypatch.chdir(course)
    given = []
    monkeypatch.setattr("pytest.main", lambda words: given.extend(words) or 0)
    assert main(["test", "--all", "-k", "poll", "tests/unit", "-x"]) == 0
    assert given == ["-m", "", "-k", "poll", "tests/unit", "-x"]
    assert "DEBATEKIT_COURSE" not in os.environ


def test_the_whole_suite_is_shared_out_and_a_named_test_stays_in_this_process(course, monkeypatch):
    (course / "tests/unit").mkdir(parents=True)
    monkeypatch.chdir(course)
    given = []
    monkeypatch.setattr("pytest.main", lambda words: given.append(words) or 0)
    assert main(["test", "-q", "-m", "slow"]) == main(["test", "tests/unit::test_one"]) == 0
    assert given[0][-3:] == ["-q", "-m", "slow"] and "--dist" in given[0]
    assert given[1] == ["tests/unit::test_one"]


def test_a_copy_without_tests_says_so(course, capsys):
    assert main(["test"]) == 1
    assert "This copy has no tests" in capsys.readouterr().err


def test_other_verbs_refuse_words_they_do_not_know(capsys):
    with pytest.raises(SystemExit) as stop:
        main(["check", "--jsno"])
    assert stop.value.code == 2
    assert "unrecognized arguments: --jsno" in capsys.readouterr().err


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_help_with_an_example(verb, capsys):
    with pytest.raises(SystemExit):
        build_parser().parse_args([verb, "--help"])
    assert f"example:  python3 course.py{'' if verb == 'lab' else f' {verb}'}" in capsys.readouterr().out


@pytest.mark.parametrize("action", ["export", "forget"])
def test_what_one_does_with_a_class_afterwards_has_help_with_an_example(action, capsys):
    with pytest.raises(SystemExit):
        build_parser().parse_args(["class", action, "--help"])
    assert f"python3 course.py class {action}" in capsys.readouterr().out.partition("example:")[2]
