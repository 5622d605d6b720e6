// The first page: type the code that the screen in the room shows.
import "./theme.mjs";
import { codeForm } from "./code_form.mjs";
import { h, redraw } from "../../widgets/dom.mjs";

redraw(document.getElementById("welcome"), [
  h("h1", { class: "dk-phone-title" }, "Join a class"),
  h("p", {}, "Type the code of six characters that the screen in your room shows, or scan the square with your camera."),
  codeForm({ code: "" }, (text) => { document.getElementById("message").textContent = text; }),
  h("p", { class: "dk-small" }, "No app and no account is needed. Before anything is asked you read what is kept."),
]);
