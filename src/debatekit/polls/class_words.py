"""What a poll says of a vote on its way to the class."""

from __future__ import annotations

BEFORE_AND_CLOSED = "You voted before you joined your class, so this vote stays here. Voting in class is over."
BEFORE = "You voted before you joined your class, so this vote stays here. A changed vote goes to your class."
WAITING = "Kept here. It is on its way to your class."
JOIN_ONCE_MORE = "Run dk.join() and join once more."
TRIES_AGAIN = "This card tries again by itself."
NOT_KNOWN = f"Kept here, and not sent: {{}} {JOIN_ONCE_MORE}"
HELD = "Kept here, and not counted yet. {} When your class votes on this, look at it here once more and send it."
HELD_AND_OPEN = "Your class votes on this now. You chose “{}” before it opened, so it is not counted yet. Send it as it is, or change it."
HELD_AND_OVER = "This vote came before your class was at this round and was not sent; it stays in your own record only."
EARLIER_COUNTS = "Until then the vote that you sent before counts."
HELD_AND_OVER_BUT_ONE = "This change came before your class was at this round and was not sent. The vote that you sent before counts."
LINE_DOWN = "Kept here. It goes to your class as soon as the line is back."
SENT = "Your class has it."
OVER = "Voting is over. The result comes when your teacher shows it."
ANEW_AND_CLOSED = "Your class has begun this round anew, so this vote is not in it; it stays in your own record only."
BEGUN_ANEW = "Your class has begun this round anew, so your vote is not in it. Press “Change my vote” to vote in it."
OVERTAKEN = "Your class has another vote of yours in this round, from another device. Change your vote here if this one is to count."
OVERTAKEN_AND_CLOSED = "Your class has another vote of yours in this round, from another device. Voting in it is over."
CLOSED = "The round was closed before this vote arrived; it stays in your own record only."
LEFT = "You left the class before this vote went; it stays in your own record only."
AWAY = "The class of this Hub could not be reached, so your vote stays in your own record; the class is asked again the next time that you run a poll."
NOT_LET_IN = "You are not in the class of this Hub, so your vote stays in your own record. {}"
NOT_WELL_NAMED = "What this Hub names as its class (DEBATEKIT_CLASS) is no address, so you are in no class. Tell whoever runs the Hub."
CLOSED_NOW = "Your class has closed this round. You can still answer; your vote then stays in your own record only."


def of_a_vote(state: str | None, says: str, chose: str = "", *, trouble: str, refused: bool, begun_anew: bool, counts: bool = False, state_of_round: str | None = None, closed: bool = False) -> str:
    """The sentence for a vote whose row in the outbox is in `state`; None when it has none. `chose` is the answer in words. `trouble` is why the line is down, or
    with `refused` why the class does not know the learner. `counts`: the class has a vote of this person in this round. `state_of_round` is that of the class, and with `closed` the learner has voted in a later one."""
    is_over = state_of_round in ("closed", "revealed")
    if state is None:
        return BEFORE_AND_CLOSED if is_over or closed else BEFORE
    if state == "held" and (is_over or closed):
        return HELD_AND_OVER_BUT_ONE if counts else HELD_AND_OVER
    if state in ("waiting", "held") and refused:
        return NOT_KNOWN.format(trouble)
    if state == "waiting":
        return f"{LINE_DOWN} {trouble}" if trouble else WAITING
    if state == "held":
        held = HELD_AND_OPEN.format(chose) if state_of_round == "open" else HELD.format(says)
        return f"{held} {EARLIER_COUNTS}" if counts else held
    if state == "refused":
        return f"Your class did not take this vote: {says} It stays in your own record only."
    if state == "sent":
        if begun_anew:
            return ANEW_AND_CLOSED if is_over or closed else BEGUN_ANEW
        return OVER if state_of_round == "closed" else SENT
    if state == "overtaken" and (is_over or closed):
        return OVERTAKEN_AND_CLOSED
    return {"overtaken": OVERTAKEN, "closed": CLOSED, "kept": LEFT}[state]


def before_a_vote(round_state: str | None) -> str:
    """The sentence beside a question that is not answered yet; `round_state` is that of the class, None when it is not known."""
    return CLOSED_NOW if round_state in ("closed", "revealed") else ""
