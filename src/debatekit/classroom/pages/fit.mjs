// Type as large as its place allows: nothing scrolls on a projected page.

const LEAST = 0.25;

/** Set `--fit` on `place`, at most 1, so that its first child does not overflow it. */
export function fit(place) {
  const sheet = place.firstElementChild;
  if (!sheet) return;
  const fits = (factor) => {
    place.style.setProperty("--fit", String(factor));
    return sheet.scrollHeight <= place.clientHeight + 1 && sheet.scrollWidth <= place.clientWidth + 1;
  };
  if (fits(1)) return;
  let [low, high] = [LEAST, 1];
  for (let i = 0; i < 8; i += 1) {
    const middle = (low + high) / 2;
    if (fits(middle)) low = middle;
    else high = middle;
  }
  fits(low);
}
