"""The class's line to the Hub: who holds a token, and a token for the code that a sign-in brings.

Two documented requests of JupyterHub's REST API, over http.client: it follows no redirect and asks no proxy of the environment, so a
token goes to the Hub and nowhere else. Answers are kept for less than a minute, under a hash of the token.
"""

from __future__ import annotations

import asyncio
import hashlib
import http.client
import json
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

from debatekit.classroom.refusals import Busy
from debatekit.errors import CourseKitError

# With the 15 s between two signs of life of a stream, a minute at most.
KEPT, KEPT_REFUSAL = 45.0, 10.0
_PATIENCE, _AT_ONCE, _MOST_WAITING, _MOST_KEPT, _LONGEST_ANSWER, _LONGEST_TOKEN = 10.0, 8, 2_000, 20_000, 262_144, 512


class HubAway(Busy):
    """The Hub did not answer, or answered what makes no sense."""


@dataclass(frozen=True)
class HubPerson:
    """Somebody as the Hub knows them. `scopes` are what the token may do, not what the person may."""

    name: str
    groups: frozenset[str]
    admin: bool
    scopes: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class HubSettings:
    """What the Hub tells a service in its environment. `authorize` and `sign_out` are where a browser goes; `public` is "" where the Hub does not know its own address."""

    api: str
    token: str
    client: str
    callback: str
    authorize: str
    sign_out: str
    prefix: str
    listen: str
    public: str
    access: frozenset[str]

    @classmethod
    def of(cls, environment: Mapping[str, str]) -> HubSettings:
        """From the variables of a service that the Hub starts or, with the same names, of one that somebody else starts. Raises CourseKitError."""
        missing = [name for name in ("API_URL", "API_TOKEN", "SERVICE_PREFIX", "SERVICE_URL") if not environment.get(f"JUPYTERHUB_{name}")]
        if missing:
            raise CourseKitError(
                f"The class was started for a JupyterHub, but {', '.join('JUPYTERHUB_' + name for name in missing)} is not set. "
                "Let the Hub start it, as in deploy/jupyterhub/jupyterhub_config.py."
            )
        get = lambda name, otherwise="": environment.get(f"JUPYTERHUB_{name}") or otherwise  # noqa: E731
        prefix, name = get("SERVICE_PREFIX"), get("SERVICE_NAME", "class")
        hub = f"{get('HOST')}{get('BASE_URL', '/')}hub"
        return cls(
            api=get("API_URL"),
            token=get("API_TOKEN"),
            client=get("CLIENT_ID", f"service-{name}"),
            callback=get("OAUTH_CALLBACK_URL", f"{prefix.rstrip('/')}/oauth_callback"),
            authorize=f"{hub}/api/oauth2/authorize",
            sign_out=f"{hub}/logout",
            prefix=prefix,
            listen=get("SERVICE_URL"),
            public=get("PUBLIC_URL"),
            access=frozenset(json.loads(get("OAUTH_ACCESS_SCOPES", "[]"))) or frozenset({"access:services", f"access:services!service={name}"}),
        )


class HubLine:
    """Questions to the Hub. `clock` gives seconds and never goes back."""

    def __init__(self, settings: HubSettings, *, clock: Callable[[], float] = time.monotonic) -> None:
        self.settings, self._clock = settings, clock
        # Of its own, so that a slow Hub keeps no vote waiting.
        self._threads = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="hub")
        self._kept: OrderedDict[bytes, tuple[float, HubPerson | None]] = OrderedDict()
        self._asking: dict[bytes, asyncio.Future[HubPerson | None]] = {}

    async def person(self, token: str) -> HubPerson | None:
        """Who holds `token`; None when nobody does, or may not use this service. Raises HubAway."""
        if not token or len(token) > _LONGEST_TOKEN or not token.isascii() or not token.isprintable() or " " in token:
            return None
        key = hashlib.sha256(token.encode()).digest()
        until, person = self._kept.get(key, (0.0, None))
        if until > self._clock():
            return person
        if key not in self._asking:
            if len(self._asking) >= _MOST_WAITING:
                raise HubAway("The Hub has too much to do just now. Try again in a moment.")
            asking = asyncio.get_running_loop().run_in_executor(self._threads, self._ask_who, token)
            self._asking[key] = asking
            asking.add_done_callback(lambda done: self._answered(key, done))
        # Whoever goes away in the middle must not take the answer from the others who wait for it.
        return await asyncio.shield(self._asking[key])

    async def token_for(self, code: str, verifier: str) -> str | None:
        """The token for a sign-in's `code` (RFC 6749, with the `verifier` of RFC 7636); None when the Hub refuses the code. Raises HubAway."""
        settings = self.settings
        form = {
            "client_id": settings.client, "client_secret": settings.token, "grant_type": "authorization_code",
            "code": code, "redirect_uri": settings.callback, "code_verifier": verifier,
        }  # fmt: skip
        status, found = await asyncio.get_running_loop().run_in_executor(self._threads, self._request, "POST", "/oauth2/token", {}, urlencode(form))
        token = found.get("access_token") if status == 200 else None
        return token if isinstance(token, str) else None

    def forget(self, token: str) -> None:
        """Ask anew about `token` the next time."""
        self._kept.pop(hashlib.sha256(token.encode()).digest(), None)

    def close(self) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _answered(self, key: bytes, done: asyncio.Future[HubPerson | None]) -> None:
        self._asking.pop(key, None)
        if done.cancelled() or done.exception():
            return
        self._kept[key] = (self._clock() + (KEPT if done.result() else KEPT_REFUSAL), done.result())
        self._kept.move_to_end(key)
        if len(self._kept) > _MOST_KEPT:
            self._kept.popitem(last=False)

    def _ask_who(self, token: str) -> HubPerson | None:
        status, found = self._request("GET", "/user", {"Authorization": f"Bearer {token}"}, None)
        if status in (401, 403, 404):
            return None
        if status != 200 or not isinstance(found.get("name"), str):
            raise HubAway("The Hub gave an answer that makes no sense. Try again in a moment.")
        person = HubPerson(found["name"], frozenset(found.get("groups") or ()), found.get("admin") is True, frozenset(found.get("scopes") or ()))
        # A service has a name, too, and is nobody in a class.
        return person if found.get("kind") == "user" and person.scopes & self.settings.access else None

    def _request(self, method: str, path: str, headers: dict[str, str], form: str | None) -> tuple[int, dict[str, Any]]:
        where = urlsplit(self.settings.api)
        kind = http.client.HTTPSConnection if where.scheme == "https" else http.client.HTTPConnection
        connection = kind(where.hostname or "", where.port, timeout=_PATIENCE)
        if form is not None:
            headers = {**headers, "Content-Type": "application/x-www-form-urlencoded"}
        try:
            connection.request(method, where.path.rstrip("/") + path, body=form, headers={**headers, "Accept": "application/json"})
            answer = connection.getresponse()
            found = json.loads(answer.read(_LONGEST_ANSWER) or b"{}")
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise HubAway("The Hub does not answer. Try again in a moment.") from error
        finally:
            connection.close()
        return answer.status, found if isinstance(found, dict) else {}
