"""A learner's and an author's JupyterLab differ in nothing but the tools for graders."""

import json
from pathlib import Path

SETTINGS = Path(__file__).parents[2] / "src/debatekit/workspace/lab-settings"


def test_both_have_the_same_defaults():
    learner, author = (json.loads((SETTINGS / who / "overrides.json").read_text()) for who in ("learner", "author"))
    assert learner == author
    assert learner["@jupyterlab/apputils-extension:notification"] == {"checkForUpdates": False, "fetchNews": "false"}
    assert not (SETTINGS / "author/page_config.json").exists()


def test_widgets_and_cells_take_turns_in_the_kernel():
    """Over subshells a widget's message runs beside the next cell: what was typed just before Shift+Enter could come too late."""
    settings = json.loads((SETTINGS / "learner/overrides.json").read_text())
    assert settings["@jupyterlab/apputils-extension:kernels-settings"] == {"commsOverSubshells": "disabled"}
