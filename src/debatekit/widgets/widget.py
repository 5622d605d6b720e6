"""The base of every widget: it sends one plain `view` to its front end and takes actions back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import anywidget
import traitlets
from IPython.display import display

from debatekit.errors import BadAnswer, CourseKitError
from debatekit.widgets.fallback import saved_html, saved_text
from debatekit.widgets.front_end import module, style

_WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"


class CourseWidget(anywidget.AnyWidget):
    """A widget whose picture is one plain dict, which the front end draws and never changes.

    The front end sends actions, `{"do": name, "seq": number, "from": page, ...}`; each is answered by a new picture.
    Its `kept` maps a page to the last of its actions that the picture contains, so the page knows what is kept.
    `view` is the picture as it may be saved with a notebook; `picture` is the whole. What never changes is in `fixed`: it is
    sent once, and the front end reads it together with the view.
    """

    view = traitlets.Dict().tag(sync=True)
    fixed = traitlets.Dict().tag(sync=True)

    def __init_subclass__(cls, *, front_end: Path | None = None, **kwargs: Any) -> None:
        # traitlets derives a further class for each widget; that one inherits its front end.
        if front_end:
            cls._esm = module(front_end.with_suffix(".mjs"))
            cls._css = style(front_end.with_suffix(".css"))
        super().__init_subclass__(**kwargs)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.picture: dict[str, Any] = {}
        self._shown = None
        self._last_fallback: dict[str, Any] = {}
        self._turn = 0
        self._kept: dict[str, int] = {}
        self._message = ""
        self.on_msg(self._receive)

    def look(self) -> dict[str, Any]:
        """What is to be seen now; raises CourseKitError when that cannot be told."""
        raise NotImplementedError

    def public(self, picture: dict[str, Any]) -> dict[str, Any]:
        """`picture` as it may be saved with a notebook. What is left out goes to the page alone."""
        return picture

    def act(self, action: dict[str, Any]) -> None:
        """Carry out one action; raises CourseKitError with a sentence for the learner, as here for one that nobody knows."""
        raise BadAnswer(f"The page asked for “{action['do']}”, which is not known here. Run the cell again.")

    def saved(self) -> tuple[str, list[tuple[str, str]], str]:
        """The fallback: title, (asked, chosen) pairs and a note."""
        raise NotImplementedError

    def saved_data(self) -> dict[str, Any]:
        """Further MIME types of the fallback, such as the answers of graded work."""
        return {}

    def refresh(self) -> None:
        """Show what is true now."""
        self._show(self.look())

    def refresh_or_say_why(self) -> None:
        """As `refresh`; when even the look fails, as with a locked journal, keep the old picture and say why."""
        try:
            self.refresh()
        except CourseKitError as error:
            self._message = str(error)
            self._show(self.picture)

    def _show(self, seen: dict[str, Any]) -> None:
        self._turn += 1
        self.picture = {**seen, "turn": self._turn, "kept": dict(self._kept), "message": self._message}
        public = self.public(self.picture)
        if public is self.picture:
            self.view = public
        else:
            self.view = {**public, "withheld": True}
            self.send({"view": self.picture})

    def _receive(self, _widget: Any, content: Any, _buffers: Any) -> None:
        if not isinstance(content, dict) or not isinstance(content.get("do"), str):
            return
        try:
            # A look changes nothing, and what there is to say is still to be said.
            if content["do"] != "look":
                self._message = ""
                self.act(content)
        except CourseKitError as error:
            self._message = str(error)
        if isinstance(content.get("from"), str) and isinstance(content.get("seq"), int):
            self._kept[content["from"]] = content["seq"]
        self.refresh_or_say_why()
        if self._shown is not None and (fallback := self._fallback()) != self._last_fallback:
            self._last_fallback = fallback
            self._shown.update(fallback, raw=True)

    def _fallback(self) -> dict[str, Any]:
        title, pairs, note = self.saved()
        return {"text/html": saved_html(title, pairs, note), "text/plain": saved_text(title, pairs, note), **self.saved_data()}

    def _ipython_display_(self) -> None:
        # Two outputs: the fallback is a display of its own so that it can be updated as answers change.
        self._last_fallback = self._fallback()
        self._shown = display(self._last_fallback, raw=True, display_id=True)
        view = {"version_major": 2, "version_minor": 0, "model_id": self.model_id}
        display({_WIDGET_VIEW: view, "text/plain": "(Run this cell to use it.)"}, raw=True)
