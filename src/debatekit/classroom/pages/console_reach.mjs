// Whether phones can reach the class, and what to do where they cannot.
import { h } from "../../widgets/dom.mjs";

/** What the server knows of its way to the room, in plain words. */
export function reach(desk) {
  const { reach: known } = desk.state;
  if (!known) return null;
  if (!known.open_to_room && desk.state.people.count > 0) {
    return h("p", { class: "console-reach dk-small" }, "Only this computer can reach the class; for phones, start it with ", h("code", {}, "--host 0.0.0.0"), ".");
  }
  if (!known.open_to_room) {
    return notice("Only this computer can reach the class.", [
      "Phones cannot come in yet. Stop the server with Ctrl+C and start it again, open to the room:",
      h("code", {}, "python3 course.py class --host 0.0.0.0"),
      "It goes on where it was."]);
  }
  if (known.others_seen > 0) {
    return h("p", { class: "console-reach" }, h("strong", {}, "✓ Phones can reach the class. "), `${known.others_seen === 1 ? "One other device has" : `${known.others_seen} other devices have`} come so far.`);
  }
  return notice("No phone has come yet.", [
    `Try it with your own phone, in the Wi-Fi of the students: ${desk.state.join.short}`,
    known.addresses?.length > 1 && `This computer has more than one address. If the first does not answer, try: ${known.addresses.join(", ")}.`,
    desk.fold("reach", { kind: "console-fold", title: "If the page does not load" },
      h("ul", {},
        h("li", {}, "University Wi-Fi often keeps devices apart from each other. Then no setting of this computer helps."),
        h("li", {}, "A hotspot of a phone or laptop, which all join, works for a small class."),
        h("li", {}, "For a lecture, ask for a server that students can reach: the course’s JupyterHub can run the class."),
        h("li", {}, "If a firewall of this computer asks whether to let the program in, say yes for this network."),
        h("li", {}, "A vote still works by show of hands: open it, count, and type the numbers under “Show of hands”."))),
  ]);
}

function notice(title, parts) {
  return h("div", { class: "console-reach console-warn" }, h("p", {}, h("strong", {}, title)), parts.filter(Boolean).map((part) => (typeof part === "string" ? h("p", { class: "dk-small" }, part) : part)));
}
