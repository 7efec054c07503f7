// Keys: one letter each, named in the page (data-key), listed by "?"; they can be turned off there.
import { turn } from "./theme.js";

const OFF = "panj_keys_off";
const GO = 1200; // milliseconds in which a second letter belongs to "g"
let waiting = 0;

const off = () => localStorage.getItem(OFF) === "yes";
const typing = (target) =>
  target.closest?.("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]");
const visible = (element) => element.checkVisibility();
const items = () => [...document.querySelectorAll("[data-item]")].filter(visible);
const current = () => document.querySelector("[data-item][data-current]");

/** Makes an item the one that keys mean, and shows it. */
export function choose(item, focus = true) {
  current()?.removeAttribute("data-current");
  item.setAttribute("data-current", "");
  if (!focus) return;
  const inner = item.matches("a, button, [tabindex]") ? item : item.querySelector("a, button, summary, [tabindex]");
  inner?.focus({ preventScroll: true });
  item.scrollIntoView({ block: "nearest" });
}

function step(by) {
  const all = items();
  const at = all.indexOf(current());
  const next = at < 0 ? (by > 0 ? 0 : all.length - 1) : at + by;
  if (all[next]) choose(all[next]);
}

function help() {
  const dialog = document.getElementById("keys");
  if (dialog?.open) dialog.close();
  else dialog?.showModal();
}

function press(element) {
  if (element.matches("input, textarea, select")) return element.focus();
  element.click();
  // What a key opens is ready to be filled in, or to be chosen from.
  const opened = element.matches("summary") && element.parentElement.open;
  if (opened) element.parentElement.querySelector("input:not([type=hidden]), select, li a")?.focus();
}

/** Does what the key means here; false where it means nothing. */
function pressed(key) {
  const go = waiting && Date.now() - waiting < GO;
  waiting = 0;
  const name = go ? `g ${key}` : key;
  // The chosen item's own keys come first, then the page's.
  const all = [...(current()?.querySelectorAll("[data-key]") ?? []), ...document.querySelectorAll("[data-key]")];
  const found = all.find((element) => element.dataset.key === name && (go || visible(element)));
  if (found) press(found);
  else if (go) return false;
  else if (key === "g") waiting = Date.now();
  else if (key === "j" || key === "k") step(key === "j" ? 1 : -1);
  else if (key === "t") turn();
  else if (key === "?") help();
  else return false;
  return true;
}

export function startKeys() {
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && typing(event.target)) event.target.blur();
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || typing(event.target)) return;
    if (event.key !== "?" && (off() || document.querySelector("dialog[open]"))) return;
    if (pressed(event.key)) event.preventDefault();
  });
  addEventListener("focusin", (event) => {
    const item = event.target.closest?.("[data-item]");
    if (item && item !== current()) choose(item, false);
  });
  addEventListener("click", (event) => {
    if (event.target.closest("[data-help]")) help();
    if (event.target.closest("[data-close]")) event.target.closest("dialog").close();
  });
  const box = document.querySelector("[data-keys-off]");
  if (!box) return;
  box.checked = off();
  box.addEventListener("change", () => localStorage.setItem(OFF, box.checked ? "yes" : "no"));
}
