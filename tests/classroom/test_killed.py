"""Killed at any instant under load, the server comes back on its data: no acknowledged vote is lost, none is counted twice."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

BENCH = Path(__file__).parents[2] / "bench"


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_kill_dash_nine(monkeypatch, kind):
    monkeypatch.setattr(sys, "path", [str(BENCH), *sys.path])
    from class_load.scenes import killed

    found = killed(kind, times=5, people=60)
    assert (found["lost"], found["doubled"], found["faults"]) == (0, 0, [])
    # Each kill cut somebody off, and they went on afterwards.
    assert found["resent"] >= 60
    assert found["votes_sent"] > 2 * 60
    assert sum(found["revealed"].values()) == 60
