// Where one looks on a drawing, and where the arrow keys lead. Pure: a camera is {x, y, zoom}; x and y are what lies at the upper left.

export const READABLE = 1;
const CLOSEST = 2.5;

/** The camera that shows all of `drawing` in `view`, or as much as fits at `most`. */
export function whole(drawing, view, most = 1.2) {
  const zoom = Math.min(most, view.width / drawing.width, view.height / drawing.height);
  return { zoom, x: (drawing.width - view.width / zoom) / 2, y: Math.min(0, (drawing.height - view.height / zoom) / 3) };
}

/** The camera to begin with: every text readable, and `box`, the thesis, at the top in the middle. */
export function beginning(drawing, view, box) {
  const all = whole(drawing, view);
  if (all.zoom >= READABLE) return { ...all, y: 0 };
  const width = view.width / READABLE;
  const x = drawing.width <= width ? (drawing.width - width) / 2 : Math.max(0, Math.min(drawing.width - width, box.x + box.width / 2 - width / 2));
  return { zoom: READABLE, x, y: 0 };
}

/** `camera` after zooming by `factor` around the point (x, y) of the view. */
export function zoomed(camera, factor, drawing, view, [x, y] = [view.width / 2, view.height / 2]) {
  const least = Math.min(0.5, whole(drawing, view).zoom * 0.8);
  const zoom = Math.max(least, Math.min(CLOSEST, camera.zoom * factor));
  return held({ zoom, x: camera.x + x / camera.zoom - x / zoom, y: camera.y + y / camera.zoom - y / zoom }, drawing, view);
}

/** `camera` after moving by so many pixels of the view. */
export function panned(camera, right, down, drawing, view) {
  return held({ ...camera, x: camera.x + right / camera.zoom, y: camera.y + down / camera.zoom }, drawing, view);
}

/** The middle of the view never leaves the drawing, so that nobody gets lost. */
function held(camera, drawing, view) {
  const [halfWidth, halfHeight] = [view.width / camera.zoom / 2, view.height / camera.zoom / 2];
  const within = (value, most, half) => Math.max(-half, Math.min(most - half, value));
  return { ...camera, x: within(camera.x, drawing.width, halfWidth), y: within(camera.y, drawing.height, halfHeight) };
}

/** `camera` moved as little as it takes to show `box` with a margin around it. */
export function showing(camera, box, view, margin = 24) {
  const fit = (from, size, at, length) => {
    const room = length / camera.zoom;
    const space = Math.min(margin / camera.zoom, Math.max(0, (room - size) / 2));
    if (at < from + space) return at - space;
    return at + size > from + room - space ? Math.min(at - space, at + size + space - room) : from;
  };
  return { ...camera, x: fit(camera.x, box.width, box.x, view.width), y: fit(camera.y, box.height, box.y, view.height) };
}

/** The camera at readable size with `box` in the middle. */
export function closeTo(box, view) {
  return { zoom: READABLE, x: box.x + box.width / 2 - view.width / READABLE / 2, y: box.y + box.height / 2 - view.height / READABLE / 2 };
}

const DIRECTIONS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

/** By how much of the view an arrow key moves, as (right, down); null for another key. */
export function arrow(key) {
  return DIRECTIONS[key] ?? null;
}

/** The box that an arrow key leads to from `from`, or null when there is none on that side. */
export function nearest(boxes, from, key) {
  const [right, down] = DIRECTIONS[key];
  const [along, across, length, breadth] = right ? ["x", "y", "width", "height"] : ["y", "x", "height", "width"];
  const sign = right || down;
  let best = null;
  for (const box of boxes) {
    if (box.id === from.id) continue;
    const ahead = sign > 0 ? box[along] - from[along] : from[along] + from[length] - box[along] - box[length];
    // Across a row a box has to stand clear of this one; a box of the row below may begin above this one's end.
    const clear = right ? (sign > 0 ? box[along] - from[along] - from[length] : from[along] - box[along] - box[length]) : ahead;
    if (ahead <= 1 || clear < 0) continue;
    const aside = Math.max(0, box[across] - from[across] - from[breadth], from[across] - box[across] - box[breadth]);
    const middle = Math.abs(box[across] + box[breadth] / 2 - from[across] - from[breadth] / 2);
    const score = ahead + 3 * aside + 0.2 * middle;
    if (!best || score < best.score) best = { score, box };
  }
  return best?.box ?? null;
}
