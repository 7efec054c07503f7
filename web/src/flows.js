// Events as the shapes that the map draws.
const RADIUS = { least: 7, most: 34 }; // pixels
const AREA = { country: 120, adm1: 60, adm2: 25, region: 80, line: 20 }; // kilometres: how vague a middle is drawn
const STEPS = 24;
const BEND = 0.16;

const feature = (geometry, properties) => ({ type: "Feature", geometry, properties });
const point = (place) => ({ type: "Point", coordinates: [place.lon, place.lat] });
export const empty = () => ({ type: "FeatureCollection", features: [] });

/** A curve between two points, the shorter way round. */
function curve(from, to) {
  let [x0, y0] = [from.lon, from.lat];
  const [x1, y1] = [to.lon, to.lat];
  if (x1 - x0 > 180) x0 += 360;
  if (x0 - x1 > 180) x0 -= 360;
  const [cx, cy] = [(x0 + x1) / 2 - (y1 - y0) * BEND, (y0 + y1) / 2 + (x1 - x0) * BEND];
  return Array.from({ length: STEPS + 1 }, (_, n) => {
    const [a, b] = [n / STEPS, 1 - n / STEPS];
    return [b * b * x0 + 2 * a * b * cx + a * a * x1, b * b * y0 + 2 * a * b * cy + a * a * y1];
  });
}

function ring(place) {
  const degrees = (AREA[place.level] ?? 40) / 111.2;
  const wide = degrees / Math.max(0.2, Math.cos((place.lat * Math.PI) / 180));
  const turn = (n) => [place.lon + wide * Math.cos((n * Math.PI) / 24), place.lat + degrees * Math.sin((n * Math.PI) / 24)];
  return { type: "Polygon", coordinates: [Array.from({ length: 49 }, (_, n) => turn(n % 48))] };
}

/** Events that stand at one place are one circle, of the size of the largest: figures are never added here. */
function together(items) {
  const spots = new Map();
  for (const item of items) {
    const key = `${item.at.lon.toFixed(2)} ${item.at.lat.toFixed(2)}`;
    if (!spots.has(key)) spots.set(key, []);
    spots.get(key).push(item);
  }
  return [...spots.values()].map((own) => own.sort((a, b) => b.size - a.size));
}

export function features(found) {
  const out = [];
  const named = new Set();
  const size = (value) => (found.largest ? RADIUS.least + (RADIUS.most - RADIUS.least) * Math.sqrt(value / found.largest) : RADIUS.least);
  const name = (place) => {
    const key = `${place.lon} ${place.lat}`;
    if (place.level === "country" || named.has(key)) return;
    named.add(key);
    out.push(feature(point(place), { sort: "name", name: place.name }));
  };
  for (const own of together(found.items)) {
    const [first] = own;
    const kept = { hue: first.hue, unsure: first.unsure, vague: first.at.vague };
    const radius = size(first.size);
    if (first.at.vague) out.push(feature(ring(first.at), { sort: "area", ...kept }));
    for (const item of own) {
      for (const from of item.from) {
        const arc = { hue: item.hue, unsure: item.unsure, width: 1.2 + (3 * size(item.size)) / RADIUS.most };
        const line = curve(from, item.at);
        out.push(feature({ type: "LineString", coordinates: line }, { sort: "arc", ...arc }));
        out.push(feature(from.vague ? ring(from) : point(from), { sort: from.vague ? "area" : "head", ...arc, width: 1 }));
        name(from);
      }
    }
    out.push(feature(point(first.at), {
      sort: "spot", ...kept, radius,
      least: first.low && first.low < first.size ? size(first.low) : 0,
      most: first.high && first.high > first.size ? size(first.high) : first.high === null ? radius + 6 : radius,
      open: first.high === null,
      label: own.length > 1 ? `${first.figure}  +${own.length - 1}` : first.figure,
      accuracy: first.at.accuracy,
      events: own.slice(0, 12).map(({ href, title, figure }) => ({ href, title, figure })),
    }));
    name(first.at);
  }
  return { type: "FeatureCollection", features: out };
}
