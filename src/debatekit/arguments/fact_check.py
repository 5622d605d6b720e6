"""A fact check: what the makers of a course found when they looked up what a claim says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from debatekit.ideas import WEAK
from debatekit.web_address import is_web_address

VERDICTS: dict[str, str] = {
    "supported": "the sources we found say so too",
    "partly": "the sources we found bear out a part of it, or a narrower form",
    "disputed": "the sources we found disagree with one another",
    "contradicted": "the sources we found say something else",
    "unverified": "we found no source that settles it",
}


@dataclass(frozen=True, kw_only=True)
class FactCheck:
    """One row of the table of claim checks. `claim` is what was looked up, in our own words."""

    id: str
    claim: str
    verdict: str
    evidence: str
    sources: tuple[str, ...]
    source_quality: str

    def __post_init__(self) -> None:
        if self.verdict not in VERDICTS:
            raise ValueError(f"“{self.verdict}” is no verdict. Known: {', '.join(VERDICTS)}.")
        for source in self.sources:
            if not is_web_address(source):
                raise ValueError(f"the source “{source}” should be the address of a page, which begins with https:// and has no spaces.")

    @property
    def is_weak(self) -> bool:
        """Whether it rests on a weak source, or on none; then no lesson shows what it says."""
        return self.source_quality == WEAK

    def shown(self) -> dict[str, Any]:
        """What a page may know: of one that is weak only that it is; of another all, with what its verdict means."""
        if self.is_weak:
            return {"id": self.id, "weak": True}
        found = {"claim": self.claim, "verdict": self.verdict, "meaning": VERDICTS[self.verdict], "evidence": self.evidence}
        return {"id": self.id, "weak": False, **found, "sources": list(self.sources), "source_quality": self.source_quality}
