"""nbgrader's settings for this course. nbgrader reads this file when it is started in this folder."""

import os
import sys
from pathlib import Path

from debatekit.course.yaml_file import YamlFile

c = get_config()  # noqa: F821  traitlets puts it here when it reads the file

HERE = Path(__file__).resolve().parent

# The paths hang on this file, not on the working directory: JupyterLab may be opened elsewhere.
c.CourseDirectory.root = str(HERE)
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "assignments"

# Everything private is under one folder that git ignores.
c.CourseDirectory.submitted_directory = "grading/submitted"
c.CourseDirectory.autograded_directory = "grading/autograded"
c.CourseDirectory.feedback_directory = "grading/feedback"
c.CourseDirectory.solution_directory = "grading/solution"
c.CourseDirectory.source_with_tests_directory = "grading/source_with_tests"
c.CourseDirectory.db_url = f"sqlite:///{(HERE / 'grading' / 'gradebook.db').as_posix()}"
if (HERE / "solutions").is_dir():
    # SQLite makes the gradebook, but not the folder it is in.
    (HERE / "grading").mkdir(exist_ok=True)

# Without `key`, generate_assignment copies the keys to students, and autograde puts the key's answers in place of
# theirs.
c.CourseDirectory.ignore = [".ipynb_checkpoints", "*.pyc", "__pycache__", "feedback", "key"]

# Votes are political opinions and never travel with work: not as a learner's record that lies beside it, not as the
# saved state of a widget. What else lies beside it, such as a copy of a text, is the learner's own and is not collected.
c.CourseDirectory.ignore += ["*.debatekit-record.*", "my-record*.json", "journal*.sqlite3*"]
c.ExchangeFactory.collect = "debatekit.rounds.sanitize.CollectWithoutVotes"

# The manifest names the course. It is read and not checked: every nbgrader command and JupyterLab start with this.
c.CourseDirectory.course_id = YamlFile(HERE / "data" / "course.yaml").data["id"]

# Unset, nbgrader takes its usual place on a shared machine.
if os.environ.get("DEBATEKIT_EXCHANGE"):
    c.Exchange.root = os.environ["DEBATEKIT_EXCHANGE"]

# A submission is graded in its own folder, and must not choose the course it is graded with (see course/locate.py).
os.environ["DEBATEKIT_COURSE"] = str(HERE)

# nbgrader starts `alembic` by its name: without this, `.venv/bin/nbgrader` works in an activated environment only.
_programs = os.path.dirname(sys.executable)
if _programs not in os.environ.get("PATH", "").split(os.pathsep):
    os.environ["PATH"] = os.pathsep.join([_programs, os.environ.get("PATH", "")])

# A learner who runs the page before writing an answer sees the test's sentence, not an error of the stub.
c.ClearSolutions.code_stub = {"python": "# YOUR CODE HERE\n..."}

# Feedback goes to students while others may still hand in late: it shows what a test said, not its hidden part.
# The order counts: NothingHidden compares with the hidden lines, which ClearHiddenTests then takes out.
c.GenerateFeedback.preprocessors = [
    "nbgrader.preprocessors.GetGrades",
    "debatekit.rounds.feedback.SentencesOnly",
    "debatekit.rounds.feedback.NothingHidden",
    "nbgrader.preprocessors.ClearHiddenTests",
    "nbconvert.preprocessors.CSSHTMLHeaderPreprocessor",
]
