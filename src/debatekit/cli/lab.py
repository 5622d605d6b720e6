"""Open JupyterLab at the first lesson."""

from __future__ import annotations

import argparse
import signal
from pathlib import Path

SUMMARY = "open JupyterLab at the first lesson (this happens without a verb, too)"
EXAMPLE = "python3 course.py --no-browser --port 8890"


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--no-browser", action="store_true", help="print the address only")
    parser.add_argument("--port", type=int, metavar="N", help="listen on port N (default: 8888, with --edit 8988, or the next free one)")
    parser.add_argument(
        "--edit", action="store_true", help="open the originals and nbgrader's formgrader, as an instructor does"
    )


def run(args: argparse.Namespace) -> int:
    from debatekit.workspace.folders import is_installed, kit_folder, work_folder
    from debatekit.workspace.jupyter import USUAL_PORTS, choose_port, let_jupyter_find_settings_of, server_options
    from debatekit.workspace.working_copy import fill

    root = kit_folder()
    usual = USUAL_PORTS["author" if args.edit else "learner"]
    port = choose_port(args.port, usual)
    if args.port is None and port != usual:
        print(f"Port {usual} is taken, so this is on port {port}.")
    if not args.edit:
        added = fill(root)
        if is_installed(root):
            print(f"Your work is in {work_folder(root)}: start debatekit in this folder again to go on with it.")
        elif added:
            print(f"Copied {len(added)} files to {work_folder(root)}: work there, the originals stay as they are.")
    let_jupyter_find_settings_of(root)
    folder = root if args.edit else work_folder(root)
    # An original that is opened is saved with small changes by JupyterLab itself, so an author chooses what to open.
    page = "" if args.edit else _first_page(root)
    _serve(server_options(folder, page, port, browser=not args.no_browser, author=args.edit))
    return 0


def _first_page(root: Path) -> str:
    from debatekit.course import load_course

    pages = (f"lessons/{lesson.id}.ipynb" for lesson in load_course(root).lessons)
    return next((page for page in pages if (root / page).is_file()), "")


def _serve(options: list[str]) -> None:
    from jupyterlab.labapp import LabApp

    server = LabApp.initialize_server(argv=options)
    # Jupyter's own answer to Ctrl+C is a question with five seconds to reply.
    signal.signal(signal.SIGINT, lambda *_: server.stop(from_signal=True))
    address = server.local_url
    # Jupyter would say the address a second time, in six lines.
    server.log.addFilter(lambda record: address not in record.getMessage())
    # Behind the callback that begins to listen: an address that is said can be opened.
    said = f"The course is open at\n\n    {address}\n\nStop it with Ctrl+C; your work is saved in its files."
    server.io_loop.add_callback(print, said, flush=True)
    server.start()
    print("Stopped.")
