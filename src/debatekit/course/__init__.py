"""The one place that reads course files and turns them into ideas.

    course = load_course()          the manifest, checked
    load_poll("withdraw")           one question
    load_exercise("everyday-kinds") one exercise
    load_reading("lamear-2021")     the guide to one text
    load_fingerprints(text)         by which a reader's copy of a text is recognised
    load_argument("lamear-2021")    the map of its argument
    load_table("troop_levels")      one table, as a DataFrame
"""

from debatekit.course.fingerprints import load_fingerprints
from debatekit.course.load import course_id, load_argument, load_course, load_exercise, load_poll, load_reading
from debatekit.course.locate import course_root
from debatekit.course.tables import load_table

__all__ = ["course_id", "course_root", "load_argument", "load_course", "load_exercise", "load_fingerprints", "load_poll", "load_reading", "load_table"]
