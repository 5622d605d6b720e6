// What the game's sliders say in words. Pure.

/** A value as it is told: “2 points”, “1 point”, “50 %”. */
export function shown(assumption, value) {
  const unit = Math.abs(value) === 1 ? assumption.unit.replace(/s$/, "") : assumption.unit;
  return `${String(value).replace("-", "−")}\u00a0${unit}`;
}

/** What a slider says aloud: its value, and at an end what the end means. */
export function spoken(assumption, value) {
  const end = value === assumption.low ? assumption.lowest : value === assumption.high ? assumption.highest : value === assumption.default ? "the middle" : "";
  return shown(assumption, value) + (end && `: ${end}`);
}
