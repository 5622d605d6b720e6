// Elements of a picture.

const NS = "http://www.w3.org/2000/svg";

/** An SVG element: `s("path", {d: "M0 0"}, child)`. */
export function s(tag, attributes, ...children) {
  const element = document.createElementNS(NS, tag);
  for (const [name, value] of Object.entries(attributes ?? {})) if (value !== undefined && value !== null && value !== false) element.setAttribute(name, value);
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}
