"""The load. Run in bench/ as a process of its own, `python -m class_load.program PLAN`, PLAN being one JSON object.

A plan names its scene: “class” (join, vote, reveal), “killed” (votes on and on while the server is killed) or “flood” (as many votes as go
through). The last line of the output is the report, one JSON object.
"""

from __future__ import annotations

import asyncio
import json
import random
import sys
import time
from collections import Counter
from typing import Any

from class_load.flood import flood_scene
from class_load.people import OPTIONS, Person, Teacher, hang_up, keep_listening

PATIENCE = 60.0  # seconds until anything that has not come is a fault


def main() -> None:
    plan = json.loads(sys.argv[1])
    print(json.dumps(asyncio.run(SCENES[plan["scene"]](plan))), flush=True)


async def class_scene(plan: dict[str, Any]) -> dict[str, Any]:
    """`people` join in `join_within` seconds and vote in `vote_within`; then the round is closed and revealed. Times in milliseconds."""
    plan["faults"] = []
    people = [Person(plan) for _ in range(plan["people"])]
    teacher = Teacher(plan)
    await teacher.watch()
    begin = time.perf_counter()

    async def arrive(number: int, person: Person) -> float:
        due = plan["join_within"] * number / len(people)
        await at(begin, due)
        await person.join()
        await person.listen()
        return await asyncio.wait_for(person.latest.when(lambda state: True), PATIENCE) - begin - due

    joined = await asyncio.gather(*(arrive(*each) for each in enumerate(people)))
    round_id = await teacher.open_round()
    opened = await asyncio.wait_for(asyncio.gather(*(person.latest.when(is_open(round_id)) for person in people)), PATIENCE)
    await asyncio.sleep(0.5)

    begin = time.perf_counter()
    lag = []

    async def cast(person: Person) -> float:
        # Timed from the instant at which the thumb comes down: a queue on our side counts against the server.
        due = random.random() * plan["vote_within"]
        await at(begin, due)
        lag.append(time.perf_counter() - begin - due)
        await person.vote(round_id, random.choice(OPTIONS), 1)
        return time.perf_counter() - begin - due

    took = await asyncio.gather(*(cast(person) for person in people))
    last = time.perf_counter()
    counted = await asyncio.wait_for(teacher.screen.when(lambda state: state.get("votes") == len(people)), PATIENCE)
    on_screen = teacher.screen.when(is_state("revealed"))
    on_phones = [person.latest.when(is_state("revealed")) for person in people]
    early = [person.latest.state["now"]["result"] for person in people]
    close = time.perf_counter()
    await teacher.tell("POST", f"rounds/{round_id}/close")
    await teacher.tell("POST", f"rounds/{round_id}/reveal")
    shown = await asyncio.wait_for(on_screen, PATIENCE)
    phones = await asyncio.wait_for(asyncio.gather(*on_phones), PATIENCE)
    report = await reckon(plan, people, round_id, teacher.screen.state["now"]["result"])
    hang_up(people, teacher)
    return report | {
        "joined_ms": spread(joined),
        "opened_ms": ms(max(opened) - min(opened)),
        "acknowledged_ms": spread(took),
        "voting_s": round(last - begin, 3),
        "own_lag_ms": spread(lag),
        "screen_counts_all_ms": ms(max(0.0, counted - last)),
        "result_on_screen_ms": ms(shown - last),
        "reveal_to_last_phone_ms": ms(max(phones) - close),
        "told_before_reveal": sum(result is not None for result in early),
    }


async def killed_scene(plan: dict[str, Any]) -> dict[str, Any]:
    """`people` change their votes every `every` seconds or so until a line comes on standard input; then everybody's last vote is brought in."""
    plan["faults"] = []
    people = [Person(plan) for _ in range(plan["people"])]
    teacher = Teacher(plan)
    for person in people:
        await person.join()
        keep_listening(person)
        await person.listen()
    round_id = await teacher.open_round()
    ended = asyncio.Event()
    asyncio.get_running_loop().run_in_executor(None, sys.stdin.readline).add_done_callback(lambda _: ended.set())
    print(json.dumps({"round": round_id}), flush=True)

    async def vote_on_and_on(person: Person) -> None:
        await asyncio.sleep(random.random() * plan["every"])
        while not ended.is_set():
            await person.vote(round_id, random.choice(OPTIONS), person.acknowledged["n"] + 1)
            await asyncio.sleep(random.random() * 2 * plan["every"])

    await asyncio.gather(*(vote_on_and_on(person) for person in people))
    await teacher.tell("POST", f"rounds/{round_id}/close")
    await teacher.tell("POST", f"rounds/{round_id}/reveal")
    result = next(each for each in (await teacher.tell("GET", "state"))["rounds"] if each["id"] == round_id)["result"]
    report = await reckon(plan, people, round_id, result)
    hang_up(people, teacher)
    return report | {"votes_sent": sum(person.acknowledged["n"] for person in people), "resent": sum(person.resent for person in people)}


async def reckon(plan: dict[str, Any], people: list[Person], round_id: int, result: dict[str, Any]) -> dict[str, Any]:
    """What was acknowledged against what stands for each person and against the revealed result."""
    acknowledged = Counter(person.acknowledged["value"] for person in people)
    revealed = Counter({row["id"]: row["count"] for row in result["rows"]})
    faults = plan["faults"]
    for start in range(0, len(people), 50):
        some = people[start : start + 50]
        for person, stands in zip(some, await asyncio.gather(*(person.stands(round_id) for person in some)), strict=True):
            if stands != person.acknowledged:
                faults.append({"acknowledged": person.acknowledged, "stands": stands})
    return {
        "people": len(people),
        "round": round_id,
        "acknowledged": dict(acknowledged),
        "revealed": dict(revealed),
        "faults": faults[:5],
        "lost": max(len(faults), (acknowledged - revealed).total()),
        "doubled": max((revealed - acknowledged).total(), result["voters"] - len(people), 0),
        "resent": sum(person.resent for person in people),
    }


def is_state(wanted: str) -> Any:
    return lambda state: state["now"] is not None and state["now"]["state"] == wanted


def is_open(round_id: int) -> Any:
    return lambda state: state["now"] is not None and state["now"]["round"] == round_id and state["now"]["state"] == "open"


async def at(start: float, after: float) -> None:
    await asyncio.sleep(max(0.0, start + after - time.perf_counter()))


def ms(seconds: float) -> float:
    return round(1000 * seconds, 1)


def spread(seconds: list[float]) -> dict[str, float]:
    ordered = sorted(seconds)
    place = {"p50": 0.5, "p99": 0.99, "max": 1.0}
    return {name: ms(ordered[min(len(ordered) - 1, int(share * len(ordered)))]) for name, share in place.items()}


SCENES = {"class": class_scene, "killed": killed_scene, "flood": flood_scene}

if __name__ == "__main__":
    main()
