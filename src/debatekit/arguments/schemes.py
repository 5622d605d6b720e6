"""Kinds of step from premises to a conclusion, by the names of Walton, Reed and Macagno, Argumentation Schemes (2008)."""

from __future__ import annotations

SCHEMES: dict[str, str] = {
    "practical reasoning": "We want this; doing that is the way to it; so do that.",
    "negative consequences": "Doing this leads to something bad; so do not do it.",
    "positive consequences": "Doing this leads to something good; so do it.",
    "alternatives": "These are the courses open to us; the others are worse; so take this one.",
    "cause to effect": "This brings about that; this is the case; so expect that.",
    "effect to cause": "That happened; this would explain it; so this is probably behind it.",
    "correlation to cause": "That came with this, or after it; so this brings it about.",
    "sign": "This is seen; it usually goes with that; so that is probably so.",
    "analogy": "That case is like this one; what was true there is true here.",
    "example": "It is so in this case; so it is so in general.",
    "precedent": "It went that way before; so expect it to go that way again.",
    "expert opinion": "Somebody who knows the subject says so; so it is probably so.",
    "position to know": "Somebody who was there, or who has seen it, says so; so it is probably so.",
    "witness testimony": "Somebody who reports it had no reason to make it up; so it is probably so.",
    "commitment": "Somebody has said or done this before; so they are bound to that now.",
    "values": "This is good, or bad, by a standard we share; so choose, or refuse, it.",
    "rule": "In cases of this sort one does so; this is such a case; so do so.",
    "verbal classification": "This has the mark of that sort of thing; so it is one of that sort.",
    "evidence to hypothesis": "If this were so, we would see that; we see that; so this is likely.",
    "falsification": "If this were so, we would see that; we do not see it; so this is not so.",
    "danger appeal": "If this goes on, something dreadful follows; so stop it.",
    "waste": "Much has been put into this; to stop now would lose it; so go on.",
}
