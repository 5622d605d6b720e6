// The answer that is being made for the round that is asked. It outlives a new state and a reload of the page, and nothing else.

/** The draft kept under `place` in this tab. */
export function drafts(place) {
  const name = `${place}-draft`;
  let now = read();

  function read() {
    try {
      return JSON.parse(sessionStorage.getItem(name));
    } catch {
      return null;
    }
  }
  function keep() {
    try {
      sessionStorage.setItem(name, JSON.stringify(now));
    } catch {
      // It lasts as long as the page.
    }
  }
  return {
    keep,
    /** The draft of `round`, `{round, value, confidence}`, which may be changed in place. */
    of(round) {
      if (now?.round !== round) now = { round, value: null, confidence: null };
      return now;
    },
    /** Whether a vote that stands is being changed. */
    isChanging: (round) => now?.round === round && Boolean(now.changing),
    /** Begin to change the vote that stands. */
    change(round, { value, confidence }) {
      now = { round, value, confidence, changing: true };
      keep();
    },
    drop() {
      if (!now) return;
      now = null;
      try {
        sessionStorage.removeItem(name);
      } catch {
        // It was never there.
      }
    },
  };
}
