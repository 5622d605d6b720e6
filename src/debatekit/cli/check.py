"""Say what works here and what does not."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict

SUMMARY = "pass or fail for each thing a course needs, with the next step"
EXAMPLE = "python3 course.py check"


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print the findings as JSON")


def run(args: argparse.Namespace) -> int:
    from debatekit.journal.place import journal_path
    from debatekit.workspace.folders import kit_folder
    from debatekit.workspace.health import examine

    findings = []
    for finding in examine(kit_folder(), journal_path().parent):
        findings.append(finding)
        if not args.json:
            print(f"{'pass' if finding.ok else 'FAIL'}  {finding.name}: {finding.seen}", flush=True)
            if finding.next_step:
                print(f"      → {finding.next_step}", flush=True)
    failed = [finding for finding in findings if not finding.ok]
    if args.json:
        print(
            json.dumps(
                {"ok": not failed, "findings": [asdict(finding) for finding in findings]}, ensure_ascii=False, indent=1
            )
        )
    elif failed:
        print(f"\n{len(failed)} of {len(findings)} need your hand; what to do stands below each.")
    else:
        print("\nEverything a course needs is here.")
    return 1 if failed else 0
