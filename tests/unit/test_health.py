"""`check`: every fault is one line with its next step, and never a stack trace."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import pytest

from debatekit.cli import main
from debatekit.errors import BadCourseFile, CourseKitError
from debatekit.workspace import command, health
from debatekit.workspace.course_files import faults

REPOSITORY = Path(__file__).parents[2]


@pytest.fixture
def course(tmp_path):
    """A copy of this course's own files, to be harmed."""
    for folder in ("data", "lessons", "assignments"):
        shutil.copytree(REPOSITORY / folder, tmp_path / folder)
    shutil.copy(REPOSITORY / "requirements.lock", tmp_path)
    return tmp_path


@pytest.fixture
def check(course, monkeypatch, capsys):
    """Run the verb on the harmed course, without starting a kernel."""
    monkeypatch.setenv("DEBATEKIT_COURSE", str(course))
    monkeypatch.setenv("DEBATEKIT_HOME", str(course / "journal"))
    monkeypatch.setattr(health, "kernel", lambda root: "not started")
    (course / "course.py").write_text("")
    monkeypatch.setattr(command, "PREFIX", course / ".venv")

    def run(*words: str) -> tuple[int, str]:
        code = main(["check", *words])
        return code, capsys.readouterr().out

    return run


def failure(out: str) -> str:
    (line,) = [line for line in out.splitlines() if line.startswith("FAIL")]
    return line


def test_this_course_is_well(check):
    code, out = check()
    assert code == 0, out
    assert out.endswith("Everything a course needs is here.\n")


def test_json_for_programs(check):
    code, out = check("--json")
    report = json.loads(out)
    assert (code, report["ok"]) == (0, True)
    assert {"name", "ok", "seen", "next_step"} == set(report["findings"][0])


def test_a_failure_has_its_next_step_and_exit_code_1(check, course):
    (course / "data" / "tables" / "troop_levels.csv").unlink()
    code, out = check()
    assert code == 1
    assert "troop_levels" in failure(out)
    assert "→ Set it right there; data/README.md says what each key means. If you never meant to change or lose a file, unzip the course again" in out
    assert "1 of 12 need your hand" in out


def test_every_failure_in_json_has_a_next_step(check, course, monkeypatch):
    (course / "requirements.lock").write_text("no-such-package==1\n")
    (course / "data" / "course.yaml").write_text("id: [")
    monkeypatch.setattr(health, "LEAST_FREE_MB", 10**12)
    findings = json.loads(check("--json")[1])["findings"]
    failed = [finding for finding in findings if not finding["ok"]]
    assert len(failed) == 3
    assert all(finding["next_step"].endswith(".") for finding in failed)


def test_a_package_in_another_version_is_named(check, course):
    (course / "requirements.lock").write_text(
        "pandas==0.1 \\\n    --hash=sha256:0\nnot-here==1\nother-system==1 ; sys_platform == 'none'\n"
    )
    said = failure(check()[1])
    assert "not 0.1" in said
    assert "not-here 1 is missing" in said
    assert "other-system" not in said


@pytest.mark.parametrize("text", [None, "date;troops\n"])
def test_in_a_checkout_git_brings_a_file_back_and_what_that_costs_is_said_after_how_to_mend_it(check, course, text):
    (course / ".git").mkdir()
    path = course / "data" / "tables" / "troop_levels.csv"
    path.unlink() if text is None else path.write_text(text)
    (step,) = [line for line in check()[1].splitlines() if "→" in line]
    assert step.strip().startswith("→ Set it right there;")
    assert "“git checkout -- FILE” in the course folder brings it back, and discards every change in it." in step


@pytest.fixture
def conda(course, monkeypatch):
    """An environment that course.py did not make."""
    prefix = course / "conda"
    (prefix / "conda-meta").mkdir(parents=True)
    (course / "environment.yml").write_text("")
    monkeypatch.setattr(command, "PREFIX", prefix)


def test_conda_is_judged_by_ranges_not_by_the_lock(check, conda, course):
    (course / "requirements.lock").unlink()
    code, out = check()
    assert code == 0, out
    assert "in the versions that debatekit asks for" in out


def test_conda_gets_the_advice_of_conda(check, conda, monkeypatch):
    monkeypatch.setattr("importlib.metadata.requires", lambda _: ["pandas<1", 'not-here>=2', 'no ; extra == "test"'])
    code, out = check()
    said = failure(out)
    assert "pandas" in said and "not <1; not-here >=2 is missing" in said
    assert "“conda env update --file environment.yml”. Run “debatekit check” again" in out
    assert ".venv" not in out


@pytest.mark.parametrize(
    "harm", [BadCourseFile(Path("data/x.csv"), 3, "is torn."), CourseKitError("Set it right."), ValueError("odd")]
)
def test_a_data_file_is_no_reason_to_delete_the_environment(check, monkeypatch, harm):
    def broken(root) -> None:
        raise harm

    monkeypatch.setattr(health, "course_files", broken)
    finding = next(finding for finding in json.loads(check("--json")[1])["findings"] if not finding["ok"])
    assert ".venv" not in finding["next_step"]
    assert finding["next_step"].endswith("Run “python3 course.py check” again afterwards.")


@pytest.mark.parametrize(
    ("system", "prefix", "said"),
    [
        ("posix", "COURSE/.venv", ("python3 course.py check", ".venv/bin/jupyter")),
        ("nt", "COURSE/.venv", ("py course.py check", ".venv\\Scripts\\jupyter")),
        ("posix", "/opt/conda", ("debatekit check", "jupyter")),
    ],
)
def test_commands_are_spelt_as_the_reader_types_them(course, monkeypatch, system, prefix, said):
    (course / "course.py").write_text("")
    monkeypatch.setattr(command, "PREFIX", Path(prefix.replace("COURSE", str(course))))
    monkeypatch.setattr(command, "ON_WINDOWS", system == "nt")
    assert (command.verb("check"), command.tool("jupyter")) == said


def test_a_kernel_of_another_python_is_named(course, monkeypatch):
    monkeypatch.setattr(sys, "prefix", "/another")
    finding = health._find("kernel", lambda: health.kernel(course), "", course)
    assert "belongs to another Python" in finding.seen


def test_the_kernel_starts_and_finds_debatekit(course):
    assert health._find("kernel", lambda: health.kernel(course), "", course).ok


def test_a_check_that_breaks_is_a_finding_with_its_usual_step(course):
    def broken() -> str:
        raise ZeroDivisionError("odd")

    finding = health._find("oddity", broken, "Do this.", course)
    assert (finding.ok, finding.seen) == (False, "ZeroDivisionError: odd")
    assert finding.next_step.startswith("Do this. Run “")


def test_extensions_that_are_switched_off_are_named(tmp_path, monkeypatch):
    config = tmp_path / "jupyter_server_config.d"
    config.mkdir()
    off = {"ServerApp": {"jpserver_extensions": {"nbgrader.server_extensions.formgrader": False}}}
    (config / "mine.json").write_text(json.dumps(off))
    monkeypatch.setenv("JUPYTER_CONFIG_PATH", str(tmp_path))
    with pytest.raises(health.Failed, match="formgrader not enabled"):
        health.nbgrader_on_the_server()


def test_a_lab_extension_that_is_missing_is_named():
    with pytest.raises(health.Failed, match="no-such-extension not installed"):
        health.lab_extensions(("no-such-extension",))


def test_a_lab_extension_that_is_disabled_is_named(tmp_path, monkeypatch):
    (tmp_path / "labconfig").mkdir()
    (tmp_path / "labconfig" / "page_config.json").write_text('{"disabledExtensions": {"anywidget": true}}')
    monkeypatch.setenv("JUPYTER_CONFIG_PATH", str(tmp_path))
    monkeypatch.setenv("JUPYTER_CONFIG_DIR", str(tmp_path))
    with pytest.raises(health.Failed, match="anywidget is disabled"):
        health.lab_extensions(("anywidget",))


def test_a_folder_that_cannot_be_written_is_named():
    with pytest.raises(health.Failed, match="/proc cannot be written"):
        health.writable(Path("/proc/my-work"))


class TestCourseFiles:
    def test_this_course_has_no_fault(self):
        assert list(faults(REPOSITORY)) == []

    @pytest.mark.parametrize(
        "path", ["data/polls/stray.yaml", "data/exercises/stray.yaml", "data/tables/stray.csv", "lessons/stray.ipynb"]
    )
    def test_a_file_that_the_manifest_forgot(self, course, path):
        (course / path).write_text("")
        (fault,) = faults(course)
        assert "stray" in fault
        assert "is not listed in data/course.yaml" in fault

    def test_a_lesson_that_is_missing(self, course):
        (course / "lessons" / "00-start-here.ipynb").unlink()
        assert list(faults(course)) == ["lessons/00-start-here.ipynb is in the manifest, but there is no such file."]

    @pytest.mark.parametrize("text", ["", "[]", '{"cells": 1}', "not json"])
    def test_a_notebook_that_cannot_be_read(self, course, text):
        (course / "lessons" / "00-start-here.ipynb").write_text(text)
        assert list(faults(course)) == ["lessons/00-start-here.ipynb is not a notebook that can be read."]

    def test_a_poll_that_does_not_parse_keeps_its_line(self, course):
        (course / "data" / "polls" / "withdraw.yaml").write_text("id: withdraw\nkind: nonsense\n")
        (fault,) = faults(course)
        assert "withdraw.yaml, line" in fault

    def test_a_use_that_the_manifest_does_not_list(self, course):
        path = course / "data" / "course.yaml"
        path.write_text(path.read_text().replace("tables: [troop_levels]", "tables: [troops]"))
        assert any("uses the table “troops”" in fault for fault in faults(course))
