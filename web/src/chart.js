// An event's course: claims as points, running totals as steps, bounds as a band. And the timeline that brushes the map.
import uPlot from "uplot";
import { colour } from "./theme.js";

const DAY = 86400;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec"];
const FONT = "12px system-ui, sans-serif";
const stamp = (iso) => Date.UTC(+iso.slice(0, 4), +iso.slice(5, 7) - 1, +iso.slice(8, 10)) / 1000;
const iso = (seconds) => new Date(seconds * 1000).toISOString().slice(0, 10);
const compact = new Intl.NumberFormat("en", { notation: "compact" });
const utc = (seconds) => uPlot.tzDate(new Date(seconds * 1000), "Etc/UTC");

/** Days, months and years under a chart: nothing here is known to the hour. */
function dates(_, found) {
  const apart = found.length > 1 ? (found[1] - found[0]) / DAY : 1;
  return found.map((seconds, n) => {
    const day = new Date(seconds * 1000);
    const [dom, month, year] = [day.getUTCDate(), MONTHS[day.getUTCMonth()], day.getUTCFullYear()];
    const fresh = n === 0 || new Date(found[n - 1] * 1000).getUTCFullYear() !== year;
    const text = apart < 27 ? `${dom} ${month}` : apart < 360 ? month : "";
    if (!text) return String(year);
    return fresh ? `${text}\n${year}` : text;
  });
}

function axes(counts) {
  const line = { stroke: colour("--soft"), grid: { stroke: colour("--rule"), width: 1 }, ticks: { show: false }, font: FONT };
  const days = { ...line, space: 64, incrs: [1, 2, 5, 7, 14, 30.4375, 91.3125, 182.625, 365.25, 730.5, 1826.25].map((n) => n * DAY), values: dates };
  return [days, { ...line, size: 52, space: 36, values: (_, found) => found.map((v) => (counts && v % 1 ? "" : compact.format(v))) }];
}

async function data(element) {
  const asked = element.dataset.chart === "timeline" ? location.search : "";
  const answer = await fetch(element.dataset.src + asked, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`${element.dataset.src}: ${answer.status}`);
  return answer.json();
}

/** Draws, and again when the theme or the width changes; gives what draws again. */
function kept(element, make) {
  let plot = null;
  const draw = () => {
    plot?.destroy();
    plot = make(Math.max(240, element.clientWidth));
  };
  draw();
  document.addEventListener("panj:theme", draw);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
  let width = element.clientWidth;
  new ResizeObserver(() => {
    if (Math.abs(element.clientWidth - width) < 4) return;
    width = element.clientWidth;
    draw();
  }).observe(element);
  return draw;
}

function course(element, found) {
  const days = [...new Set([...found.series, ...found.claims].map((p) => stamp(p.date)))].sort((a, b) => a - b);
  const at = (points, name) => {
    const known = new Map(points.map((p) => [stamp(p.date), p[name]]));
    return days.map((day) => known.get(day) ?? null);
  };
  // Claims of one day stand above one another: one row of points for each.
  const rows = [];
  for (const claim of found.claims) {
    const row = rows.find((one) => !one.some((p) => p.date === claim.date)) ?? rows[rows.push([]) - 1];
    row.push(claim);
  }
  const best = at(found.series, "best");
  const hue = `--${found.hue}`;
  const steps = found.metric === "cumulative" ? { paths: uPlot.paths.stepped({ align: 1 }) } : { paths: uPlot.paths.linear() };
  const margin = days.length ? Math.max(2 * DAY, (days[days.length - 1] - days[0]) * 0.04) : DAY;
  const limits = days.length ? [days[0] - margin, days[days.length - 1] + margin] : [0, DAY];
  kept(element, (width) => new uPlot({
    width, height: 240, tzDate: utc, legend: { show: false }, cursor: { y: false, points: { show: false } },
    scales: { x: { range: limits }, y: { range: (_, low, high) => [0, (high || 1) * 1.12] } },
    axes: axes(true),
    series: [
      {},
      { stroke: "transparent", points: { show: false }, spanGaps: true, ...steps },
      { stroke: "transparent", points: { show: false }, spanGaps: true, ...steps },
      { stroke: colour(hue), width: 2, spanGaps: true, points: { show: true, size: 6, fill: colour(hue) }, ...steps },
      ...rows.map(() => ({ paths: () => null, points: { show: true, size: 9, width: 1.5, stroke: colour("--ink"), fill: colour("--paper") } })),
    ],
    bands: [{ series: [2, 1], fill: colour(`--band-${found.hue}`) }],
  }, [days, at(found.series, "low"), at(found.series, "high"), best, ...rows.map((row) => at(row, "value"))], element));
}

function timeline(element, known) {
  let found = known;
  const brushed = (plot) => {
    const { left, width } = plot.select;
    if (width < 2) return;
    const [from, to] = [plot.posToVal(left, "x"), plot.posToVal(left + width, "x")];
    element.dispatchEvent(new CustomEvent("panj:brush", { bubbles: true, detail: { from: iso(from), to: iso(to) } }));
  };
  const draw = kept(element, (width) => {
    const days = found.bins.map((bin) => stamp(bin.date));
    const limits = days.length ? [days[0] - found.days * DAY, days[days.length - 1] + found.days * DAY] : [0, DAY];
    const plot = new uPlot({
      width, height: 120, tzDate: utc, legend: { show: false },
      cursor: { y: false, drag: { x: true, setScale: false }, points: { show: false } },
      scales: { x: { range: limits }, y: { range: (_, low, high) => [0, Math.max(1, high)] } },
      axes: axes(true),
      series: [{}, { stroke: colour("--cross_border"), fill: colour("--cross_border"), points: { show: false }, paths: uPlot.paths.bars({ size: [0.8, 24, 2] }) }],
      hooks: { setSelect: [brushed] },
    }, [days, found.bins.map((bin) => bin.events)], element);
    const asked = new URLSearchParams(location.search);
    const [from, to] = [asked.get("since"), asked.get("until")];
    if (from || to) {
      const left = plot.valToPos(from ? stamp(from) : limits[0], "x");
      const right = plot.valToPos(to ? stamp(to) + DAY : limits[1], "x");
      plot.setSelect({ left: Math.max(0, left), width: Math.max(2, right - left), top: 0, height: plot.over.clientHeight }, false);
    }
    return plot;
  });
  document.addEventListener("htmx:pushedIntoHistory", async () => {
    found = await data(element);
    draw();
  });
}

export async function start(element) {
  const found = await data(element);
  element.textContent = "";
  (element.dataset.chart === "timeline" ? timeline : course)(element, found);
}
