"""A learner's and an author's JupyterLab differ in nothing but the tools for graders."""

import json
from pathlib import Path

SETTINGS = Path(__file__).parents[2] / "src/debatekit/workspace/lab-settings"


def test_both_have_the_same_defaults():
    learner, author = (json.loads((SETTINGS / who / "overrides.json").read_text()) for who in ("learner", "author"))
    assert learner == author
    assert learner["@jupyterlab/apputils-extension:notification"] == {"checkForUpdates": False, "fetchNews": "false"}
    assert not (SETTINGS / "author/page_config.json").exists()
