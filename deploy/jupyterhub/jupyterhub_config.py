"""A class on JupyterHub: the class server as a service of the Hub, with Hub sign-in. README.md has the steps.

Start the Hub with this file, or add the class to a Hub that you have: write `load_subconfig("…/deploy/jupyterhub/jupyterhub_config.py")`
in its own file. Nothing here chooses an authenticator or a spawner, and every list is added to, not replaced.
"""

import os
import sys

c = get_config()  # noqa: F821, JupyterHub puts it here

# --- What to set ------------------------------------------------------------------------------------------------------------------

# The address of the Hub as a phone types it, with the Hub's base_url where it has one. The join link and its QR code begin with it, and
# students' kernels must reach it.
PUBLIC = os.environ.get("CLASS_PUBLIC", "https://hub.example.edu")
# The course: a folder with data/course.yaml in it. The votes go into its folder class/, or into CLASS_DATABASE.
COURSE = os.environ.get("CLASS_COURSE", "/srv/debatekit")
# "" keeps everything in one SQLite file, enough for one server process and 1,000 people. See “several processes” below.
DATABASE = os.environ.get("CLASS_DATABASE", "")
# A Python that has debatekit. The Hub's own will do.
PYTHON = os.environ.get("CLASS_PYTHON", sys.executable)
# A port of this machine that nothing else uses. Only the Hub's proxy speaks to it.
PORT = int(os.environ.get("CLASS_PORT", "10480"))

# Whoever is in this group gets the console. Put nobody in it who should not see the results of a class before the class does.
INSTRUCTORS = "class-instructors"
# Whoever is in this group may vote. A Hub serves others, too, and they have no business in the class.
STUDENTS = "class-students"

# --- The service ------------------------------------------------------------------------------------------------------------------

c.JupyterHub.public_url = PUBLIC

c.JupyterHub.services.append(
    {
        # Its pages are under /services/class/. For a second class: a second service with another name and port, and --name.
        "name": "class",
        "url": f"http://127.0.0.1:{PORT}",
        "command": [
            PYTHON, "-m", "debatekit", "class", "--hub", "--instructors", INSTRUCTORS,
            *(["--database", DATABASE] if DATABASE else []),
            # Several processes: uncomment, and set CLASS_DATABASE to postgresql+psycopg://…, which they share. PostgreSQL tells each of
            # them what came in through another (LISTEN/NOTIFY). SQLite is for one process.
            # "--workers", "4",
        ],
        "cwd": COURSE,
        "environment": {"DEBATEKIT_COURSE": COURSE, "PYTHONUNBUFFERED": "1"},
        # The Hub does not ask “authorize?” between sign-in and the class: what the class is told is the account's name and groups. Take
        # the line away if your users should be asked.
        "oauth_no_confirm": True,
        # It is in no list of services that the Hub shows to everybody; students come by the join link. True puts it there.
        "display": False,
    }
)  # fmt: skip

# --- Who may do what --------------------------------------------------------------------------------------------------------------

# The Hub makes both groups when it starts. People come into them on its admin page, or by your authenticator (manage_groups).
c.JupyterHub.load_roles.append(
    {
        "name": "class",
        "description": "Take part in the class",
        "groups": [INSTRUCTORS, STUDENTS],
        "scopes": [
            # Use this one service: sign in to it in a browser, and be known to it by a token. It opens no other service, no server and
            # nothing of the Hub.
            "access:services!service=class",
        ],
    }
)

# What the token in a student's own server (JUPYTERHUB_API_TOKEN) may do. The first two are what the Hub gives every server anyway; they
# are written here because this setting replaces the Hub's list.
c.Spawner.server_token_scopes = [
    # Tell the Hub that this person's server is in use, so that it is not stopped as idle.
    "users:activity!user",
    # Let this person's browser into this server.
    "access:servers!server",
    # Join the class: the notebook shows its token to the class, which asks the Hub whose it is and that it has this scope. The Hub takes
    # it out again for whoever is not in the role above.
    "access:services!service=class",
]

# The class itself has no scope at all. It can ask the Hub one question, whose token is this, and only about a token that somebody has
# shown to it.

# --- Students' servers ------------------------------------------------------------------------------------------------------------

c.Spawner.environment.update(
    {
        # The class that a poll in a notebook asks its learner into.
        "DEBATEKIT_CLASS": f"{PUBLIC.rstrip('/')}/services/class/",
    }
)

# --- Worth having -----------------------------------------------------------------------------------------------------------------

# With a wildcard name and certificate, every student's server and the class get a name of their own (class.hub.example.edu), and a
# page that one person made cannot reach into the pages of another. Without it never open a student's server as an instructor.
# c.JupyterHub.subdomain_host = PUBLIC
