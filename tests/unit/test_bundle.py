"""The student bundle: what is in it, what never is, and what comes in through an update from one."""

from __future__ import annotations

import io
import json
import runpy
import shutil
import stat
import subprocess
import zipfile
from pathlib import Path

import pytest

from debatekit.errors import CourseKitError
from debatekit.workspace.bundle import MANIFEST, MARKERS, make_bundle
from debatekit.workspace.bundle_update import bring_over
from debatekit.workspace.bundle_zip import read_bundle
from debatekit.workspace.keep import digest
from debatekit.workspace.secrets import leaks, secrets
from debatekit.workspace.travels import is_allowed, travelling_files, untracked_files

REPOSITORY = Path(__file__).parents[2]

TREE = {
    "course.py": "print()",
    "pyproject.toml": "",
    "hatch_build.py": "",
    "requirements.lock": "one==1\n",
    "requirements-test.lock": "two==2\n",
    "README.md": "read me",
    "LICENSE": "BSD",
    "data/course.yaml": "id: tiny\ntitle: Tiny\nquestion: Why?\n",
    "lessons/00-start.ipynb": '{"cells": []}',
    "assignments/01/01.ipynb": '{"cells": []}',
    "src/debatekit/__init__.py": "",
    "solutions/01/01.ipynb": json.dumps(
        {
            "cells": [
                {"source": ["Say in your own words why the bridge closed.\n"]},
                {"source": ["### BEGIN SOLUTION\n", "answer = 'because of the flood'\n", "### END SOLUTION\n"]},
                {
                    "source": [
                        "### BEGIN HIDDEN TESTS\n",
                        "assert answer.endswith('the flood')\n",
                        "### END HIDDEN TESTS",
                    ]
                },
            ]
        }
    ),
    "solutions/01/key/answers.json": json.dumps(
        {"answers": {"sorting": {"late-bus": "fact", "old-map": "value"}, "which-bus": "b"}}
    ),
    "solutions/01/key/marking.yaml": (
        "note: The flood of May counts as a good reason.\nasks: Say in your own words why the bridge closed.\n"
    ),
    "tests/test_key.py": "assert 1",
    "my-work/lessons/00-start.ipynb": "mine",
    "grading/gradebook.db": "marks",
}


def build(root: Path, tree: dict[str, str] = TREE) -> Path:
    for name, text in tree.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def _folder(path: Path) -> Path:
    path.mkdir(parents=True, exist_ok=True)
    return path


def names_in(path: Path) -> set[str]:
    with zipfile.ZipFile(path) as archive:
        return {name.partition("/")[2] for name in archive.namelist()}


@pytest.fixture
def course(tmp_path):
    return build(tmp_path / "course")


class TestWhatIsInIt:
    def test_the_course_and_its_engine_and_nothing_private(self, course):
        path = make_bundle(course)
        assert path == course / "dist" / "debatekit-tiny-0.1.0.zip"
        assert names_in(path) == {
            "course.py", "pyproject.toml", "hatch_build.py", "requirements.lock", "README.md", "LICENSE",
            "data/course.yaml", "lessons/00-start.ipynb", "assignments/01/01.ipynb", "src/debatekit/__init__.py",
            MANIFEST,
        }  # fmt: skip

    def test_the_same_course_gives_the_same_bytes(self, course, tmp_path):
        first = make_bundle(course, tmp_path / "a.zip").read_bytes()
        shutil.copytree(course, tmp_path / "elsewhere")
        assert make_bundle(tmp_path / "elsewhere", tmp_path / "b.zip").read_bytes() == first

    def test_a_checkout_gives_what_git_tracks_and_names_the_rest(self, course):
        for words in (["init", "-q"], ["add", "."], ["rm", "-q", "--cached", "lessons/00-start.ipynb"]):
            subprocess.run(["git", *words], cwd=course, check=True, capture_output=True)
        assert "lessons/00-start.ipynb" not in travelling_files(course)
        assert untracked_files(course) == ["lessons/00-start.ipynb"]

    def test_a_link_does_not_smuggle_in_what_it_points_to(self, course):
        (course / "data" / "link.json").symlink_to(course / "solutions" / "01" / "key" / "answers.json")
        assert "data/link.json" not in names_in(make_bundle(course))

    @pytest.mark.parametrize(
        "name",
        [
            "solutions/x.ipynb",
            "data/key/x.json",
            "assignments/01/Key/x",
            "tests/x.py",
            ".env",
            "src/a/__pycache__/x.pyc",
            "secret.txt",
            "lessons/my-record.json",
            "assignments/01/my-record.json",
            "assignments/01/answers.json",
            "data/marks.xlsx",
            "data/a\\..\\..\\..\\x.md",
        ],
    )
    def test_the_list_of_what_may_travel_is_short(self, name):
        assert not is_allowed(name)

    def test_without_git_a_record_or_answers_beside_a_notebook_stay_behind(self, course):
        for name in ("lessons/my-record.json", "assignments/01/my-record.json", "assignments/01/answers.json"):
            (course / name).write_text('{"vote": "leave"}')
        assert not [name for name in names_in(make_bundle(course)) if name.endswith(("record.json", "answers.json"))]

    def test_a_built_package_takes_the_same_files(self, course):
        shutil.copy(REPOSITORY / "src/debatekit/workspace/travels.py", _folder(course / "src/debatekit/workspace"))
        (course / "lessons" / "my-record.json").write_text("{}")
        subprocess.run(["git", "init", "-q"], cwd=course, check=True)
        subprocess.run(["git", "add", "data", "lessons", "solutions"], cwd=course, check=True)
        (course / "data" / "forgotten.csv").write_text("")
        hook = runpy.run_path(str(REPOSITORY / "hatch_build.py"))["CourseHook"]
        build = {"force_include": {}}
        hook(str(course), {}, None, None, "", "wheel").initialize("standard", build)
        assert build["force_include"] == {
            name: f"debatekit/_course/{name}" for name in ("data/course.yaml", "lessons/00-start.ipynb")
        }

    def test_a_student_reads_the_students_guide_and_no_teachers(self, course):
        (course / "guide").mkdir()
        (course / "guide" / "study.md").write_text("how to study")
        (course / "guide" / "teach.md").write_text("common wrong answers")
        with zipfile.ZipFile(make_bundle(course)) as archive:
            (readme,) = [name for name in archive.namelist() if name.endswith("README.md")]
            assert archive.read(readme) == b"how to study"
            assert not [name for name in archive.namelist() if "guide" in name]

    def test_a_missing_part_is_named(self, course):
        (course / "LICENSE").unlink()
        with pytest.raises(CourseKitError, match="A bundle needs LICENSE"):
            make_bundle(course)


class TestNothingIsGivenAway:
    @pytest.mark.parametrize("marker", MARKERS)
    def test_a_hand_out_with_a_marker_stops_the_bundle(self, course, marker):
        (course / "assignments" / "01" / "01.ipynb").write_text(f'{{"cells": ["### {marker}"]}}')
        with pytest.raises(CourseKitError, match=f"01.ipynb holds “{marker}”"):
            make_bundle(course)
        assert not (course / "dist").exists()

    @pytest.mark.parametrize(
        ("file", "leak"),
        [
            ("lessons/00-start.ipynb", '{"cells": [{"source": ["answer = \'because of the flood\'\\n"]}]}'),
            ("data/notes.md", "Remember: the answer is\nassert answer.endswith('the flood')"),
            ("data/exercise.yaml", "late-bus: fact"),
            ("src/debatekit/hints.py", 'KEY = {"late-bus": "fact"}'),
            ("data/practice.yaml", "items:\n  - {id: late-bus, answer: fact}\n"),
            ("data/practice.yaml", "  - id: late-bus\n    text: The bus was late.\n    answer: fact\n"),
            ("data/notes.csv", "item,kind\nlate-bus,fact\n"),
            ("data/notes.csv", "item\tkind\nlate-bus\tfact\n"),
            ("data/groups.yaml", "Fact: [late-bus]"),
            ("data/choice.yaml", "  - {id: which-bus, answer: b}"),
            ("data/choice.csv", "which-bus,b"),
            ("README.md", "In class, say that late-bus is a fact."),
            ("assignments/01/01.ipynb", "The flood of May\ncounts as a good reason."),
        ],
    )
    def test_an_answer_that_is_repeated_elsewhere_stops_the_bundle(self, course, file, leak):
        (course / file).parent.mkdir(exist_ok=True)
        (course / file).write_text(leak)
        with pytest.raises(CourseKitError, match=f"{file} repeats what only solutions/ may say"):
            make_bundle(course)

    @pytest.mark.parametrize(
        "harmless",
        [
            "items:\n  - {id: late-bus, text: It came late.}\n  - {id: old-map, text: An old fact of a map.}\n",
            "bins:\n  - {id: fact}\n  - {id: value}\nitems:\n  - {id: late-bus, text: It came late.}\n",
            "options:\n  - {id: which-bus, text: a bus or b bus}\n",
        ],
    )
    def test_items_and_answers_apart_give_nothing_away(self, course, harmless):
        (course / "data" / "exercise.yaml").write_text(harmless)
        make_bundle(course)

    def test_what_the_task_itself_shows_is_no_secret(self, course):
        (course / "lessons" / "00-start.ipynb").write_text("Say in your own words why the bridge closed.")
        make_bundle(course)

    def test_this_repository_gives_nothing_away(self):
        contents = {name: (REPOSITORY / name).read_bytes() for name in travelling_files(REPOSITORY)}
        known = secrets(REPOSITORY)
        assert len(known) > 20, "the key of 01-claims was not found, so this test proves nothing"
        assert list(leaks(contents, known)) == []
        assert not [
            name for name in contents if {"solutions", "key", "tests", "grading", "my-work"} & set(Path(name).parts)
        ]
        read_by_students = [content for name, content in contents.items() if not name.startswith("src/")]
        assert not [marker for marker in MARKERS if any(marker.encode() in content for content in read_by_students)]


def unzip(path: Path, to: Path) -> Path:
    with zipfile.ZipFile(path) as archive:
        archive.extractall(to)
    (root,) = to.iterdir()
    return root


@pytest.fixture
def unzipped(course, tmp_path):
    return unzip(make_bundle(course, tmp_path / "old.zip"), tmp_path / "student")


def newer(course: Path, tmp_path: Path, **changes: str) -> Path:
    for name, text in changes.items():
        (course / name.replace("__", "/")).with_suffix(".ipynb").write_text(text)
    return make_bundle(course, tmp_path / "new.zip")


class TestUpdateFromABundle:
    def test_new_and_untouched_files_are_brought(self, course, unzipped, tmp_path):
        changes = bring_over(
            unzipped, read_bundle(newer(course, tmp_path, **{"lessons__00-start": "2", "lessons__01-next": "1"}))
        )
        assert [str(change) for change in changes] == [
            "lessons/00-start.ipynb: brought up to date",
            "lessons/01-next.ipynb: new",
        ]
        assert (unzipped / "lessons" / "00-start.ipynb").read_text() == "2"

    def test_a_changed_file_is_kept(self, course, unzipped, tmp_path):
        (unzipped / "lessons" / "00-start.ipynb").write_text("mine")
        (change,) = bring_over(unzipped, read_bundle(newer(course, tmp_path, **{"lessons__00-start": "2"})))
        assert change.changed == "lessons/00-start.ipynb"
        assert (unzipped / "lessons" / "00-start.ipynb").read_text() == "mine"
        assert (unzipped / "lessons" / "00-start (new).ipynb").read_text() == "2"

    def test_a_second_time_there_is_nothing_to_do(self, course, unzipped, tmp_path):
        (unzipped / "lessons" / "00-start.ipynb").write_text("mine")
        bundle = read_bundle(newer(course, tmp_path, **{"lessons__00-start": "2"}))
        bring_over(unzipped, bundle)
        assert bring_over(unzipped, bundle) == []

    @pytest.fixture
    def without_a_poll(self, course, tmp_path):
        """A student's folder with a poll, and a newer bundle in which it has another name."""
        old, new = _folder(course / "data/polls") / "heard.yaml", course / "data/polls/Heard-2.yaml"
        old.write_text("old")
        student = unzip(make_bundle(course, tmp_path / "with-poll.zip"), tmp_path / "with-poll")
        old.rename(new)
        return student, read_bundle(make_bundle(course, tmp_path / "without-poll.zip"))

    def test_what_the_new_version_dropped_goes(self, without_a_poll):
        student, bundle = without_a_poll
        assert [str(change) for change in bring_over(student, bundle, dry_run=True)] == [
            "data/polls/heard.yaml: no longer in the course, removed",
            "data/polls/Heard-2.yaml: new",
        ]
        assert (student / "data/polls/heard.yaml").exists()
        bring_over(student, bundle)
        assert [path.name for path in (student / "data/polls").iterdir()] == ["Heard-2.yaml"]
        assert bring_over(student, bundle) == []

    def test_a_dropped_file_that_the_reader_changed_is_kept_aside(self, without_a_poll):
        student, bundle = without_a_poll
        (student / "data/polls/heard.yaml").write_text("mine")
        _folder(student / "my-work/kept/data/polls").joinpath("heard.yaml").write_text("kept before")
        said = str(bring_over(student, bundle)[0])
        kept = "my-work/kept/data/polls/heard (yours).yaml"
        assert said == f"data/polls/heard.yaml: no longer in the course, yours is kept as “{kept}”"
        assert (student / kept).read_text() == "mine"
        assert not (student / "data/polls/heard.yaml").exists()

    def test_a_list_that_names_files_outside_the_course_removes_none(self, course, unzipped, tmp_path):
        outside = tmp_path / "outside.md"
        outside.write_text("mine")
        about = json.loads((unzipped / MANIFEST).read_text())
        for name in ("../../outside.md", str(outside), "data/../../../outside.md"):
            about["files"][name] = digest(b"mine")
        (unzipped / MANIFEST).write_text(json.dumps(about))
        assert bring_over(unzipped, read_bundle(make_bundle(course, tmp_path / "b.zip"))) == []
        assert outside.exists()

    def test_a_dry_run_changes_nothing(self, course, unzipped, tmp_path):
        bundle = read_bundle(newer(course, tmp_path, **{"lessons__00-start": "2"}))
        assert len(bring_over(unzipped, bundle, dry_run=True)) == 1
        assert (unzipped / "lessons" / "00-start.ipynb").read_text() == TREE["lessons/00-start.ipynb"]

    def test_another_course_is_refused(self, course, unzipped, tmp_path):
        (course / "data" / "course.yaml").write_text("id: other\ntitle: Other\nquestion: Why?\n")
        with pytest.raises(CourseKitError, match="This is the course “tiny”, but the zip holds “other”"):
            bring_over(unzipped, read_bundle(make_bundle(course, tmp_path / "other.zip")))

    def test_a_checkout_is_refused(self, course, tmp_path):
        bundle = read_bundle(make_bundle(course, tmp_path / "b.zip"))
        (course / ".git").mkdir()
        with pytest.raises(CourseKitError, match="is a git checkout"):
            bring_over(course, bundle)

    @pytest.mark.parametrize("content", [None, "", "[]", '{"files": 1}'])
    def test_without_its_list_nothing_is_overwritten(self, course, unzipped, tmp_path, content):
        (unzipped / MANIFEST).unlink()
        if content is not None:
            (unzipped / MANIFEST).write_text(content)
        with pytest.raises(CourseKitError, match="your changes cannot be told from the old version"):
            bring_over(unzipped, read_bundle(make_bundle(course, tmp_path / "b.zip")))


def pack(path: Path, files: dict[str, bytes], *, mode: int = 0o100644, listed: dict | None = None) -> Path:
    """A zip that was not made by make_bundle."""
    about = {
        "format": 1,
        "course": "tiny",
        "version": "9",
        "files": listed or {n.partition("/")[2]: digest(c) for n, c in files.items()},
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {**files, f"top/{MANIFEST}": json.dumps(about).encode()}.items():
            entry = zipfile.ZipInfo(name)
            entry.external_attr = mode << 16
            archive.writestr(entry, content)
    return path


@pytest.mark.parametrize(
    "name",
    [
        "top/../outside",
        "top/lessons/../../outside",
        "top//etc/passwd",
        "top/C:/x",
        "top/lessons\\..\\..\\x",
        "top/data/nul.csv",
        "top/data/x ",
        "top/data/.",
    ],
)
def test_a_path_that_leaves_the_course_is_refused(tmp_path, name):
    with pytest.raises(CourseKitError, match="is not a bundle of this kit"):
        read_bundle(pack(tmp_path / "x.zip", {name: b""}))


def test_a_link_is_refused(tmp_path):
    with pytest.raises(CourseKitError, match="is a link, not a file"):
        read_bundle(pack(tmp_path / "x.zip", {"top/data/x.csv": b"/etc"}, mode=stat.S_IFLNK | 0o777))


def test_what_is_far_too_large_is_refused_before_it_is_unpacked(tmp_path, monkeypatch):
    monkeypatch.setattr("debatekit.workspace.bundle_zip.MOST_BYTES", 1000)
    with pytest.raises(CourseKitError, match="far larger than a course"):
        read_bundle(pack(tmp_path / "x.zip", {"top/data/x.csv": bytes(10_000)}))


def test_two_names_that_are_one_on_windows_are_refused(tmp_path):
    with pytest.raises(CourseKitError, match="twice"):
        read_bundle(pack(tmp_path / "x.zip", {"top/data/a.csv": b"", "top/data/A.csv": b""}))


def test_a_private_file_is_refused(tmp_path):
    with pytest.raises(CourseKitError, match="does not belong in a student bundle"):
        read_bundle(pack(tmp_path / "x.zip", {"top/.git/hooks/pre-commit": b""}))


def test_a_file_that_differs_from_its_list_is_refused(tmp_path):
    with pytest.raises(CourseKitError, match="are not those that its bundle.json lists"):
        read_bundle(pack(tmp_path / "x.zip", {"top/data/x.csv": b"1"}, listed={"data/x.csv": "0"}))


@pytest.mark.parametrize("cut", [0, 10, 200, -10])
def test_a_torn_download_is_one_sentence(course, tmp_path, cut):
    whole = make_bundle(course).read_bytes()
    path = tmp_path / "torn.zip"
    path.write_bytes(whole[:cut])
    with pytest.raises(CourseKitError, match=r"torn\.zip"):
        read_bundle(path)


def test_a_zip_without_a_list_is_not_a_bundle(tmp_path):
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w") as archive:
        archive.writestr("top/README.md", "x")
    (tmp_path / "x.zip").write_bytes(memory.getvalue())
    with pytest.raises(CourseKitError, match="has no bundle.json that can be read"):
        read_bundle(tmp_path / "x.zip")


def test_a_file_that_is_not_there_is_one_sentence(tmp_path):
    with pytest.raises(CourseKitError, match="Look where your browser saved the hand-out"):
        read_bundle(tmp_path / "nowhere.zip")
