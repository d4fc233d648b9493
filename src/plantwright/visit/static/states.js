// The one state of a station at every instant: checkpoints of time with the state from there on.
import { upTo } from "./spans.js";

export const STATES = ["off", "down", "setup", "process", "blocked", "starved"];
// Where intervals overlap the lower level counts, as in every measure.
const LEVEL = { off: 0, down: 1, maintenance: 1, setup: 2, process: 3 };
const BLOCKED = 4;
const IDLE = 5;
const CODES = 16;

export class States {
  constructor(track, station) {
    const events = changes(track, station);
    const from = new Int32Array(events.length + 1);
    const state = new Uint8Array(events.length + 1);
    const open = new Int32Array(IDLE + 1);
    open[IDLE] = 1;
    [from[0], state[0]] = [-(2 ** 31), IDLE];
    let count = 1;
    for (let at = 0; at < events.length; at += 1) {
      const time = Math.floor(events[at] / CODES);
      const code = events[at] - time * CODES;
      open[code >> 1] += code % 2 === 0 ? -1 : 1;
      if (at + 1 < events.length && Math.floor(events[at + 1] / CODES) === time) {
        continue;
      }
      const level = open.findIndex((one) => one > 0);
      if (level !== state[count - 1]) {
        [from[count], state[count]] = [time, level];
        count += 1;
      }
    }
    this.from = from.slice(0, count);
    this.state = state.slice(0, count);
  }

  // The place of the checkpoint before an instant.
  place(time) {
    return Math.max(upTo(this.from, time) - 1, 0);
  }

  at(time) {
    return this.state[this.place(time)];
  }

  since(time) {
    return this.from[this.place(time)];
  }

  // Pieces [from, to, state] of a span of time.
  pieces(from, to) {
    const made = [];
    for (let at = this.place(from); at < this.from.length && this.from[at] < to; at += 1) {
      const next = at + 1 < this.from.length ? this.from[at + 1] : to;
      made.push([Math.max(this.from[at], from), Math.min(next, to), this.state[at]]);
    }
    return made;
  }
}

// Begins and ends as sorted numbers: time, level, and whether it begins.
function changes(track, station) {
  const [first, last] = track.stationRows[station];
  const closed = track.closed ?? [];
  const events = new Float64Array(4 * (last - first) + 2 * closed.length);
  let count = 0;
  const span = (level, from, to) => {
    if (to > from) {
      events[count] = from * CODES + 2 * level + 1;
      events[count + 1] = to * CODES + 2 * level;
      count += 2;
    }
  };
  for (let row = first; row < last; row += 1) {
    const level = LEVEL[track.kinds[track.kind[row]]];
    if (level !== undefined) {
      span(level, track.start[row], track.end[row]);
      if (level === LEVEL.process) {
        span(BLOCKED, track.end[row], track.left[row]);
      }
    }
  }
  return merged(events.slice(0, count).sort(), closed);
}

// Closed hours are off, but only where nothing happens: work beyond a shift is work.
function merged(events, closed) {
  if (closed.length === 0) {
    return events;
  }
  const made = [];
  let depth = 0;
  let at = 0;
  const idle = [];
  let since = -(2 ** 30);
  for (; at < events.length; at += 1) {
    const time = Math.floor(events[at] / CODES);
    if (depth === 0 && time > since) {
      idle.push([since, time]);
    }
    depth += (events[at] - time * CODES) % 2 === 0 ? -1 : 1;
    since = time;
  }
  idle.push([since, 2 ** 30]);
  let next = 0;
  for (const [from, to] of closed) {
    while (next > 0 && idle[next - 1][1] > from) {
      next -= 1;
    }
    while (next < idle.length && idle[next][1] <= from) {
      next += 1;
    }
    for (let place = next; place < idle.length && idle[place][0] < to; place += 1) {
      const [low, high] = [Math.max(from, idle[place][0]), Math.min(to, idle[place][1])];
      if (high > low) {
        made.push(low * CODES + 1, high * CODES);
      }
    }
  }
  const all = new Float64Array(events.length + made.length);
  all.set(events);
  all.set(made, events.length);
  return all.sort();
}
