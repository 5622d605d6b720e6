"""Put the course into a built package, so that an installed copy finds it without the repository."""

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CourseHook(BuildHookInterface):
    def initialize(self, version: str, build_data: dict) -> None:
        if version == "editable":
            return  # a checkout reads its own folders
        # `solutions/` stays out: it holds the keys.
        for folder in ("data", "lessons", "assignments"):
            build_data["force_include"][folder] = f"debatekit/_course/{folder}"
