// Small helpers for a widget's front end: build elements, redraw without losing focus, talk to the kernel.

/** An element: `h("p", {class: "x", onclick: f}, "text", child)`. Text is never parsed as HTML. */
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name in element && typeof value !== "string") element[name] = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** Put `card` into the widget's element `el`, with the theme's colours and with the keyboard to itself. */
export function host(el, card) {
  el.classList.add("dk-live");
  // Otherwise JupyterLab takes the arrow keys, Enter and Space for its own commands; some versions look on the way
  // down (hence the attribute), some on the way up. With a modifier held they are meant for JupyterLab: Ctrl+S
  // saves and Shift+Enter runs the cell, as everywhere.
  const keep = (event) => {
    const ours = !(event.ctrlKey || event.metaKey || event.shiftKey);
    el.toggleAttribute("data-lm-suppress-shortcuts", ours);
    if (ours) event.stopPropagation();
  };
  el.setAttribute("data-lm-suppress-shortcuts", "");
  el.addEventListener("keydown", keep);
  el.addEventListener("keyup", keep);
  el.append(card);
}

/** Draw `children` into `root`; the element with the same `data-key` keeps the keyboard focus. */
export function redraw(root, children) {
  const key = root.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
  root.replaceChildren(...children.flat(Infinity).filter(Boolean));
  if (key === undefined) return;
  const again = root.querySelector(`[data-key="${CSS.escape(key)}"]`);
  // What had the focus may be gone, like a pressed button: then the region that replaced it takes it.
  (again && !again.disabled ? again : root.querySelector("[data-focus]"))?.focus({ preventScroll: true });
}

const PATIENCE_MS = 5000;

/**
 * Send numbered actions to the kernel and call `changed` on each new view and when the kernel stays silent.
 * `line.silent` is true while an action has had no reply for five seconds.
 */
export function kernelLine(model, changed) {
  const line = { silent: false, send, close };
  let seq = model.get("view").seq ?? 0;
  let timer;

  function send(action) {
    seq += 1;
    clearTimeout(timer);
    timer = setTimeout(unheard, PATIENCE_MS);
    try {
      model.send({ ...action, seq });
    } catch {
      unheard(); // the kernel has been shut down
    }
  }
  function unheard() {
    clearTimeout(timer);
    line.silent = true;
    changed();
  }
  function arrived() {
    if ((model.get("view").seq ?? 0) >= seq) {
      clearTimeout(timer);
      line.silent = false;
    }
    changed();
  }
  function close() {
    clearTimeout(timer);
    model.off("change:view", arrived);
  }
  model.on("change:view", arrived);
  return line;
}

/** The line for messages: an error of the kernel's, or that it does not answer. Always present, so it is announced. */
export function messageLine(view, line) {
  const text = line.silent
    ? "Not saved yet: the kernel does not answer. Run this cell again (Shift+Enter) and repeat your last step."
    : view.message;
  return h("p", { class: "dk-message", role: "status" }, text || "");
}
