// Reads a track: the log of a floor as columns of whole numbers, times in ticks from the window's start.
import { bytesOf, inflated, plain, signed } from "./bytes.js";

export const FORM = "plantwright.track.1";
export const FLAG = { noStart: 1, noEnd: 2, noReady: 4, noLeft: 8, waits: 16, rework: 32 };
const NEITHER = new Set(["station", "flags", "kind", "reason", "lasts", "stays", "operation"]);
const BY_ORDER = new Set(["released", "due", "completed"]);

export async function readTrack(text) {
  const bytes = await inflated(bytesOf(text));
  const length = new DataView(bytes.buffer).getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length)));
  if (header.form !== FORM) {
    throw new Error(`this is ${header.form}, not ${FORM}`);
  }
  return built(header, columnsOf(header, bytes, 4 + length));
}

function columnsOf(header, bytes, begin) {
  const columns = {};
  let at = begin;
  for (const [name, size] of Object.entries(header.columns)) {
    const count = BY_ORDER.has(name) ? header.orders.length : header.rows;
    columns[name] = (NEITHER.has(name) ? plain : signed)(bytes, at, count);
    at += size;
  }
  return columns;
}

function built(header, told) {
  const rows = header.rows;
  const track = { ...header, count: rows };
  track.station = summed(told.station);
  track.kind = Uint8Array.from(told.kind);
  track.flags = Uint8Array.from(told.flags);
  track.reason = Uint16Array.from(told.reason);
  track.operation = Uint16Array.from(told.operation);
  Object.assign(track, timesOf(track.station, told));
  track.order = ordersOf(track.station, told.order);
  Object.assign(track, chainOf(track, header.orders.length));
  const before = track.before;
  track.ready = new Int32Array(rows);
  track.product = new Uint16Array(rows);
  track.quantity = new Float64Array(rows);
  for (const row of track.chain) {
    along(track, told, row, before[row]);
  }
  for (let row = 0; row < rows; row += 1) {
    if (track.order[row] === 0) {
      along(track, told, row, -1);
    }
  }
  track.scrapped = told.scrapped.map((one) => one / 1000);
  Object.assign(track, orderTimes(track, told));
  track.stationRows = ranges(track.station, header.stations.length);
  return track;
}

function along(track, told, row, before) {
  track.ready[row] = told.ready[row] + (before < 0 ? track.start[row] : track.left[before]);
  track.product[row] = told.product[row] + (before < 0 ? 0 : track.product[before]);
  track.quantity[row] = told.quantity[row] / 1000 + (before < 0 ? 0 : track.quantity[before]);
}

function summed(steps) {
  const made = new Uint16Array(steps.length);
  let sum = 0;
  for (let row = 0; row < steps.length; row += 1) {
    sum += steps[row];
    made[row] = sum;
  }
  return made;
}

function timesOf(station, told) {
  const rows = station.length;
  const [start, end, left] = [new Int32Array(rows), new Int32Array(rows), new Int32Array(rows)];
  for (let row = 0; row < rows; row += 1) {
    const earlier = row > 0 && station[row] === station[row - 1] ? left[row - 1] : 0;
    start[row] = earlier + told.start[row];
    end[row] = start[row] + told.lasts[row];
    left[row] = end[row] + told.stays[row];
  }
  return { start, end, left };
}

// 0 stands for no order; a step of 0 says so, and steps back are one less than they seem.
function ordersOf(station, steps) {
  const order = new Int32Array(steps.length);
  let last = 0;
  for (let row = 0; row < steps.length; row += 1) {
    if (row > 0 && station[row] !== station[row - 1]) {
      last = 0;
    }
    if (steps[row] !== 0) {
      last += steps[row] > 0 ? steps[row] : steps[row] + 1;
      order[row] = last;
    }
  }
  return order;
}

// Rows order by order, each by time: `chain`, where each order's begin in it, and the row before each.
function chainOf(track, orders) {
  const first = new Int32Array(orders + 2);
  for (const order of track.order) {
    first[order + 1] += 1;
  }
  for (let order = 1; order < orders + 2; order += 1) {
    first[order] += first[order - 1];
  }
  const none = first[1];
  const all = new Int32Array(track.count);
  const next = first.slice();
  for (let row = 0; row < track.count; row += 1) {
    all[next[track.order[row]]] = row;
    next[track.order[row]] += 1;
  }
  const before = new Int32Array(track.count).fill(-1);
  for (let order = 1; order <= orders; order += 1) {
    sortByTime(all, first[order], first[order + 1], track.start);
    for (let at = first[order] + 1; at < first[order + 1]; at += 1) {
      before[all[at]] = all[at - 1];
    }
  }
  return { chain: all.subarray(none), chainFirst: first.map((one) => one - none), before };
}

function sortByTime(all, from, to, start) {
  for (let at = from + 1; at < to; at += 1) {
    const row = all[at];
    let place = at;
    while (place > from && (start[all[place - 1]] > start[row]
      || (start[all[place - 1]] === start[row] && all[place - 1] > row))) {
      all[place] = all[place - 1];
      place -= 1;
    }
    all[place] = row;
  }
}

// The rows of an order, in the order of its steps.
export function rowsOfOrder(track, order) {
  return track.chain.subarray(track.chainFirst[order], track.chainFirst[order + 1]);
}

function orderTimes(track, told) {
  const count = track.orders.length;
  const made = { released: times(count), due: times(count), completed: times(count) };
  for (let place = 0; place < count; place += 1) {
    const rows = rowsOfOrder(track, place + 1);
    const first = track.start[rows[0]];
    made.released[place] = after(first, told.released[place]);
    const released = made.released[place];
    made.due[place] = after(Number.isNaN(released) ? first : released, told.due[place]);
    made.completed[place] = after(track.left[rows[rows.length - 1]], told.completed[place]);
  }
  return made;
}

function times(count) {
  return new Float64Array(count).fill(NaN);
}

function after(guess, step) {
  return step === 0 ? NaN : guess + (step > 0 ? step - 1 : step);
}

function ranges(station, stations) {
  const made = Array.from({ length: stations }, () => [0, 0]);
  for (let row = 0; row < station.length; row += 1) {
    if (row === 0 || station[row] !== station[row - 1]) {
      made[station[row]] = [row, row];
    }
    made[station[row]][1] = row + 1;
  }
  return made;
}
