"""Write the page of the glossary that lessons link to."""

from __future__ import annotations

import argparse

SUMMARY = "for authors: write lessons/glossary.md from data/glossary.yaml"
EXAMPLE = "python3 course.py glossary"


def options(parser: argparse.ArgumentParser) -> None:
    pass


def run(args: argparse.Namespace) -> int:
    from debatekit.course.glossary import PLACE, load_glossary
    from debatekit.glossary.page import page
    from debatekit.workspace.folders import kit_folder
    from debatekit.workspace.keep import write

    root = kit_folder()
    glossary = load_glossary(root)
    write(root / PLACE, page(glossary).encode())
    print(f"{PLACE.as_posix()}: {len(glossary.terms)} terms.")
    return 0
