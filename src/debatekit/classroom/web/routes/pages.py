"""The pages themselves: the same for everybody, from files of the package. What they show comes over the API."""

from __future__ import annotations

import gzip
import hashlib
import html
import mimetypes
from functools import cache
from pathlib import Path

from fastapi import APIRouter, Request, Response

from debatekit.classroom.refusals import NotThere
from debatekit.widgets.front_end import sheets
from debatekit.widgets.one_script import script

PACKAGE = Path(__file__).parents[3]
_KINDS = {".mjs": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".woff2": "font/woff2"}
_ROOMS = ("arguments", "classroom", "polls", "widgets")


@cache
def files() -> dict[str, Path]:
    """What may be asked for, by its path in the package: front ends, and nothing else that lies there."""
    found = (path for room in _ROOMS for path in sorted((PACKAGE / room).rglob("*")) if path.suffix in _KINDS and path.is_file())
    return {path.relative_to(PACKAGE).as_posix(): path for path in found}


@cache
def version() -> str:
    """A name for all of them as they are, so that a browser can keep them for good."""
    digest = hashlib.sha256()
    for name, path in files().items():
        digest.update(name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]


@cache
def served(file: Path) -> tuple[bytes, bytes]:
    """A file as it is sent, plain and packed: a script or style sheet brings along what it imports, so that a full room asks for few files."""
    if file.suffix == ".mjs":
        whole = script(file).encode()
    else:
        whole = sheets(file).encode() if file.suffix == ".css" else file.read_bytes()
    return whole, gzip.compress(whole, mtime=0)


def page_routes(prefix: str) -> APIRouter:
    """The addresses of the pages. `prefix` is what stands before every address, such as /services/class."""
    routes = APIRouter(include_in_schema=False)

    def page(name: str) -> Response:
        path = PACKAGE / "classroom" / "pages" / name
        if not path.is_file():
            raise NotThere("There is no such page.")
        text = path.read_text(encoding="utf-8").replace("{static}", html.escape(f"{prefix}/static/{version()}"))
        return Response(text, media_type="text/html")

    @routes.get("/")
    async def enter() -> Response:
        return page("welcome.html")

    @routes.get("/j/{code}")
    async def phone(code: str) -> Response:
        return page("phone.html")

    @routes.get("/screen")
    async def screen() -> Response:
        return page("screen.html")

    @routes.get("/console")
    async def console() -> Response:
        return page("console.html")

    @routes.get("/static/{version_name}/{path:path}")
    async def static(version_name: str, path: str, request: Request) -> Response:
        # An address with another version would be kept for good with what this one says.
        file = files().get(path) if version_name == version() else None
        if file is None:
            raise NotThere("There is no such file in this version. Load the page again.")
        kind = _KINDS.get(file.suffix) or mimetypes.guess_type(file.name)[0]
        whole, packed = served(file)
        headers = {"cache-control": "public, max-age=31536000, immutable", "vary": "accept-encoding"}
        if "gzip" in request.headers.get("accept-encoding", ""):
            return Response(packed, media_type=kind, headers={**headers, "content-encoding": "gzip"})
        return Response(whole, media_type=kind, headers=headers)

    return routes
