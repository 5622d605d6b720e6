"""The record as one HTML page to print: it holds all that it needs, loads nothing, and reads well on paper and on a dark screen."""

from __future__ import annotations

from html import escape

from debatekit.record.kept_words import Answered, Polled, Record

_STYLE = """
:root { color-scheme: light; --ink: #1a1a1a; --soft: #4a4a4a; --paper: #fff; --edge: #b5b5b5; --shade: #f3f3f3; }
@media screen and (prefers-color-scheme: dark) { :root { color-scheme: dark; --ink: #ececec; --soft: #bdbdbd; --paper: #161616; --edge: #5a5a5a; --shade: #232323; } }
body { background: var(--paper); color: var(--ink); font: 16px/1.5 Georgia, "Times New Roman", serif; margin: 0 auto; max-width: 44rem; overflow-wrap: anywhere; padding: 24px 20px 60px; }
h1 { font-size: 26px; line-height: 1.25; margin: 0 0 4px; } h2 { border-bottom: 1px solid var(--edge); font-size: 20px; margin: 36px 0 10px; padding-bottom: 4px; }
h3 { font-size: 17px; margin: 22px 0 4px; } h4 { font-size: 16px; margin: 16px 0 4px; } p { margin: 4px 0 8px; }
.soft { color: var(--soft); } .note { background: var(--shade); border: 1px solid var(--edge); border-radius: 8px; padding: 10px 14px; }
table { border-collapse: collapse; margin: 6px 0; width: 100%; } th, td { border-top: 1px solid var(--edge); padding: 4px 10px 4px 0; text-align: left; vertical-align: top; } th { font-weight: 600; }
dl { margin: 6px 0; } dt { color: var(--soft); margin-top: 8px; } dd { margin: 0 0 0 16px; white-space: pre-wrap; }
@page { margin: 18mm; }
@media print { body { font-size: 11pt; max-width: none; padding: 0; } h2, h3, h4 { break-after: avoid; } tr, dt, .poll { break-inside: avoid; } .note { background: none; } }
"""
_HOLDS = (
    "This page holds your votes in every round, your answers to the exercises, the texts that you wrote in them, your forecasts with their scores where there are any, what you weighed in a matrix, and the day "
    "on which you first opened each text. Votes on such questions are political opinions. The page is yours: do not hand it in, and delete it from a shared computer."
)
_HOLDS_NOT = "Graded work is not in it; that lies beside its notebook. Nor are positions that you saved on a map; dk.export_record() has them."


def printed_page(record: Record, made: str) -> str:
    """The whole page. `made` is the day in words."""
    polls = [poll for poll in record.polls if not poll.is_forecast]
    forecasts = [*(_poll(poll) for poll in record.polls if poll.is_forecast)]
    forecasts += [_exercise(each, "h3") for _, found in record.exercises for each in found if each.is_forecast]
    lessons = [(title, [each for each in found if not each.is_forecast]) for title, found in record.exercises]
    body = [
        f"<h1>My record</h1><p class=\"soft\">{escape(record.course)}. Made on {escape(made)}.</p>",
        f'<div class="note"><p>{escape(_HOLDS)}</p><p>{escape(_HOLDS_NOT)}</p></div>',
        _section("Votes, round by round", [_poll(poll) for poll in polls], "You have not voted yet."),
        _section("Forecasts", forecasts, "You have made no forecast yet."),
        _section("Exercises", [f"<h3>{escape(title)}</h3>" + "".join(_exercise(each, "h4") for each in found) for title, found in lessons if found], "You have tried no exercise yet."),
        *([_section("Options that you weighed", [_weighed(*each) for each in record.weighed], "")] if record.weighed else []),
        _section("Texts that you opened", [f"<p>{escape(name)}: first on {escape(when)}</p>" for name, when in record.opened], "None yet."),
    ]
    if record.lost:
        body.append(f'<p class="soft">Not in words, because the course has changed: {escape(", ".join(record.lost))}. dk.export_record() has it all.</p>')
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>My record: {escape(record.course)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n" + "\n".join(body) + "\n</main>\n</body>\n</html>\n"
    )


def _section(title: str, parts: list[str], nothing: str) -> str:
    return f"<h2>{title}</h2>\n" + ("\n".join(parts) or f'<p class="soft">{nothing}</p>')


def _poll(poll: Polled) -> str:
    sure = any(row["confidence"] is not None for row in poll.rows)
    head = "".join(f'<th scope="col">{name}</th>' for name in ("Round", "Your answer", *(["How sure"] if sure else []), "Day"))
    rows = "".join(f'<tr><th scope="row">{escape(row["round"])}</th><td>{escape(row["words"])}</td>{_sure(row["confidence"]) if sure else ""}<td>{escape(row["date"])}</td></tr>' for row in poll.rows)
    # No program knows what came of a poll's forecast.
    told = poll.sentence or ("No score: its outcome is for you to look up." if poll.is_forecast else "")
    return f'<div class="poll"><h3>{escape(poll.text)}</h3><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>{f"<p>{escape(told)}</p>" if told else ""}</div>'


def _weighed(title: str, pairs: list[tuple[str, str]]) -> str:
    rows = "".join(f"<dt>{escape(asked)}</dt><dd>{escape(told)}</dd>" for asked, told in pairs)
    return f'<h3>{escape(title)}</h3><p class="soft">Weights and marks go from 0 to 10. What is not here was left open.</p><dl>{rows}</dl>'


def _sure(confidence: int | None) -> str:
    return f"<td>{'not asked' if confidence is None else f'{confidence} %'}</td>"


def _exercise(each: Answered, level: str) -> str:
    pairs = "".join(f"<dt>{escape(asked)}</dt><dd>{escape(chosen)}</dd>" for asked, chosen in each.pairs)
    return f"<{level}>{escape(each.title)}</{level}><p class=\"soft\">{escape(each.came)}</p>{f'<dl>{pairs}</dl>' if pairs else ''}"
