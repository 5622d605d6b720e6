// The theme of the device, told to the style sheets as JupyterLab tells its own. Imported for what it does.
const dark = matchMedia("(prefers-color-scheme: dark)");

function follow() {
  document.documentElement.setAttribute("data-jp-theme-light", String(!dark.matches));
}

follow();
dark.addEventListener("change", follow);
