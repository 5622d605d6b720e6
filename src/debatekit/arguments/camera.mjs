// Where one looks on a drawing, and where the arrow keys lead. Pure: `at` is {x, y}, how far a view of so many pixels is scrolled.

const [SMALLEST, LARGEST] = [0.4, 2.5];

/** The size at which all columns of `drawing` are in a view of that width. */
export function fitting(drawing, width) {
  return within(width / drawing.width, SMALLEST, 1.2);
}

/** `{zoom, x, y}` after zooming by `factor`: the point [right, down] of the view stays under the pointer. */
export function zoomed({ zoom, x, y }, factor, [right, down]) {
  const next = within(zoom * factor, SMALLEST, LARGEST);
  return { zoom: next, x: ((x + right) * next) / zoom - right, y: ((y + down) * next) / zoom - down };
}

const within = (value, least, most) => Math.max(least, Math.min(most, value));

/** Scrolled as little as it takes to show `box` with a margin around it; the beginning of a box that is larger than the view. */
export function showing(at, box, zoom, view, margin = 28) {
  const fit = (from, start, size, room) => {
    const space = within((room - size) / 2, 0, margin);
    if (start - space < from || size > room) return Math.max(0, start - space);
    return Math.max(from, start + size + space - room);
  };
  return { x: fit(at.x, box.x * zoom, box.width * zoom, view.width), y: fit(at.y, box.y * zoom, box.height * zoom, view.height) };
}

/**
 * The box that an arrow key leads to, or null: left to the claim that `from` speaks for or against, right to the first that does so for
 * it, up and down to the next in the column and, where there is none, in the next column.
 */
export function nextBox(boxes, from, key) {
  if (key === "ArrowLeft") return boxes.find((box) => box.key === from.parent) ?? null;
  if (key === "ArrowRight") return boxes.find((box) => box.parent === from.key) ?? null;
  const down = key === "ArrowDown";
  const aside = (box) => Math.max(0, box.x - from.x - from.width, from.x - box.x - box.width);
  const away = (box) => (down ? box.y - from.y - from.height : from.y - box.y - box.height);
  const beyond = boxes.filter((box) => box !== from && away(box) > 0);
  return beyond.sort((a, b) => aside(a) - aside(b) || away(a) - away(b))[0] ?? null;
}
