// Who moved: a picture whose ribbons are as wide as the people who went that way, and the same as a table.
import { h, unique } from "../widgets/dom.mjs";
import { s } from "../widgets/svg.mjs";
import { listed } from "../widgets/words.mjs";
import { wrap } from "../widgets/wrap.mjs";
import { answersOf, colourOf, people } from "./colours.mjs";
import { apart, inOrder, layout, same } from "./flow_layout.mjs";

const WIDE = { kind: "dk-wide-picture", width: 760, font: 19, side: 190, lines: 3, tall: 300 };
const NARROW = { kind: "dk-narrow-picture", width: 360, font: 14, side: 96, lines: 4, tall: 300 };
const BIG = { kind: "dk-big-picture", width: 1000, font: 26, side: 270, lines: 2, tall: 250 };
const BAR = 14;

/** The picture of `moves`; `titles` are the names of the two rounds. Nothing if all are counted together at one end: then nothing moves in sight. */
export function flows(view, moves, titles, big) {
  if (moves.groups.length < 2 || moves.ends.filter((end) => end.count > 0).length < 2) return null;
  return (big ? [BIG] : [WIDE, NARROW]).map((form) => picture(view, moves, titles, form));
}

/** The same as a table: a row for each starting answer, a column for each later one. */
export function matrix(view, moves, [first, second]) {
  const name = names(view, moves);
  const ids = order(moves);
  const groups = inOrder(ids, moves.groups, (group) => group.from);
  const ends = inOrder(ids, moves.ends, (end) => end.of);
  return h("table", { class: "dk-matrix" },
    h("caption", {}, `People by their answer “${first}” (rows) and “${second}” (columns)`),
    h("thead", {}, h("tr", {}, h("td", {}), ends.map((end) => h("th", { scope: "col" }, together(end.of, name))), h("th", { scope: "col" }, "All"))),
    h("tbody", {}, groups.map((group) => h("tr", {},
      h("th", { scope: "row" }, together(group.from, name)),
      ends.map((end) => h("td", { class: same(group.from, end.of) ? "dk-stayed" : "" }, String(group.to[end.id] ?? 0))),
      h("td", {}, String(group.count)))),
    h("tr", { class: "dk-sum" }, h("th", { scope: "row" }, "All"), ends.map((end) => h("td", {}, String(end.count))),
      h("td", {}, String(groups.reduce((sum, group) => sum + group.count, 0))))));
}

/** One sentence for each starting answer. Pure. */
export function sentences(view, moves) {
  const name = names(view, moves);
  const ids = order(moves);
  const ends = inOrder(ids, moves.ends, (end) => end.of);
  const said = (answers) => listed(answers.map((id) => `“${name(id)}”`)).replace(/ and (?=“[^”]*”$)/, " or ");
  return inOrder(ids, moves.groups, (group) => group.from).map((group) => {
    const went = ends.filter((end) => group.to[end.id]).map((end) => `${group.to[end.id]} ${same(group.from, end.of) ? "stayed" : `then said ${said(end.of)}`}`);
    return `Of ${group.count} who said ${said(group.from)}: ${went.join(", ")}.`;
  });
}

function order(moves) {
  return moves.options.map((option) => String(option.id));
}

function names(view, moves) {
  const text = Object.fromEntries([...answersOf(view), ...moves.options.map((option) => ({ ...option, id: String(option.id) }))].map((option) => [option.id, option.text]));
  return (id) => text[id] ?? id;
}

function together(ids, name) {
  return ids.map(name).join(" or ");
}

function picture(view, moves, [first, second], { kind, width, font, side, lines, tall }) {
  const id = unique();
  const name = names(view, moves);
  // Without the page's fonts at hand: a letter is a little over half as wide as the type is high.
  const broken = (ids) => clipped(wrap(together(ids, name), side - 10, (text) => text.length * font * 0.53), Math.min(6, lines * ids.length));
  const label = (ids) => (broken(ids).length + 1) * font * 1.2;
  const { left, right, ribbons, height } = layout(order(moves), moves, { tall, label, gap: font * 0.9 });
  const head = font * 2.2;
  const [x1, x2] = [side + BAR, width - side - BAR];
  const middle = (x1 + x2) / 2;
  const colour = (ids) => (ids.length === 1 ? colourOf(view, ids[0]) : "dk-c0");
  // Who stayed lies below, so that those who moved cross over it in sight.
  const drawn = [...ribbons].sort((a, b) => Number(b.stays) - Number(a.stays));
  return s("svg", { class: `dk-flows ${kind}`, viewBox: `0 0 ${width} ${head + height + 4}`, "font-size": font, role: "img", "aria-labelledby": `${id}-t ${id}-d` },
    s("title", { id: `${id}-t` }, `Who moved from “${first}” to “${second}”`),
    s("desc", { id: `${id}-d` }, sentences(view, moves).join(" ")),
    title(first, { bar: x1, edge: 0, atBar: "end", atEdge: "start" }, width, font),
    title(second, { bar: x2, edge: width, atBar: "start", atEdge: "end" }, width, font),
    s("g", { transform: `translate(0 ${head})` },
      drawn.map(({ from, to, y1, y2, thick, stays }) => s("path", {
        class: `dk-ribbon ${stays ? "dk-stays" : "dk-result-moves"} ${colour(left[from].ids)}`,
        d: `M${x1} ${y1}C${middle} ${y1} ${middle} ${y2} ${x2} ${y2}v${thick}C${middle} ${y2 + thick} ${middle} ${y1 + thick} ${x1} ${y1 + thick}z`,
      })),
      left.map((each) => node(each, x1 - BAR, colour, view)),
      right.map((each) => node(each, x2, colour, view)),
      left.map((each) => words(each, x1 - BAR - 10, "end", broken(each.ids), font)),
      right.map((each) => words(each, x2 + BAR + 10, "start", broken(each.ids), font)),
      figures(ribbons, x1 + 8, height, font)));
}

function node({ ids, y, height, parts }, x, colour, view) {
  if (parts.length === 0) return s("rect", { class: `dk-share ${colour(ids)}`, x, y, width: BAR, height: Math.max(1, height) });
  return parts.map((part) => s("rect", { class: `dk-share ${colourOf(view, part.id)}`, x, y: part.y, width: BAR, height: Math.max(1, part.height) }));
}

function words({ count, y, height }, x, anchor, lines, font) {
  const top = y + height / 2 - ((lines.length + 1) * font * 1.2) / 2 + font;
  return s("text", { x, y: top, "text-anchor": anchor },
    lines.map((line, i) => s("tspan", { x, dy: i ? font * 1.2 : 0 }, line)),
    s("tspan", { class: "dk-result-figure", x, dy: font * 1.2 }, people(count)));
}

// The numbers of people at the start of their ribbons, apart from each other where ribbons are thin; those of the widest if there is no room for all.
function figures(ribbons, x, height, font) {
  const least = font * 0.98;
  const room = Math.floor(height / least);
  const widest = new Set([...ribbons].sort((a, b) => b.count - a.count).slice(0, room));
  const told = ribbons.filter((ribbon) => widest.has(ribbon));
  const at = apart(told.map((ribbon) => ribbon.y1 + ribbon.thick / 2), least, font * 0.5, height - font * 0.4);
  return told.map((ribbon, i) => s("text", { class: "dk-result-figure dk-on-ribbon", x, y: at[i] + font * 0.35 }, String(ribbon.count)));
}

function clipped(lines, most) {
  return lines.length <= most ? lines : [...lines.slice(0, most - 1), `${lines[most - 1].replace(/.$/, "")}…`];
}

// At the bars; one that is too long for the room beside them begins, or ends, at the edge of the picture.
function title(text, { bar, edge, atBar, atEdge }, width, font) {
  const letter = font * 0.55;
  const fits = text.length * letter <= Math.abs(bar - edge);
  const most = Math.floor(width / 2 / letter) - 2;
  return s("text", { class: "dk-end", x: fits ? bar : edge, y: font, "text-anchor": fits ? atBar : atEdge }, text.length <= most ? text : `${text.slice(0, most - 1)}…`);
}
