// The map of movements: arcs from where to where, circles by size with their bounds, and areas where a place is vague.
import { AttributionControl, LngLatBounds, Map as Chart, NavigationControl, Popup, ScaleControl, setWorkerUrl } from "maplibre-gl";
import { empty, features } from "./flows.js";
import { colour } from "./theme.js";

const HUES = ["cross_border", "internal", "stock", "returned", "sent_back", "unknown", "combatants", "harm", "housing", "need", "other"];
const FONTS = ["system-ui", "sans-serif"];
const PADDING = 48;
const REGION = 25; // degrees within which events are looked at together
const WIDE = 90; // degrees from which on the first view is of one region

function webgl() {
  try {
    return Boolean(document.createElement("canvas").getContext("webgl2"));
  } catch {
    return false;
  }
}

const hued = () => ["match", ["get", "hue"], ...HUES.flatMap((hue) => [hue, colour(`--${hue}`)]), colour("--other")];
const only = (name, value = true) => ["==", ["get", name], value];

function ground(land) {
  return [
    { id: "sea", type: "background", paint: { "background-color": colour("--sea") } },
    { id: "land", type: "fill", source: "land", filter: only("kind", "country"), paint: { "fill-color": colour("--land") } },
    { id: "areas", type: "fill", source: "land", filter: ["in", ["get", "iso3"], ["literal", land]], paint: { "fill-color": colour("--touched") } },
    { id: "divisions", type: "line", source: "land", filter: only("kind", "division"), minzoom: 3, paint: { "line-color": colour("--division"), "line-width": 0.6 } },
    { id: "borders", type: "line", source: "land", filter: ["all", only("kind", "country"), ["!", only("disputed")]], paint: { "line-color": colour("--border"), "line-width": 0.8 } },
    { id: "disputed", type: "line", source: "land", filter: only("disputed"), paint: { "line-color": colour("--border"), "line-width": 0.9, "line-dasharray": [3, 2] } },
  ];
}

function label(id, filter, layout, paint, source = "flows") {
  const halo = { "text-color": colour("--ink"), "text-halo-color": colour("--halo"), "text-halo-width": 1.6 };
  return { id, type: "symbol", source, filter, layout: { "text-font": FONTS, "text-size": 12, ...layout }, paint: { ...halo, ...paint } };
}

function flows() {
  const hue = hued();
  const circle = (id, filter, paint) => ({ id, type: "circle", source: "flows", filter, paint: { "circle-color": hue, ...paint } });
  const line = (id, filter, paint) => ({
    id, type: "line", source: "flows", filter, layout: { "line-cap": "round" }, paint: { "line-color": hue, "line-width": ["get", "width"], ...paint },
  });
  return [
    { id: "vague", type: "fill", source: "flows", filter: only("sort", "area"), paint: { "fill-color": hue, "fill-opacity": 0.1 } },
    line("vague-edge", only("sort", "area"), { "line-width": 1, "line-opacity": 0.7, "line-dasharray": [2, 3] }),
    line("arcs", ["all", only("sort", "arc"), ["!", only("unsure")]], { "line-opacity": 0.75 }),
    line("arcs-unsure", ["all", only("sort", "arc"), only("unsure")], { "line-opacity": 0.75, "line-dasharray": [1.5, 2] }),
    circle("heads", only("sort", "head"), { "circle-radius": ["+", 2, ["get", "width"]] }),
    circle("most", only("sort", "spot"), { "circle-radius": ["get", "most"], "circle-opacity": 0.12, "circle-blur": ["case", ["get", "open"], 0.7, 0] }),
    circle("spots", only("sort", "spot"), {
      "circle-radius": ["get", "radius"], "circle-opacity": ["case", ["get", "unsure"], 0.06, 0.26],
      "circle-blur": ["case", ["get", "vague"], 0.35, 0],
      "circle-stroke-color": hue, "circle-stroke-width": ["case", ["get", "vague"], 0, 1.6], "circle-stroke-opacity": ["case", ["get", "unsure"], 0.5, 1],
    }),
    circle("least", ["all", only("sort", "spot"), [">", ["get", "least"], 0]], { "circle-radius": ["get", "least"], "circle-opacity": 0.25 }),
    label("countries", only("kind", "label"), { "text-field": ["upcase", ["get", "name"]], "text-size": 10, "text-letter-spacing": 0.1, "text-padding": 10, "symbol-sort-key": ["-", 0, ["get", "size"]] }, { "text-color": colour("--soft") }, "land"),
    label("names", only("sort", "name"), { "text-field": ["get", "name"], "text-offset": [0, 1], "text-anchor": "top", "text-size": 11 }, {}),
    label("figures", only("sort", "spot"), { "text-field": ["get", "label"], "text-allow-overlap": false, "text-size": 12.5, "symbol-sort-key": ["-", 0, ["get", "radius"]] }, {}),
  ];
}

function style(element, found) {
  const touched = [...new Set(found.items.flatMap((item) => [...item.from, item.at]).map((place) => place.country))];
  return {
    version: 8,
    sources: { land: { type: "geojson", data: new URL(element.dataset.land, location.href).href }, flows: { type: "geojson", data: features(found) } },
    layers: [...ground(touched), ...flows()],
  };
}

async function fetched(element) {
  const query = new URLSearchParams(location.search);
  const answer = await fetch(`${element.dataset.src}?${element.dataset.fixed ?? query}`, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`${element.dataset.src}: ${answer.status}`);
  return answer.json();
}

/** Events by the part of the world that they are in, that with the most events first. */
function regions(items) {
  const groups = [];
  for (const item of items) {
    const near = groups.find((group) => group.some(({ at }) => Math.hypot(at.lon - item.at.lon, at.lat - item.at.lat) < REGION));
    if (near) near.push(item);
    else groups.push([item]);
  }
  return groups.sort((a, b) => b.length - a.length);
}

function bounds(items) {
  const box = new LngLatBounds();
  for (const item of items) {
    box.extend([item.at.lon, item.at.lat]);
    for (const place of item.from) if (place.level !== "country" || items.length < 3) box.extend([place.lon, place.lat]);
  }
  return box;
}

function listed(spot) {
  const list = document.createElement("ul");
  list.className = "maplist";
  for (const one of JSON.parse(spot.properties.events)) {
    const link = document.createElement("a");
    link.href = one.href;
    link.textContent = one.title;
    const figure = document.createElement("strong");
    figure.textContent = one.figure;
    const line = document.createElement("li");
    line.append(figure, " ", link);
    list.append(line);
  }
  const where = document.createElement("p");
  where.className = "meta";
  where.textContent = spot.properties.accuracy;
  const all = document.createElement("div");
  all.append(list, where);
  return all;
}

/** A button that shows all events, where the first view is of one region. */
class Whole {
  constructor(show) {
    this.button = document.createElement("button");
    this.button.type = "button";
    this.button.dataset.key = "w";
    this.button.addEventListener("click", show);
    this.box = document.createElement("div");
    this.box.className = "maplibregl-ctrl whole";
    this.box.append(this.button);
  }

  show(on, count) {
    this.box.hidden = !on;
    this.button.textContent = `Show all ${count}`;
  }

  onAdd() {
    return this.box;
  }

  onRemove() {
    this.box.remove();
  }
}

async function picture(element, htmx) {
  element.dataset.drawn = "picture";
  const show = () => htmx.ajax("GET", `${element.dataset.picture}${location.search}`, { target: element, swap: "innerHTML" });
  await show();
  return show;
}

async function drawn(element) {
  setWorkerUrl(new URL(element.dataset.worker, location.href).href);
  let found = await fetched(element);
  element.textContent = "";
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const map = new Chart({
    container: element, style: style(element, found), center: [20, 20], zoom: 1, maxZoom: 9, dragRotate: false, pitchWithRotate: false,
    attributionControl: false, cooperativeGestures: true, fadeDuration: 0, locale: { "Map.Title": "Map of movements; the list of events has all of it" },
  });
  map.touchZoomRotate.disableRotation();
  map.addControl(new NavigationControl({ showCompass: false }), "top-right");
  map.addControl(new ScaleControl({ maxWidth: 110 }), "bottom-left");
  map.addControl(new AttributionControl({ compact: false, customAttribution: "Natural Earth" }), "bottom-right");
  const whole = new Whole(() => fit(true));
  map.addControl(whole, "top-left");
  const fit = (all) => {
    let box = bounds(found.items);
    const wide = !box.isEmpty() && box.getEast() - box.getWest() > WIDE;
    if (wide && !all) box = bounds(regions(found.items)[0]);
    whole.show(wide && !all, found.items.length);
    if (!box.isEmpty()) map.fitBounds(box, { padding: PADDING, maxZoom: 6.5, animate: all && !still });
  };
  fit(false);
  for (const layer of ["spots", "most", "areas"]) {
    map.on("mouseenter", layer, () => { if (layer !== "areas") map.getCanvas().style.cursor = "pointer"; });
    map.on("mouseleave", layer, () => { map.getCanvas().style.cursor = ""; });
  }
  map.on("click", "spots", (event) => {
    new Popup({ maxWidth: "22rem" }).setLngLat(event.features[0].geometry.coordinates).setDOMContent(listed(event.features[0])).addTo(map);
  });
  document.addEventListener("panj:theme", () => map.setStyle(style(element, found)));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => map.setStyle(style(element, found)));
  map.once("idle", () => { element.dataset.drawn = "map"; });
  return async () => {
    found = await fetched(element);
    map.getSource("flows")?.setData(found.items.length ? features(found) : empty());
    fit(false);
  };
}

export async function start(element, htmx) {
  let again;
  try {
    again = webgl() ? await drawn(element) : await picture(element, htmx);
  } catch (error) {
    console.warn(error);
    element.textContent = "";
    again = await picture(element, htmx);
  }
  let last = location.search;
  document.addEventListener("htmx:pushedIntoHistory", () => {
    if (location.search === last) return;
    last = location.search;
    again();
  });
}
