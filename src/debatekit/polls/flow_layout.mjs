// Where the bars and ribbons of the picture of who moved stand. Pure.

/**
 * The layout of `moves` for the answers `ids` in the poll's order, in a picture whose bars are `tall` units high in all: `groups` of
 * people who started together, `{from, count, to}`, and `ends`, `{id, of, count}`, where they are now, by whose ids `to` counts.
 *
 * `label(ids)` is the height that the words beside a bar need, so that no two labels run into each other. Returns `{left, right,
 * ribbons, height}`: bars as `{ids, count, y, height, parts}`, ribbons as `{from, to, count, y1, y2, thick, stays}` with the index of
 * their bars. A ribbon is as thick as its people are many, by one scale for the whole picture.
 */
export function layout(ids, moves, { tall, label, gap }) {
  const groups = inOrder(ids, moves.groups, (group) => group.from);
  const ends = inOrder(ids, moves.ends, (end) => end.of).filter((end) => end.count > 0);
  const total = groups.reduce((sum, group) => sum + group.count, 0) || 1;
  const scale = tall / total;
  const left = groups.map((group) => bar(group.from, group.count, scale));
  const right = ends.map((end) => bar(end.of, end.count, scale));
  const height = Math.max(stack(left, label, gap), stack(right, label, gap));
  spread(left, height, label, gap);
  spread(right, height, label, gap);
  left.forEach((each) => { each.parts = partsOf(each, moves.before); });
  right.forEach((each) => { each.parts = partsOf(each, moves.after); });
  const used = right.map(() => 0);
  const ribbons = [];
  groups.forEach((group, from) => {
    let leaving = 0;
    ends.forEach((end, to) => {
      const count = group.to[end.id] ?? 0;
      if (!count) return;
      const thick = count * scale;
      ribbons.push({ from, to, count, thick, y1: left[from].y + leaving, y2: right[to].y + used[to], stays: same(group.from, end.of) });
      leaving += thick;
      used[to] += thick;
    });
  });
  return { left, right, ribbons, height };
}

/** Whether who began with `from` and is now at `of` gave one and the same answer. */
export function same(from, of) {
  return from.length === 1 && of.length === 1 && from[0] === of[0];
}

/** `all` by the place of their first answer in the poll's order. */
export function inOrder(ids, all, answers) {
  const place = (each) => Math.min(...answers(each).map((id) => ids.indexOf(id)).filter((at) => at >= 0));
  return [...all].sort((a, b) => place(a) - place(b));
}

function bar(ids, count, scale) {
  return { ids, count, height: count * scale, y: 0, parts: [] };
}

function stack(bars, label, gap) {
  return bars.reduce((sum, each) => sum + Math.max(each.height, label(each.ids)), 0) + gap * Math.max(0, bars.length - 1);
}

function spread(bars, height, label, gap) {
  let y = 0;
  const room = bars.length > 1 ? gap + (height - stack(bars, label, gap)) / (bars.length - 1) : 0;
  if (bars.length === 1) y = (height - stack(bars, label, gap)) / 2;
  for (const each of bars) {
    const slot = Math.max(each.height, label(each.ids));
    each.y = y + (slot - each.height) / 2;
    y += slot + room;
  }
}

// The pieces of a bar that stands for several answers: by their numbers, where these are told.
function partsOf(each, totals) {
  const known = each.ids.map((id) => totals?.[id] ?? 0);
  const sum = known.reduce((a, b) => a + b, 0);
  if (each.ids.length < 2 || sum !== each.count) return [];
  let y = each.y;
  return each.ids.map((id, i) => {
    const height = (each.height * known[i]) / sum;
    y += height;
    return { id, y: y - height, height };
  });
}

/** Numbers from `wanted` (ascending) moved so that neighbours are at least `apart` from each other, as little as a pass down and a pass up do. */
export function apart(wanted, least, top, bottom) {
  const at = [...wanted];
  for (let i = 0; i < at.length; i += 1) at[i] = Math.max(at[i], i ? at[i - 1] + least : top);
  for (let i = at.length - 1; i >= 0; i -= 1) at[i] = Math.min(at[i], i < at.length - 1 ? at[i + 1] - least : bottom);
  return at;
}
