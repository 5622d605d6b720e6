"""The verb `fingerprint`: let a course recognise its readers' own copies of a text, without holding the text."""

from __future__ import annotations

import argparse
import sys

from debatekit.workspace.folders import kit_folder

SUMMARY = "for authors: make the fingerprints by which a course recognises a reader's copy of a text"
EXAMPLE = "python3 course.py fingerprint lamear-2021 ~/texts/lamear.txt"
_FEW = 8


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("slug", metavar="SLUG", help="the text's folder in data/readings/, which must hold its reading.yaml")
    parser.add_argument("copy", metavar="COPY", help="your copy as plain text: only the paragraphs that the guide counts, a blank line between them")
    parser.add_argument("--dry-run", action="store_true", help="compare the copy with the guide, and write nothing")


def run(args: argparse.Namespace) -> int:
    from debatekit.course import load_reading
    from debatekit.course.fingerprints import save_fingerprints
    from debatekit.course.own_copy import read_copy
    from debatekit.readings.fingerprint import fingerprint, passages, words
    from debatekit.readings.recognise import recognise

    root = kit_folder()
    reading = load_reading(args.slug, root)
    found = passages(read_copy(args.copy))
    wanted = len(reading.paragraphs)
    problems = [f"Block {number} has no words." for number, block in enumerate(found, 1) if not words(block)]
    if len(found) != wanted:
        problems.append(
            f"The copy has {len(found)} blocks and the guide {wanted} paragraphs. Leave only the counted paragraphs in it, one a block, "
            f"with a blank line between them. The guide counts so: {reading.counting.strip()}"
        )
    else:
        prints = {number: fingerprint(block) for number, block in enumerate(found, 1)}
        again = recognise(found, prints).paragraphs
        samples = list(prints.values())
        lost = [str(number) for number, sample in prints.items() if number not in again or samples.index(sample) + 1 < number]
        if lost:
            problems.append(f"Too much like another paragraph to be told apart: {', '.join(lost)}. Is one there twice?")
    if problems:
        print("\n".join(problems), file=sys.stderr)
        print("This is how the copy was read, by first words:", file=sys.stderr)
        for number, block in enumerate(found, 1):
            start = " ".join(block.split()[:_FEW])
            print(f"{number:4}  {len(words(block)):4} words  {start} …", file=sys.stderr)
        return 1
    if args.dry_run:
        print(f"The copy fits the guide: {wanted} paragraphs. (A dry run: nothing was written.)")
        return 0
    path = save_fingerprints(reading, found, root)
    print(f"Written: {path}, with samples of {wanted} paragraphs. No sentence of the text is in it.")
    return 0
