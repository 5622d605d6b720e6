// The time left of a round, counted down here from what the server last said, so that a wrong clock of this machine does not matter.

/** “1:05”, “0:09”. Pure. */
export function spell(seconds) {
  const whole = Math.max(0, Math.ceil(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/** A clock that tells `tick` the time left about four times a second; `set(seconds)` starts it, `set(null)` stops it, `now()` is what it shows, `left()` the seconds. */
export function clock(tick) {
  let end = null;
  let timer = null;
  const now = () => (end === null ? "" : spell((end - performance.now()) / 1000));
  return {
    now,
    running: () => end !== null,
    left: () => (end === null ? 0 : Math.max(0, (end - performance.now()) / 1000)),
    set(seconds) {
      end = typeof seconds === "number" ? performance.now() + seconds * 1000 : null;
      clearInterval(timer);
      timer = end === null ? null : setInterval(() => tick(now()), 250);
      if (end !== null) tick(now());
    },
  };
}
