// The stage that the picture stands on: how large it is drawn, what of it one sees, and where the keyboard is on it.
import { fitting, showing, zoomed } from "./camera.mjs";
import { gestures } from "./gestures.mjs";

/** What moves on the stage in the widget's element `el`; `drawing()` is what stands there. */
export function makeStage(el, drawing) {
  let size = 1;
  const stage = () => el.querySelector(".dk-stage");
  const nodes = () => [...el.querySelectorAll(".dk-node")];
  const nodeOf = (key) => nodes().find((node) => node.dataset.key === key);
  const boxOf = (key) => drawing().boxes.find((box) => box.key === key);
  const view = () => ({ x: stage().scrollLeft, y: stage().scrollTop, width: stage().clientWidth, height: stage().clientHeight });

  function zoom(factor, point = [view().width / 2, view().height / 2]) {
    const next = zoomed({ ...view(), zoom: size }, factor, point);
    size = next.zoom;
    resize(el.querySelector(".dk-map"), drawing());
    stage().scrollTo(next.x, next.y);
  }

  /** Draw an SVG of `width` and `height` at the size chosen. */
  function resize(svg, { width, height }) {
    svg.setAttribute("width", width * size);
    svg.setAttribute("height", height * size);
    return svg;
  }

  function fit() {
    zoom(fitting(drawing(), view().width) / size, [0, 0]);
  }

  function reveal(key) {
    // The outline is no drawing.
    if (!stage() || !boxOf(key)) return;
    const to = showing(view(), boxOf(key), size, view());
    stage().scrollTo(to.x, to.y);
    // The stage may reach beyond the window.
    nodeOf(key).scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  /** `key`, if its box is in sight, or the key of the first box that is. */
  function inSight(key) {
    const { y, height } = view();
    const isSeen = (box) => (box.y + box.height) * size > y && box.y * size < y + height;
    return isSeen(boxOf(key)) ? key : (drawing().boxes.find(isSeen)?.key ?? key);
  }

  /** Do what changes the map, and keep the box `key` where it is on the screen. */
  function steady(key, change) {
    const before = boxOf(key).y;
    change();
    stage().scrollTop += (boxOf(key).y - before) * size;
  }

  /** Give the keyboard to the box `key`, the one that Tab will come back to. */
  function focus(key) {
    for (const node of nodes()) node.setAttribute("tabindex", node.dataset.key === key ? "0" : "-1");
    nodeOf(key)?.focus({ preventScroll: true });
  }

  const hands = gestures({
    pan: (right, down) => stage().scrollBy(right, down),
    zoom,
    place: (event) => { const at = stage().getBoundingClientRect(); return [event.clientX - at.left, event.clientY - at.top]; },
  });

  return { boxOf, zoom, resize, fit, reveal, inSight, steady, focus, hands };
}
