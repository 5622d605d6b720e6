// Drag, pinch and the wheel on the picture. One finger up or down scrolls the page, as does the wheel without Ctrl.

const THRESHOLD = 5;

/** Handlers for the stage. `pan(right, down)` and `zoom(factor, point)` move the camera; `place(event)` is the point of an event. */
export function gestures({ pan, zoom, place }) {
  const pointers = new Map();
  let moved = 0;
  let wasDrag = false;

  const spread = () => {
    const [a, b] = [...pointers.values()];
    return Math.hypot(a[0] - b[0], a[1] - b[1]);
  };

  const handlers = {
    onwheel(event) {
      // A pinch on a touchpad arrives as a wheel with Ctrl.
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      zoom(Math.exp(-Math.max(-60, Math.min(60, event.deltaY)) / 180), place(event));
    },
    onpointerdown(event) {
      if (event.button !== 0) return;
      pointers.set(event.pointerId, place(event));
      if (pointers.size === 1) [moved, wasDrag] = [0, false];
    },
    onpointermove(event) {
      const before = pointers.get(event.pointerId);
      if (!before) return;
      const now = place(event);
      if (pointers.size === 2) {
        const old = spread();
        pointers.set(event.pointerId, now);
        const [a, b] = [...pointers.values()];
        wasDrag = true;
        if (old > 0) zoom(spread() / old, [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2]);
        return;
      }
      moved += Math.hypot(now[0] - before[0], now[1] - before[1]);
      if (!wasDrag && moved < THRESHOLD) return;
      if (!wasDrag) event.currentTarget?.setPointerCapture?.(event.pointerId);
      wasDrag = true;
      pointers.set(event.pointerId, now);
      pan(before[0] - now[0], before[1] - now[1]);
    },
    onpointerup: end,
    onpointercancel: end,
    onlostpointercapture: end,
    onpointerleave: (event) => event.pointerType === "mouse" && !event.buttons && end(event),
  };

  function end(event) {
    pointers.delete(event.pointerId);
  }

  /** Whether this click ends a drag. One that no pointer made, such as a screen reader's, never does. */
  function dragged(click) {
    const ends = wasDrag && click.detail > 0;
    wasDrag = false;
    return ends;
  }

  return { handlers, dragged };
}
