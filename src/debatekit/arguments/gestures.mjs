// The mouse on the picture: drag to move it, Ctrl and the wheel to zoom. Fingers and the wheel alone scroll it, as they do a page.

const THRESHOLD = 5;

/** Handlers for the stage. `pan(right, down)` and `zoom(factor, point)` move the picture; `place(event)` is the point of an event. */
export function gestures({ pan, zoom, place }) {
  let before = null;
  let moved = 0;
  let wasDrag = false;

  const end = () => { before = null; };
  const handlers = {
    onwheel(event) {
      // A pinch on a touchpad arrives as a wheel with Ctrl.
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      zoom(Math.exp(-Math.max(-60, Math.min(60, event.deltaY)) / 180), place(event));
    },
    onpointerdown(event) {
      if (event.button !== 0 || event.pointerType === "touch") return;
      [before, moved, wasDrag] = [place(event), 0, false];
    },
    onpointermove(event) {
      // A press on a scrollbar is never told to be over.
      if (!event.buttons) end();
      if (!before) return;
      const now = place(event);
      moved += Math.hypot(now[0] - before[0], now[1] - before[1]);
      if (!wasDrag && moved < THRESHOLD) return;
      if (!wasDrag) event.currentTarget?.setPointerCapture?.(event.pointerId);
      wasDrag = true;
      pan(before[0] - now[0], before[1] - now[1]);
      before = now;
    },
    onpointerup: end,
    onpointercancel: end,
    onlostpointercapture: end,
  };

  /** Whether this click ends a drag. One that no pointer made, such as a screen reader's, never does. */
  function dragged(click) {
    const ends = wasDrag && click.detail > 0;
    wasDrag = false;
    return ends;
  }

  return { handlers, dragged };
}
