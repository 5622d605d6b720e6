// What the sliders show while the kernel works: each keeps what the hand set until the kernel has heard of it. Pure.

/**
 * `send(action)` tells the kernel and returns a number, `kept(number)` says whether it has answered. One change is under way at a time;
 * of those that come meanwhile the last of each slider goes next, so a quick hand fills no queue.
 */
export function sliders(send, kept) {
  const waiting = new Map();
  let under = null;

  function next() {
    if (under && !kept(under.number)) return;
    under = null;
    const [first] = waiting;
    if (!first) return;
    waiting.delete(first[0]);
    under = { id: first[0], value: first[1], number: send({ do: "set", id: first[0], value: first[1] }) };
  }

  return {
    /** Set one slider. */
    set(id, value) {
      waiting.set(id, value);
      next();
    },
    /** What a slider shows: what was set last, even if the kernel has not heard of it. */
    value(id, known) {
      if (waiting.has(id)) return waiting.get(id);
      return under?.id === id ? under.value : known;
    },
    /** A view has arrived. */
    arrived: next,
    /** Forget what has not been sent, as before a reset. */
    clear() {
      waiting.clear();
    },
  };
}
