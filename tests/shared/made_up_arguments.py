"""Random sound arguments, with texts that mean something to the formats in which arguments are written."""

from hypothesis import strategies as st

from debatekit.arguments.argument import BASES, KINDS, Argument, Claim, Reason
from debatekit.arguments.schemes import SCHEMES

# What means something to one of the formats, and what only looks so.
PIECES = (
    "a", "Iraq", "“so”", '"', "'", "[x]", "[x]: y", "<y>", "<y>:", "{z}", "{", "}", "@[x]", "@<y>", "#tag", "# ", "//", "/*", "*/", "<!--", "-->", "\\", "\\n", "**b**", "_i_",
    "*", "_", "+ ", "- ", "-> ", ">< ", "(1) ", "1. ", "----", "--", "===", ": ", ".A.", ":smile:", "U.A.E. ", ";", ",", "\n", "\n\n", "\r\n", "\t", "  ", "\u2028", "\x00", "é", "عربي", "😀",
    "=1+1", "null", "true", "12", "---", "\ufeff", "https://example.org/a_b(c)", "\x85", "\x1f",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), max_size=7).map("".join) | st.text(max_size=20)
NAMES = st.from_regex(r"\A[a-z][a-z0-9-]{0,8}\Z") | TEXTS.filter(bool)
PARAGRAPHS = st.lists(st.integers(1, 30), min_size=1, max_size=4).map(tuple)


@st.composite
def arguments(draw):
    names = draw(st.lists(NAMES, min_size=2, max_size=10, unique=True))
    claims = names[: max(1, len(names) // 2)]
    reasons, made = names[len(claims) :], []
    for place, name in enumerate(reasons):
        # Each new claim leads on to one that is there, so that all lead to the thesis, the first.
        premises = [claims[place + 1]] if place + 1 < len(claims) else [draw(st.sampled_from(claims))]
        relation = draw(st.sampled_from(["supports", "attacks", "undercuts"] if made else ["supports", "attacks"]))
        to = draw(st.sampled_from([each.id for each in made] if relation == "undercuts" else claims[: place + 1]))
        premises += [each for each in draw(st.lists(st.sampled_from(claims[: place + 1]), max_size=2, unique=True)) if each not in (*premises, to)]
        if to in premises:
            continue
        fields = {"relation": relation, "to": to, "scheme": draw(st.sampled_from(sorted(SCHEMES))), "paragraphs": draw(PARAGRAPHS), "note": draw(TEXTS)}
        made.append(Reason(id=name, premises=tuple(premises), **fields))
    used = {premise for reason in made for premise in reason.premises} | {claims[0]}
    whole = {"id": draw(NAMES), "thesis": claims[0], "note": draw(TEXTS)}
    main_line = draw(st.lists(st.sampled_from([reason.id for reason in made]), unique=True)) if made else []
    return Argument(**whole, claims=tuple(draw(claim(name)) for name in claims if name in used), reasons=tuple(made), main_line=tuple(main_line))


@st.composite
def claim(draw, name):
    note = draw(TEXTS)
    return Claim(
        id=name, text=draw(TEXTS), kind=draw(st.sampled_from(sorted(KINDS))), paragraphs=draw(PARAGRAPHS), basis=draw(st.sampled_from(sorted(BASES))),
        stated=draw(st.booleans()) or not note, voice=draw(st.sampled_from(["author", "objection"])), checks=tuple(draw(st.lists(NAMES, max_size=2))), note=note,
    )  # fmt: skip
