"""Kinds of step from premises to a conclusion, and what to ask of each, after Walton, Reed and Macagno, Argumentation Schemes (2008)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Scheme:
    """How a kind of step goes, in one sentence, and the critical questions that it has to stand up to; both in our own words."""

    step: str
    questions: tuple[str, ...]


SCHEMES: dict[str, Scheme] = {
    "practical reasoning": Scheme(
        "We want this; doing that is the way to it; so do that.",
        (
            "Is this what those who act want, and does it clash with something else that they want?",
            "Does the deed really lead there?",
            "Is there another way, and is it better?",
            "Can it be done at all?",
            "What else would it bring about?",
        ),
    ),
    "negative consequences": Scheme(
        "Doing this leads to something bad; so do not do it.",
        (
            "How likely is it that the bad thing follows, and what shows that?",
            "Is what follows as bad as it is made out to be, and for whom?",
            "Does something good follow as well, and does it weigh more?",
            "Would it also come if this were not done?",
        ),
    ),
    "positive consequences": Scheme(
        "Doing this leads to something good; so do it.",
        (
            "How likely is it that the good thing follows, and what shows that?",
            "Is what follows as good as it is made out to be, and for whom?",
            "Does something bad follow as well, and does it weigh more?",
            "Would it also come if this were not done?",
        ),
    ),
    "alternatives": Scheme(
        "These are the courses open to us; the others are worse; so take this one.",
        (
            "Is the list complete, or is a course missing?",
            "Are the others really worse, or are they only passed over?",
            "Is each course shown in its best form?",
            "Do the courses shut each other out, or could some be joined?",
        ),
    ),
    "cause to effect": Scheme(
        "This brings about that; this is the case; so expect that.",
        (
            "How firmly is it known that the one brings about the other?",
            "Is the cause really there in this case?",
            "Could something else stop or weaken the effect?",
        ),
    ),
    "effect to cause": Scheme(
        "That happened; this would explain it; so this is probably behind it.",
        (
            "Did that really happen?",
            "Would this bring it about?",
            "What else could have brought it about, and is that less likely?",
        ),
    ),
    "correlation to cause": Scheme(
        "That came with this, or after it; so this brings it about.",
        (
            "Do the two really go together, and in how many cases?",
            "Could it be the other way round?",
            "Could a third thing be behind both?",
            "Does the way in which they are counted make them go together?",
        ),
    ),
    "sign": Scheme(
        "This is seen; it usually goes with that; so that is probably so.",
        (
            "How often do the two go together, and how often does the sign mislead?",
            "Could something else explain the sign better?",
        ),
    ),
    "analogy": Scheme(
        "That case is like this one; what was true there is true here.",
        (
            "Was it really so in that case?",
            "Are the two cases alike in what matters here?",
            "How do they differ, and does the difference tell against the step?",
            "Is there another case, just as similar, that went differently?",
        ),
    ),
    "example": Scheme(
        "It is so in this case; so it is so in general.",
        (
            "Is it really so in this case?",
            "Is it a case of what the general claim speaks of?",
            "Is it typical, or was it picked because it fits?",
            "Was something special about it?",
        ),
    ),
    "precedent": Scheme(
        "An earlier case broke with the rule; so the rule must be changed for cases of that sort.",
        (
            "Does the rule say what it is made out to say?",
            "Did the earlier case really break with it?",
            "Is it an exception that the rule already allows?",
        ),
    ),
    "expert opinion": Scheme(
        "Somebody who knows the subject says so; so it is probably so.",
        (
            "How much does this person know about this very subject?",
            "What exactly did the person say?",
            "Can the person be trusted, or does something hang on the answer?",
            "Do other experts agree?",
            "What evidence does the person go by?",
        ),
    ),
    "position to know": Scheme(
        "Somebody who was there, or who has seen it, says so; so it is probably so.",
        (
            "Is the source in a position to know this, and not just something near it?",
            "Is the source honest, and careful?",
            "Did the source really say that?",
        ),
    ),
    "witness testimony": Scheme(
        "Somebody who reports it had no reason to make it up; so it is probably so.",
        (
            "Does the report hang together?",
            "Does it fit the known facts?",
            "Do other witnesses say the same?",
            "Does the witness lean to one side?",
        ),
    ),
    "commitment": Scheme(
        "Somebody has said or done this before; so they are bound to that now.",
        (
            "Did they really say or do this?",
            "Does it bind them to exactly that?",
            "Is this case an exception, or have they changed their mind openly?",
        ),
    ),
    "values": Scheme(
        "This is good, or bad, by a standard we share; so choose, or refuse, it.",
        (
            "Does everybody concerned share the standard?",
            "Does another standard speak against it, and which weighs more?",
            "Does the choice really serve the standard?",
        ),
    ),
    "rule": Scheme(
        "In cases of this sort one does so; this is such a case; so do so.",
        (
            "Is that what the rule says?",
            "Does the rule cover this case, or is this an exception?",
            "Is there another rule that says something else?",
        ),
    ),
    "verbal classification": Scheme(
        "This has the mark of that sort of thing; so it is one of that sort.",
        (
            "Does it clearly have the mark?",
            "Does the mark really make it one of that sort, or is the word stretched?",
        ),
    ),
    "evidence to hypothesis": Scheme(
        "If this were so, we would see that; we see that; so this is likely.",
        (
            "Would we really see that if this were so?",
            "Do we really see it?",
            "Could there be another reason why we see it?",
        ),
    ),
    "falsification": Scheme(
        "If this were so, things would look different from what we see; so this is not so.",
        (
            "Would things really look different if this were so, and by now?",
            "Do we know well enough how things are?",
            "Could something else make them look as they do?",
        ),
    ),
    "danger appeal": Scheme(
        "If this goes on, something dreadful follows; so stop it.",
        (
            "Is the danger real, and how likely is it?",
            "Would stopping this keep it away?",
            "Is the fear in proportion to the danger?",
        ),
    ),
    "waste": Scheme(
        "Much has been put into this; to stop now would lose it; so go on.",
        (
            "Is what has been put in gone in any case?",
            "Can the goal still be reached?",
            "Is it worth what it will cost from now on?",
        ),
    ),
}  # fmt: skip
