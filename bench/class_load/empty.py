"""The peer of a whole vote: an endpoint of the same framework that reads nothing, keeps nothing and answers a constant.

`python empty.py PORT`. uvicorn is set as `classroom/web/serve.py` sets it.
"""

from __future__ import annotations

import sys

import uvicorn
from fastapi import FastAPI

app = FastAPI()


@app.put("/api/votes/{round_id}")
async def vote(round_id: str) -> dict[str, object]:
    return {"value": "for", "confidence": 50, "n": 1}


if __name__ == "__main__":
    uvicorn.run(
        app, host="127.0.0.1", port=int(sys.argv[1]), http="httptools", loop="asyncio", ws="none",
        access_log=False, log_level="error", server_header=False, proxy_headers=False, timeout_keep_alive=20,
    )  # fmt: skip
