// What every page runs: htmx for parts of pages, keys, the theme, and what a page asks for besides (maps, charts).
import htmx from "htmx.org/dist/htmx.esm.js";
import { startKeys } from "./keys.js";
import { startText } from "./text.js";
import { startTheme } from "./theme.js";

/** An address says what was chosen and nothing else. */
function short(event) {
  const { parameters, verb } = event.detail;
  if (verb !== "get") return;
  for (const [name, value] of Object.entries(parameters)) if (value === "") delete parameters[name];
}

/** Maps and charts are loaded where a page has one. */
async function lazily(root) {
  for (const element of root.querySelectorAll("[data-script]:not([data-started])")) {
    element.dataset.started = "yes";
    try {
      const script = await import(new URL(element.dataset.script, location.href).href);
      await script.start(element, htmx);
    } catch (error) {
      console.error(error);
      element.dataset.failed = "yes";
    }
  }
}

/** What was typed into a form that is open is not lost by a slip. */
function keepTyped() {
  addEventListener("beforeunload", (event) => {
    if (document.querySelector("form[data-keep][data-dirty]")) event.preventDefault();
  });
  addEventListener("input", (event) => event.target.closest("form[data-keep]")?.setAttribute("data-dirty", ""));
  addEventListener("submit", (event) => event.target.removeAttribute("data-dirty"), true);
}

/** What is drawn across the timeline becomes the period that is chosen. */
addEventListener("panj:brush", (event) => {
  const form = document.getElementById(event.target.dataset.form);
  form.elements.since.value = event.detail.from;
  form.elements.until.value = event.detail.to;
  htmx.trigger(form, "change");
});
addEventListener("htmx:configRequest", short);
addEventListener("htmx:beforeSwap", (event) => {
  // What the desk says of a mistake is shown where the answer would have been.
  if ([400, 409, 422].includes(event.detail.xhr.status)) event.detail.shouldSwap = true;
});
addEventListener("htmx:afterSwap", () => document.querySelector("[data-focus]")?.focus());
startTheme();
startKeys();
keepTyped();
startText();
if (matchMedia("(max-width: 46rem)").matches) document.querySelector(".choose")?.removeAttribute("open");
htmx.onLoad(() => lazily(document));
document.documentElement.dataset.ready = "yes"; // keys are heard from now on
