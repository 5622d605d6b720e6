// Where things stand in a chart of the game. Pure.

/** A straight scale: `from` and `to` are pairs of ends. */
export function scale([low, high], [start, end]) {
  return (value) => start + ((value - low) / (high - low)) * (end - start);
}

const at = (x, y) => `${x.toFixed(1)} ${y.toFixed(1)}`;

/** The line through the middles of `spreads`, each of [low, middle, high], after 1, 2, 3 … rounds; before the first stands 0. */
export function middleLine(spreads, x, y) {
  return `M${[[0, 0, 0], ...spreads].map(([, middle], round) => at(x(round), y(middle))).join(" L")}`;
}

/** The outline of the band: along the highs and back along the lows. */
export function bandOutline(spreads, x, y) {
  const all = [[0, 0, 0], ...spreads];
  const highs = all.map(([, , high], round) => at(x(round), y(high)));
  const lows = all.map(([low], round) => at(x(round), y(low))).reverse();
  return `M${[...highs, ...lows].join(" L")} Z`;
}

/** The top of an axis of shares: the lowest of a quarter, a half and the whole that holds them all, so that bars do not jump with each move. */
export function topOf(shares) {
  const most = Math.max(...shares);
  return [0.25, 0.5, 1].find((top) => most <= top);
}

/** The heights of two labels at the ends of lines, no nearer than `gap`; the first stays above the second if it was. */
export function apart(one, other, gap) {
  if (Math.abs(one - other) >= gap) return [one, other];
  const middle = (one + other) / 2;
  return one <= other ? [middle - gap / 2, middle + gap / 2] : [middle + gap / 2, middle - gap / 2];
}

/** Every how many of `number` columns a label fits. */
export function every(number) {
  return number <= 10 ? 1 : number <= 20 ? 2 : 5;
}
