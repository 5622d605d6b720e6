// Tell the kernel that somebody looks: it asks the class for news only as long as that is so.

/** Say it once. */
export function here(model, more) {
  try {
    model.send({ do: "here", ...more });
  } catch {
    // The kernel has been shut down; the next action says so.
  }
}

/** Say it while `isWanted()`; returns what ends it. */
export function beat(model, isWanted) {
  const tell = () => !document.hidden && isWanted() && here(model);
  const timer = setInterval(tell, 20_000);
  document.addEventListener("visibilitychange", tell);
  return () => {
    clearInterval(timer);
    document.removeEventListener("visibilitychange", tell);
  };
}
