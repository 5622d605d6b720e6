"""One class behind its app, on the loop of a test."""

from contextlib import asynccontextmanager

import httpx

from debatekit.classroom.web.app import create_app
from debatekit.classroom.web.guard import Limits

MANY = Limits(changes=(10**6, 10), reads=(10**6, 10), wrong=(10**6, 60))


class Api:
    """One class behind its app, on the running loop."""

    def __init__(self, room, client):
        self.room, self.client = room, client
        self.console = {"Authorization": f"Bearer {room.settings.console_key}"}
        self.screen = {"Authorization": f"Bearer {room.settings.screen_key}"}

    async def join(self, **more):
        answer = await self.client.post("/api/join", json={"code": self.room.settings.code, **more})
        assert answer.status_code in (200, 201), answer.text
        return {"Authorization": f"Bearer {answer.json()['token']}"}

    async def act(self, method, path, body=None, status=200):
        answer = await self.client.request(method, f"/api/console/{path}", json=body, headers=self.console)
        assert answer.status_code == status, answer.text
        return answer.json()

    async def open(self, poll="withdraw", **more):
        return (await self.act("POST", "rounds", {"poll": poll, **more}))["id"]

    async def vote(self, who, round_id, value="stay", confidence=50, n=1):
        return await self.client.put(f"/api/votes/{round_id}", json={"value": value, "confidence": confidence, "n": n}, headers=who)

    async def get(self, path, who):
        answer = await self.client.get(f"/api/{path}", headers=who)
        assert answer.status_code == 200, answer.text
        return answer.json()


@asynccontextmanager
async def api(room, limits=MANY, **more):
    """An `Api` of a class that is running."""
    app = create_app(room, limits=limits, **more)
    async with app.router.lifespan_context(app), httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://127.0.0.1") as client:
        yield Api(room, client)
