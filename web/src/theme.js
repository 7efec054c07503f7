// The theme: as the system has it, light, or dark. The server reads the cookie, so that no page flashes.
const ORDER = ["system", "light", "dark"];
const YEAR = 365 * 24 * 3600;

export function startTheme() {
  addEventListener("click", (event) => {
    if (event.target.closest("[data-theme-button]")) turn();
  });
}

export function turn() {
  const root = document.documentElement;
  const now = ORDER[(ORDER.indexOf(root.dataset.theme || "system") + 1) % ORDER.length];
  if (now === "system") delete root.dataset.theme;
  else root.dataset.theme = now;
  document.cookie = `panj_theme=${now}; Path=/; Max-Age=${YEAR}; SameSite=Strict`;
  const button = document.querySelector("[data-theme-button]");
  button?.setAttribute("aria-label", `Theme: ${now}`);
  button?.setAttribute("title", `Theme: ${now} (t)`);
  document.dispatchEvent(new CustomEvent("panj:theme"));
}

/** The colour of a CSS variable as the browser resolves it now. */
export function colour(name, within = document.body) {
  const probe = document.createElement("span");
  probe.style.color = `var(${name})`;
  within.append(probe);
  const found = getComputedStyle(probe).color;
  probe.remove();
  return found;
}
