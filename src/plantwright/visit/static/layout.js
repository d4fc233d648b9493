// Where everything stands on a canvas of a given width: work centers from left to right along the flow.

const EDGE = 12;
const HEAD = 24;
const QUEUE = 36;
const BOX = 30;
const GAP = 4;
const WIDEST = 178;
const NARROWEST = 116;
const BETWEEN = { wide: 34, narrow: 14 };
const BELOW = 22;
const SPREAD = 64;
const AIRY = 1.6; // times as high as it must be, where there is room
const FEW = 2; // columns up to which each is read from above to below
const THIN = 0.3; // ways weaker than this are left out where columns are few
export const SIZE = { box: BOX, head: HEAD, queue: QUEUE };

export function laidOut(track, width, height = 0) {
  const between = width < 560 ? BETWEEN.narrow : BETWEEN.wide;
  const columns = columnsOf(track, width - 2 * EDGE, between);
  const room = width - 2 * EDGE - between * (columns.length - 1);
  const wide = Math.min(WIDEST, Math.floor(room / columns.length));
  const spread = columns.length > 1
    ? Math.min((width - 2 * EDGE - wide * columns.length) / (columns.length - 1), 2.4 * between)
    : 0;
  const left = (width - wide * columns.length - spread * (columns.length - 1)) / 2;
  const cards = track.centers.map(() => null);
  const stacks = columns.map((column) => column.reduce((sum, one) => sum + tall(track, one, wide) + BELOW, -BELOW));
  const highest = Math.max(...stacks, 60);
  const top = Math.max(highest, Math.min(height - 2 * EDGE, AIRY * highest));
  columns.forEach((column, place) => {
    const more = Math.min((top - stacks[place]) / (column.length + 1), SPREAD);
    let y = EDGE + (top - stacks[place] - more * (column.length - 1)) / 2;
    for (const center of column) {
      const high = tall(track, center, wide);
      cards[center] = card(track, center, { x: left + place * (wide + spread), y, w: wide, h: high, column: place });
      y += high + BELOW + more;
    }
  });
  const whole = { width, height: top + 2 * EDGE, cards };
  const least = columns.length > FEW ? 0 : THIN;
  const ways = track.map.arcs.filter(([, , weight]) => weight >= least);
  return { ...whole, edges: ways.map(([from, to, weight]) => edge(cards, from, to, weight)).filter(Boolean) };
}

// Columns of work centers, balanced, in the order of the flow; within one by their lanes.
function columnsOf(track, room, between) {
  const centers = track.centers.length;
  const fits = Math.max(1, Math.floor((room + between) / (NARROWEST + between)));
  const wanted = Math.min(fits, centers, Math.max(3, Math.ceil(Math.sqrt(2.4 * centers))));
  const across = track.centers.map((_, center) => center)
    .sort((a, b) => track.map.places[a][0] - track.map.places[b][0] || a - b);
  const columns = Array.from({ length: wanted }, () => []);
  across.forEach((center, rank) => columns[Math.floor((rank * wanted) / centers)].push(center));
  if (wanted > FEW) {
    columns.forEach((column) => column.sort((a, b) => track.map.places[b][1] - track.map.places[a][1] || a - b));
  }
  return columns;
}

const stationsOf = (track, center) =>
  track.stations.map(([, home], station) => (home === center ? station : -1)).filter((one) => one >= 0);

const perRow = (wide) => Math.max(1, Math.floor((wide - QUEUE - 10 + GAP) / (BOX + GAP)));

function tall(track, center, wide) {
  const rows = Math.ceil(stationsOf(track, center).length / perRow(wide));
  return HEAD + Math.max(rows * (BOX + GAP), 48) + 6;
}

function card(track, center, place) {
  const each = perRow(place.w);
  const boxes = stationsOf(track, center).map((station, at) => ({
    station,
    x: place.x + QUEUE + 4 + (at % each) * (BOX + GAP),
    y: place.y + HEAD + Math.floor(at / each) * (BOX + GAP),
  }));
  return { center, ...place, boxes };
}

function edge(cards, from, to, weight) {
  const [a, b] = [cards[from], cards[to]];
  if (!a || !b || from === to) {
    return null;
  }
  return { from, to, weight, path: pathBetween(a, b) };
}

// A cubic from one card to another: forward from side to side, within a column or backward around the outside.
function pathBetween(a, b) {
  const middle = (one) => one.y + one.h / 2;
  if (b.column > a.column) {
    const [x1, x2] = [a.x + a.w, b.x];
    const reach = Math.max((x2 - x1) * 0.5, 10);
    return [x1, middle(a), x1 + reach, middle(a), x2 - reach, middle(b), x2, middle(b)];
  }
  if (b.column === a.column) {
    const down = b.y > a.y;
    const [y1, y2] = down ? [a.y + a.h, b.y] : [a.y, b.y + b.h];
    const near = Math.abs(y2 - y1) <= BELOW + SPREAD + 2;
    const bow = near ? 0 : a.w * 0.62;
    const x = a.x + a.w * (down ? 0.58 : 0.42);
    return [x, y1, x + bow, y1 + (y2 - y1) * 0.3, x + bow, y2 - (y2 - y1) * 0.3, x, y2];
  }
  const [x1, x2] = [a.x, b.x + b.w];
  const sink = 26 + 0.1 * (x1 - x2);
  return [x1, middle(a) + 10, x1 - 24, middle(a) + sink, x2 + 24, middle(b) + sink, x2, middle(b) + 10];
}

// The point at a share of a cubic path.
export function along(path, share) {
  const rest = 1 - share;
  const [a, b, c, d] = [rest ** 3, 3 * rest * rest * share, 3 * rest * share * share, share ** 3];
  return [
    a * path[0] + b * path[2] + c * path[4] + d * path[6],
    a * path[1] + b * path[3] + c * path[5] + d * path[7],
  ];
}

// The path from one card to another, whether or not an edge is drawn.
export function way(layout, from, to) {
  const drawn = layout.edges.find((one) => one.from === from && one.to === to);
  return drawn ? drawn.path : pathBetween(layout.cards[from], layout.cards[to]);
}

// The station under a point; a card with one station is that station.
export function stationAt(layout, x, y) {
  const inside = (one, w, h) => x >= one.x - 2 && x <= one.x + w + 2 && y >= one.y - 2 && y <= one.y + h + 2;
  for (const one of layout.cards) {
    if (inside(one, one.w, one.h)) {
      const box = one.boxes.find((some) => inside(some, BOX, BOX));
      return box ? box.station : one.boxes[0].station;
    }
  }
  return -1;
}
