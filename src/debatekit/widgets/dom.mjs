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

const HANDLERS = Symbol("handlers");

function listen(element, event, handler) {
  element[HANDLERS] ??= {};
  if (!(event in element[HANDLERS])) element.addEventListener(event, dispatch);
  element[HANDLERS][event] = handler;
}

function dispatch(event) {
  this[HANDLERS][event.type]?.(event);
}

/** Make `root` show `children`; if what had the keyboard focus is gone, the element with `data-focus` takes it. */
function redraw(root, children) {
  const focused = root.contains(document.activeElement) ? document.activeElement : null;
  const fresh = h("div", {}, children);
  morphChildren(root, fresh);
  if (focused && (!root.contains(focused) || focused.disabled)) root.querySelector("[data-focus]")?.focus({ preventScroll: true });
}

// Elements are changed and not replaced: a redraw between pressing and releasing a key or button would lose the click.
function morphChildren(old, fresh) {
  const wanted = [...fresh.childNodes];
  wanted.forEach((node, i) => {
    const there = old.childNodes[i];
    if (!there) old.append(node);
    else if (isSame(there, node)) morph(there, node);
    else there.replaceWith(node);
  });
  while (old.childNodes.length > wanted.length) old.lastChild.remove();
}

function isSame(old, fresh) {
  return old.nodeName === fresh.nodeName && old.dataset?.key === fresh.dataset?.key;
}

function morph(old, fresh) {
  if (old.nodeType === Node.TEXT_NODE) {
    if (old.data !== fresh.data) old.data = fresh.data;
    return;
  }
  for (const { name } of [...old.attributes]) if (!fresh.hasAttribute(name)) old.removeAttribute(name);
  for (const { name, value } of fresh.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  for (const property of ["checked", "disabled", "value"]) {
    if (property in fresh && old[property] !== fresh[property]) old[property] = fresh[property];
  }
  const gone = Object.keys(old[HANDLERS] ?? {}).filter((event) => !(event in (fresh[HANDLERS] ?? {})));
  for (const event of gone) delete old[HANDLERS][event];
  for (const [event, handler] of Object.entries(fresh[HANDLERS] ?? {})) listen(old, event, handler);
  morphChildren(old, fresh);
}

const PATIENCE_MS = 5000;
const NOT_SAVED = "Not saved yet: the kernel does not answer. Run this cell again (Shift+Enter) and repeat your last step.";
const NOT_THERE = "The kernel does not answer. Run this cell again (Shift+Enter).";

/**
 * The line to the kernel. `line.view` is what the kernel last showed; `line.send(action)` returns the action's number and
 * `line.kept(number)` says whether the kernel has answered it. `changed` is called on each new view, and when the
 * kernel stays silent for five seconds; then `line.silent` says so.
 */
export function kernelLine(model, changed) {
  const line = { view: model.get("view"), silent: "", send, kept, close };
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
    // A view may come twice: once without what is private, for the saved notebook, and once whole.
    if (view.turn < line.view.turn || (view.turn === line.view.turn && view.withheld)) return;
    line.view = view;
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
