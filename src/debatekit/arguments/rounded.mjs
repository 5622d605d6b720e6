// Lines with rounded corners. Pure.

/** A polyline as an SVG path with rounded corners. */
export function roundedPath(points, radius = 8) {
  let path = `M${spell(points[0])}`;
  for (let i = 1; i < points.length - 1; i += 1) {
    const into = toward(points[i], points[i - 1], radius);
    const out = toward(points[i], points[i + 1], radius);
    path += `L${spell(into)}Q${spell(points[i])} ${spell(out)}`;
  }
  return `${path}L${spell(points.at(-1))}`;
}

const spell = ([x, y]) => `${Math.round(x * 10) / 10} ${Math.round(y * 10) / 10}`;

function toward([x, y], [toX, toY], most) {
  const length = Math.hypot(toX - x, toY - y);
  const by = Math.min(most, length / 2) / (length || 1);
  return [x + (toX - x) * by, y + (toY - y) * by];
}
