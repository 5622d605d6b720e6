"""Made-up maps for tests: such as could be a key, and such as a student may build."""

from hypothesis import strategies as st

from debatekit.arguments.reconstruction import Inference, Reconstruction

CLAIMS = "abcdefgh"


def step(premises, relation, to, name=""):
    return Inference(premises=tuple(premises), relation=relation, to=to, id=name)


@st.composite
def sound(draw):
    """A map that could be a key: a tree of claims, some held together, some with an undercut."""
    claims = draw(st.permutations(CLAIMS))[: draw(st.integers(2, 8))]
    reasons, placed, left = [], [claims[0]], list(claims[1:])
    while left:
        premises = [left.pop() for _ in range(min(len(left), draw(st.integers(1, 3))))]
        to = draw(st.sampled_from([*placed, *(reason.id for reason in reasons)]))
        relation = draw(st.sampled_from(["supports", "attacks"])) if to in placed else "undercuts"
        reasons.append(step(premises, relation, to, f"r{len(reasons)}"))
        placed += premises
    return Reconstruction(thesis=claims[0], reasons=tuple(reasons), unstated=tuple(draw(st.sets(st.sampled_from(placed), max_size=2))))


@st.composite
def any_map(draw):
    """What a student may build: circles, repetitions and parts that hang in the air."""
    names = [f"r{place}" for place in range(draw(st.integers(0, 6)))]
    reasons = []
    for name in names:
        premises = draw(st.lists(st.sampled_from(CLAIMS), min_size=1, max_size=3, unique=True))
        others = [other for other in names if other != name]
        relation = draw(st.sampled_from(["supports", "attacks"] + ["undercuts"] * bool(others)))
        reasons.append(step(premises, relation, draw(st.sampled_from(others if relation == "undercuts" else [*CLAIMS])), name))
    thesis = draw(st.sampled_from([None, *CLAIMS]))
    return Reconstruction(thesis=thesis, reasons=tuple(reasons), unstated=tuple(draw(st.sets(st.sampled_from(CLAIMS), max_size=3))))
