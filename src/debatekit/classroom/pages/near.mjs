// A redraw of a page that has no one place where the keyboard begins anew.
import { redraw } from "../../widgets/dom.mjs";

const USABLE = "button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea, summary, a[href]";

let lost = []; // around what had the focus, while nothing there can take it

/** As `redraw`; if what had the keyboard focus is gone, something near to where it was takes it, now or when there is something in its section. */
export function redrawNear(root, children) {
  const around = root.contains(document.activeElement) ? [...root.querySelectorAll("*")].filter((each) => each.contains(document.activeElement)) : lost;
  redraw(root, children);
  lost = root.contains(document.activeElement) ? [] : around;
  const place = lost.findLast((each) => root.contains(each) && (each.querySelector(USABLE) || each.matches("section"))); // the innermost is the last
  const near = place?.querySelector(USABLE);
  if (!near) return;
  near.focus({ preventScroll: true });
  lost = [];
}
