"""debatekit: a course kit for teaching an argument.

In a notebook, `import debatekit as dk`; the names below are all a student types. Each is imported when
first used, so that `import debatekit` itself costs next to nothing.
"""

from __future__ import annotations

__version__ = "0.1.0"

__all__ = [
    "answers",
    "argument",
    "chart",
    "clash",
    "exercise",
    "export_record",
    "finish",
    "game",
    "hand_in",
    "join",
    "leave",
    "poll",
    "print_record",
    "progress",
    "reading",
    "table",
    "weigh",
]


def __getattr__(name: str):
    if name in __all__:
        from importlib import import_module

        return getattr(import_module("debatekit.notebook"), name)
    from debatekit.errors import did_you_mean

    near = did_you_mean(name, __all__)
    hint = f" Did you mean dk.{near}?" if near else f" It has: {', '.join(__all__)}."
    raise AttributeError(f"debatekit has no “{name}”.{hint}", name=name, obj=None)


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
