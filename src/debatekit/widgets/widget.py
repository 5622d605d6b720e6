"""The base of every widget: it sends one plain `view` to its front end and takes actions back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import anywidget
import traitlets
from IPython.display import display

from debatekit.errors import CourseKitError
from debatekit.widgets.fallback import saved_html, saved_text
from debatekit.widgets.front_end import module, style

_WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"


class CourseWidget(anywidget.AnyWidget):
    """A widget whose state is `view`, a plain dict that the front end draws and never changes.

    The front end sends actions, `{"do": name, "seq": n, ...}`; `act` answers each by a new view. The view
    repeats the number of the last action it contains, so the front end knows what has been kept.
    """

    view = traitlets.Dict().tag(sync=True)

    def __init_subclass__(cls, *, front_end: Path | None = None, **kwargs: Any) -> None:
        # traitlets derives a further class for each widget; that one inherits its front end.
        if front_end:
            cls._esm = module(front_end.with_suffix(".mjs"))
            cls._css = style(front_end.with_suffix(".css"))
        super().__init_subclass__(**kwargs)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._shown = None
        self._seq = 0
        self._message = ""
        self.on_msg(self._receive)

    def look(self) -> dict[str, Any]:
        """The present view, without `seq` and `message`."""
        raise NotImplementedError

    def act(self, action: dict[str, Any]) -> None:
        """Carry out one action; raises CourseKitError with a sentence for the learner."""
        raise NotImplementedError

    def saved(self) -> tuple[str, list[tuple[str, str]], str]:
        """The fallback: title, (asked, chosen) pairs and a note."""
        raise NotImplementedError

    def saved_data(self) -> dict[str, Any]:
        """Further MIME types of the fallback, such as the answers of graded work."""
        return {}

    def refresh(self) -> None:
        """Send the front end what is true now."""
        self.view = {**self.look(), "seq": self._seq, "message": self._message}

    def _receive(self, _widget: Any, content: Any, _buffers: Any) -> None:
        if not isinstance(content, dict) or not isinstance(content.get("do"), str):
            return
        self._message = ""
        try:
            self.act(content)
        except CourseKitError as error:
            self._message = str(error)
        self._seq = content.get("seq") if isinstance(content.get("seq"), int) else self._seq
        try:
            self.refresh()
            if self._shown is not None:
                self._shown.update(self._fallback(), raw=True)
        except CourseKitError as error:
            # Even the look failed, as when the journal is locked: keep the old picture and say why.
            self.view = {**self.view, "seq": self._seq, "message": str(error)}

    def _fallback(self) -> dict[str, Any]:
        title, pairs, note = self.saved()
        return {"text/html": saved_html(title, pairs, note), "text/plain": saved_text(title, pairs, note), **self.saved_data()}

    def _ipython_display_(self) -> None:
        # Two outputs: the fallback is a display of its own so that it can be updated as answers change.
        self._shown = display(self._fallback(), raw=True, display_id=True)
        view = {"version_major": 2, "version_minor": 0, "model_id": self.model_id}
        display({_WIDGET_VIEW: view, "text/plain": "(Run this cell to use it.)"}, raw=True)
