// Save the picture as a file that stands alone: its styles inside, on white, with its title and its source.
import { s } from "../widgets/svg.mjs";
import { wrap } from "../widgets/wrap.mjs";

// What a style sheet may change, with what holds without one.
const STYLES = { "fill": "", "stroke": "none", "stroke-width": "1px", "stroke-dasharray": "none", "stroke-linecap": "butt", "font-size": "", "font-weight": "400", "text-anchor": "start", "visibility": "visible" };
const FONT = "system-ui, -apple-system, 'Segoe UI', 'DejaVu Sans', sans-serif";
const MARGIN = 24;
const LETTER = 7.8; // pixels, of a letter of a note; wide fonts are no wider
const LARGEST = 8000; // pixels on a side; browsers refuse larger canvases

/** The picture `copy`, which goes into it, as an SVG element of its own, with the styles of the widget's element `el`. `lines` are the title and what stands below it. */
export function standAlone(copy, el, [title, ...notes]) {
  const [, , width, height] = copy.getAttribute("viewBox").split(" ").map(Number);
  // Colours of the light theme, whatever the page has: a file is white.
  const light = document.createElement("div");
  light.className = "dk-on-paper";
  light.append(copy);
  el.firstElementChild.append(light);
  for (const part of copy.querySelectorAll("*")) {
    const style = getComputedStyle(part);
    for (const name of part.nodeName === "g" ? [] : Object.keys(STYLES)) {
      const value = style.getPropertyValue(name);
      if (value === STYLES[name]) part.removeAttribute(name);
      else part.setAttribute(name, value);
    }
  }
  light.remove();
  // On paper nothing can be folded.
  for (const part of copy.querySelectorAll(".dk-ring, .dk-touch, [visibility='hidden']")) part.remove();
  for (const part of copy.querySelectorAll(".dk-more")) if (part.textContent.startsWith("−")) part.remove();
  for (const part of copy.querySelectorAll("*")) for (const { name } of [...part.attributes]) if (/^(class|role|tabindex|aria-.*|data-.*)$/.test(name)) part.removeAttribute(name);
  const rows = notes.flatMap((note) => wrap(note, (width - 2 * MARGIN) / LETTER, (piece) => piece.length));
  const top = MARGIN + 30 + rows.length * 19;
  const total = top + height + MARGIN;
  return s("svg", { xmlns: "http://www.w3.org/2000/svg", width, height: total, viewBox: `0 0 ${width} ${total}`, "font-family": FONT },
    s("title", {}, title),
    s("rect", { width, height: total, fill: "#fff" }),
    s("text", { x: MARGIN, y: MARGIN + 14, "font-size": "20px", "font-weight": 600, fill: "#111" }, title),
    rows.map((row, i) => s("text", { x: MARGIN, y: MARGIN + 40 + i * 19, "font-size": "14px", fill: "#333" }, row)),
    s("g", { transform: `translate(0 ${top})` }, [...copy.childNodes]));
}

/** Download `picture`, as `standAlone` makes it, as the file `name`, which ends in .svg or .png. Resolves to the scale it is drawn at when the browser has it, or fails. */
export async function download(picture, name) {
  const drawn = new Blob([new XMLSerializer().serializeToString(picture)], { type: "image/svg+xml" });
  const [width, height] = ["width", "height"].map((side) => Number(picture.getAttribute(side)));
  const scale = name.endsWith(".png") ? scaleOf(width, height) : 1;
  const file = name.endsWith(".png") ? await painted(drawn, width * scale, height * scale) : drawn;
  const address = URL.createObjectURL(file);
  const link = document.createElement("a");
  [link.href, link.download] = [address, name];
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
  return scale;
}

/** How large a picture of `width` and `height` can be painted: twice its size, for sharp letters, or what a browser still takes. */
export function scaleOf(width, height) {
  return Math.min(2, LARGEST / width, LARGEST / height);
}

async function painted(drawn, width, height) {
  const address = URL.createObjectURL(drawn);
  const image = new Image();
  image.src = address;
  await image.decode();
  URL.revokeObjectURL(address);
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [Math.round(width), Math.round(height)];
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((done, failed) => canvas.toBlob((file) => (file ? done(file) : failed(new Error("the browser made no picture"))), "image/png"));
}
