// A track made ready to be looked at: what each station does, who waits, who moves, at any instant.
import { FLAG, rowsOfOrder } from "./track.js";
import { Spans, upTo } from "./spans.js";
import { States } from "./states.js";

export class Replay {
  constructor(track) {
    this.track = track;
    this.span = track.span;
    this.tick = track.tick;
    this.home = track.stations.map(([, center]) => center);
    this.states = track.stations.map((_, station) => new States(track, station));
    this.held = track.stations.map((_, station) => heldBy(track, station));
    this.queues = queuesOf(track, this.home);
    this.moves = movesOf(track, this.home);
    this.releases = track.released.map((one, place) => (Number.isNaN(one) ? firstSeen(track, place + 1) : one)).sort();
    this.completions = sortedKnown(track.completed);
  }

  stateAt(station, time) {
    return this.states[station].at(time);
  }

  // Rows that a station works on, or holds, at an instant.
  rowsAt(station, time, most = 8) {
    return this.held[station].at(time, most);
  }

  queueAt(center, time) {
    return this.queues[center].count(time);
  }

  waitingAt(center, time, most = 12) {
    return this.queues[center].at(time, most);
  }

  // Orders on the floor: released and not completed.
  wipAt(time) {
    return upTo(this.releases, time) - upTo(this.completions, time);
  }

  // Moves under way: [row, share of the way]; a move takes `least` ticks, or as long as was recorded.
  movesAt(time, least, most = 300) {
    const made = [];
    const { depart, rows, slow } = this.moves;
    for (let at = upTo(depart, time) - 1; at >= 0 && depart[at] > time - least && made.length < most; at -= 1) {
      const start = this.track.start[rows[at]];
      if (time < start) {
        made.push([rows[at], (time - depart[at]) / Math.min(least, start - depart[at])]);
      }
    }
    for (const row of slow.at(time, most - made.length)) {
      const from = this.track.left[this.track.before[row]];
      made.push([row, (time - from) / (this.track.ready[row] - from)]);
    }
    return made;
  }

  // The next instant after `time` at which any station does something.
  nextChange(time) {
    let next = Infinity;
    for (const states of this.states) {
      const at = upTo(states.from, time);
      next = at < states.from.length ? Math.min(next, states.from[at]) : next;
    }
    return next;
  }

  // Whether every station is off or without work.
  idleAt(time) {
    return this.states.every((states) => states.at(time) === 0 || states.at(time) === 5);
  }
}

const isWork = (track, row) => {
  const kind = track.kinds[track.kind[row]];
  return kind === "process" || kind === "setup";
};

function heldBy(track, station) {
  const [first, last] = track.stationRows[station];
  const rows = [];
  for (let row = first; row < last; row += 1) {
    if (isWork(track, row) && track.left[row] > track.start[row]) {
      rows.push(row);
    }
  }
  return new Spans(rows, rows.map((row) => track.start[row]), rows.map((row) => track.left[row]));
}

// Since when a row's order waits for it: a lot that is being set up for waits no more.
function waitsSince(track, row) {
  const before = track.before[row];
  const same = before >= 0 && track.station[before] === track.station[row];
  return same && track.kinds[track.kind[before]] === "setup"
    ? Math.max(track.ready[row], track.left[before])
    : track.ready[row];
}

function queuesOf(track, home) {
  const rows = track.centers.map(() => []);
  for (let row = 0; row < track.count; row += 1) {
    if (isWork(track, row) && track.order[row] > 0 && !(track.flags[row] & FLAG.noReady)
      && waitsSince(track, row) < waitsUntil(track, row)) {
      rows[home[track.station[row]]].push(row);
    }
  }
  return rows.map((some) => new Spans(
    some, some.map((row) => waitsSince(track, row)), some.map((row) => waitsUntil(track, row)),
  ));
}

function waitsUntil(track, row) {
  return track.flags[row] & FLAG.waits ? track.span + 1 : track.start[row];
}

function movesOf(track, home) {
  const [quick, slow] = [[], []];
  for (const row of track.chain) {
    const before = track.before[row];
    const moved = before >= 0 && isWork(track, row) && home[track.station[before]] !== home[track.station[row]];
    if (moved && !(track.flags[before] & FLAG.noEnd) && !(track.flags[row] & FLAG.waits && track.ready[row] >= track.span)) {
      (track.ready[row] > track.left[before] ? slow : quick).push(row);
    }
  }
  const from = (row) => track.left[track.before[row]];
  quick.sort((a, b) => from(a) - from(b) || a - b);
  return {
    rows: Int32Array.from(quick),
    depart: Int32Array.from(quick, from),
    slow: new Spans(slow, slow.map(from), slow.map((row) => track.ready[row])),
  };
}

function firstSeen(track, order) {
  return track.start[rowsOfOrder(track, order)[0]];
}

function sortedKnown(times) {
  return times.filter((one) => !Number.isNaN(one)).sort();
}
