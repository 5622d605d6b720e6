"""Put the course into a built package, so that an installed copy finds it without the repository."""

import runpy
from pathlib import Path

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CourseHook(BuildHookInterface):
    def initialize(self, version: str, build_data: dict) -> None:
        if version == "editable":
            return  # a checkout reads its own folders
        root = Path(self.root)
        # The same files as in a student bundle: no keys, and nothing that lies about in these folders.
        travels = runpy.run_path(str(root / "src/debatekit/workspace/travels.py"))
        for name in travels["travelling_files"](root):
            if name.startswith(("data/", "lessons/", "assignments/")):
                build_data["force_include"][name] = f"debatekit/_course/{name}"
