// Small helpers for a widget's front end: build elements, redraw without losing focus, talk to the kernel.

/** A name that no other widget on the page has: each widget's module is loaded anew, so a counter would start anew. */
export function unique() {
  return `dk-${Math.random().toString(36).slice(2)}`;
}

/** An element: `h("p", {class: "x", onclick: f}, "text", child)`. Text is never parsed as HTML. */
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) listen(element, name.slice(2), value);
    else if (name in element && typeof value !== "string") element[name] = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** A button with a text. */
export function button(text, onclick, disabled = false) {
  return h("button", { type: "button", class: "dk-button", disabled, onclick }, text);
}

/**
 * A card in the widget's element `el`, with the theme's colours and with the keyboard to itself.
 *
 * `card.draw(children, {message, news})` redraws it in place. `message` is shown at its foot, `news` is only spoken. Both are kept
 * in elements that stay: a screen reader speaks a change inside a region that it knows, and not a region that is new.
 */
export function makeCard(el, kind, labelledBy) {
  const content = h("div");
  const message = h("p", { class: "dk-message", role: "status" });
  const news = h("p", { class: "dk-hidden", role: "status" });
  el.classList.add("dk-live");
  keepKeys(el);
  el.append(h("section", { class: `dk-card ${kind}`, "aria-labelledby": labelledBy }, content, message, news));
  return {
    draw(children, said = {}) {
      redraw(content, children);
      if (message.textContent !== (said.message ?? "")) message.textContent = said.message ?? "";
      if (news.textContent !== (said.news ?? "")) news.textContent = said.news ?? "";
    },
  };
}

function keepKeys(el) {
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
}

const HANDLERS = Symbol.for("dk-handlers"); // also those of another copy

function listen(element, event, handler) {
  element[HANDLERS] ??= {};
  if (!(event in element[HANDLERS])) element.addEventListener(event, dispatch);
  element[HANDLERS][event] = handler;
}

function dispatch(event) {
  this[HANDLERS][event.type]?.(event);
}

const USABLE = "button:not(:disabled), input:not(:disabled), select:not(:disabled)";

/**
 * Make `root` show `children`. If what had the keyboard focus cannot be used any more, something beside it takes it; if it is gone, so
 * does something in its row of tools; else the element with `data-focus`.
 */
export function redraw(root, children) {
  const focused = root.contains(document.activeElement) ? document.activeElement : null;
  const tools = focused?.closest(".dk-tools");
  const row = tools ?? focused?.parentElement;
  morphChildren(root, h("div", {}, children));
  if (!focused || (root.contains(focused) && !focused.disabled)) return;
  const beside = root.contains(row) && (focused.disabled || tools) ? row.querySelector(USABLE) : null;
  (beside ?? root.querySelector("[data-focus]"))?.focus({ preventScroll: true });
}

// Elements are changed and not replaced: a redraw between pressing and releasing a key or button would lose the click, and one while
// somebody types the rest of the word. An element with a key stays itself whatever comes before it.
function morphChildren(old, fresh) {
  const wanted = [...fresh.childNodes];
  const keys = new Set(wanted.map(keyOf));
  for (const child of [...old.childNodes]) if (keyOf(child) && !keys.has(keyOf(child))) child.remove();
  let at = old.firstChild;
  for (const node of wanted) {
    const there = keyOf(node) ? sibling(at, keyOf(node)) : at;
    if (!there || (!keyOf(node) && keyOf(at))) {
      old.insertBefore(node, at);
      continue;
    }
    while (keyOf(node) && at !== there && !keyOf(at)) at = without(at);
    if (at === there) at = at.nextSibling;
    else old.insertBefore(there, at);
    if (there.nodeName === node.nodeName) morph(there, node);
    else there.replaceWith(node);
  }
  while (at) at = without(at);
}

function without(node) {
  const next = node.nextSibling;
  node.remove();
  return next;
}

function sibling(from, key) {
  let node = from;
  while (node && keyOf(node) !== key) node = node.nextSibling;
  return node;
}

function keyOf(node) {
  return node.dataset?.key ? `${node.nodeName} ${node.dataset.key}` : "";
}

function morph(old, fresh) {
  if (old.nodeType === Node.TEXT_NODE) {
    if (old.data !== fresh.data) old.data = fresh.data;
    return;
  }
  // What carries a stamp is drawn anew only with another one: a large picture need not even be built to stay as it is.
  if (fresh.dataset?.stamp && fresh.dataset.stamp === old.dataset.stamp) return;
  for (const { name } of [...old.attributes]) if (!fresh.hasAttribute(name)) old.removeAttribute(name);
  for (const { name, value } of fresh.attributes) {
    // A page with a content security policy refuses a style that is set as an attribute.
    if (name === "style") old.style.cssText = fresh.style.cssText;
    else if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
  for (const property of ["checked", "disabled", "value"]) {
    if (property in fresh && old[property] !== fresh[property]) old[property] = fresh[property];
  }
  const gone = Object.keys(old[HANDLERS] ?? {}).filter((event) => !(event in (fresh[HANDLERS] ?? {})));
  for (const event of gone) delete old[HANDLERS][event];
  for (const [event, handler] of Object.entries(fresh[HANDLERS] ?? {})) listen(old, event, handler);
  morphChildren(old, fresh);
}

const PATIENCE_MS = 5000;
const NOT_SAVED = "Not saved yet: the kernel is busy or gone. If another cell is running, wait for it; if not, run this cell again (Shift+Enter) and repeat your last step.";
const NOT_THERE = "The kernel is busy or gone. If another cell is running, wait for it; if not, run this cell again (Shift+Enter).";

/**
 * The line to the kernel. `line.view` is what the kernel last showed, with what never changes; `line.send(action)` returns the action's number and
 * `line.kept(number)` says whether the kernel has answered it. `changed` is called on each new view, and when the
 * kernel stays silent for five seconds; then `line.silent` says so.
 */
export function kernelLine(model, changed) {
  const whole = (view) => ({ ...model.get("fixed"), ...view });
  const line = { view: whole(model.get("view")), silent: "", send, kept, close };
  const me = unique();
  let seq = 0;
  let timer;

  function send(action) {
    seq += 1;
    const number = seq;
    clearTimeout(timer);
    const unheard = () => {
      clearTimeout(timer);
      line.silent = action.do === "look" ? NOT_THERE : NOT_SAVED;
      changed();
    };
    timer = setTimeout(unheard, PATIENCE_MS);
    try {
      model.send({ ...action, seq: number, from: me });
    } catch {
      unheard(); // the kernel has been shut down
    }
    return number;
  }
  function kept(number) {
    return (line.view.kept?.[me] ?? 0) >= number;
  }
  function arrived(view) {
    // A view may come twice: without what is private, for the saved notebook, and whole. Only the whole is shown.
    if (view.withheld || view.turn < line.view.turn) return;
    line.view = whole(view);
    if (kept(seq)) {
      clearTimeout(timer);
      line.silent = "";
    }
    changed();
  }
  const onChange = () => arrived(model.get("view"));
  const onMessage = (content) => content?.view && arrived(content.view);
  function close() {
    clearTimeout(timer);
    model.off("change:view", onChange);
    model.off("msg:custom", onMessage);
  }
  model.on("change:view", onChange);
  model.on("msg:custom", onMessage);
  if (line.view.withheld) queueMicrotask(() => send({ do: "look" }));
  return line;
}
