"""Why PostgreSQL does not let the class in, for whoever starts it: the name, the place, the password or the server."""

from __future__ import annotations

import sqlalchemy as sa


def cannot_open(url: sa.URL, said: str) -> str:
    """One sentence and what to do, from what the driver `said` of the database at `url`. Never a password.

    Before there is a connection the driver gives no code for the error, only its text.
    """
    place = f"{url.host or 'this computer'}, port {url.port or 5432}"
    who, named = url.username or "you", url.database or url.username or ""
    if "database" in said and "does not exist" in said:
        return f"PostgreSQL at {place} has no database “{named}”. Make it there with “createdb {named}”, or correct the name behind --database."
    if "password" in said:
        return f"PostgreSQL at {place} does not take the password of “{who}”, or wants one. Write it as user:password@host, or keep it in the file .pgpass."
    if "role" in said and "does not exist" in said:
        return f"PostgreSQL at {place} knows no user “{who}”. Correct the user behind --database."
    if "resolve" in said or "translate host" in said or "Name or service" in said:
        return f"There is no computer “{url.host}” that this one can find, so the database of the class does not answer. Correct the host behind --database."
    if "pg_hba" in said or "permission denied" in said or "must be owner" in said:
        return f"PostgreSQL at {place} does not let “{who}” use the database “{named}”. Ask whoever looks after it for the right to make tables in it."
    return f"The database of the class does not answer at {place}. Start PostgreSQL there, or correct host and port behind --database."
