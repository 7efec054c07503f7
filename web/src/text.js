// A report's text and its claims: what is pointed at or chosen on one side is lit on the other.
// The words of claim c_1 are mark#c_1, the claim beside them is li#n-c_1, and each links to the other.
import { choose } from "./keys.js";

const NOTE = "n-";
const sides = (id) => [document.getElementById(id), document.getElementById(NOTE + id)];

/** The id of the claim that an element belongs to, whichever side it stands on. */
function claimOf(element) {
  const there = element.closest?.(`.text mark[id], .claims > li[id^="${NOTE}"]`);
  return there && (there.matches("li") ? there.id.slice(NOTE.length) : there.id);
}

function light(event, on) {
  const id = claimOf(event.target);
  if (!id || (event.relatedTarget && claimOf(event.relatedTarget) === id)) return;
  for (const side of sides(id)) side?.classList.toggle("lit", on);
}

/** From words to their claim: by a click on them, or on the small number behind them. */
function toClaim(event) {
  const note = event.target.closest(".text a.note");
  const id = note ? note.hash.slice(1 + NOTE.length) : event.target.closest(".text") && claimOf(event.target);
  const item = id && document.getElementById(NOTE + id);
  if (!item || (!note && event.target.closest("a"))) return;
  event.preventDefault();
  choose(item);
}

/** From a claim to its words; the small number behind them takes the focus, and leads back. */
function toWords(event) {
  const link = event.target.closest("a[data-words]");
  const mark = link && document.getElementById(link.hash.slice(1));
  if (!mark) return;
  event.preventDefault();
  history.replaceState(null, "", link.hash);
  mark.scrollIntoView({ block: "center" });
  document.querySelector(".text mark.found")?.classList.remove("found");
  mark.classList.add("found");
  document.querySelector(`.text a.note[href="#${CSS.escape(NOTE + mark.id)}"]`)?.focus({ preventScroll: true });
}

export function startText() {
  for (const [name, on] of [["mouseover", true], ["mouseout", false], ["focusin", true], ["focusout", false]]) {
    addEventListener(name, (event) => light(event, on));
  }
  addEventListener("click", toClaim);
  addEventListener("click", toWords);
}
