// One order from release to finish: its steps, how long it waited before each, and the parts of its time.
import { rowsOfOrder, FLAG } from "./track.js";

export const PARTS = ["queue", "setup", "process", "blocked", "transport"];

// Steps of an order in the order of time, times in ticks; what the window does not hold is null.
export function journeyOf(track, order) {
  const steps = [];
  let before = null;
  for (const row of rowsOfOrder(track, order)) {
    const kind = track.kinds[track.kind[row]];
    if (kind !== "attend") {
      const step = stepOf(track, row, kind, before);
      steps.push(step);
      before = step;
    }
  }
  const released = track.released[order - 1];
  return {
    steps,
    released: Number.isNaN(released) ? null : released,
    due: Number.isNaN(track.due[order - 1]) ? null : track.due[order - 1],
    completed: Number.isNaN(track.completed[order - 1]) ? null : track.completed[order - 1],
  };
}

function stepOf(track, row, kind, before) {
  const flags = track.flags[row];
  const since = before && before.kind === "setup" && before.station === track.station[row]
    ? Math.max(before.left, track.ready[row])
    : track.ready[row];
  const start = flags & FLAG.noStart ? null : track.start[row];
  return {
    row,
    kind,
    station: track.station[row],
    operation: track.operations[track.operation[row] - 1] ?? "",
    ready: flags & FLAG.noReady ? null : since,
    moved: flags & FLAG.noReady || !before ? 0 : Math.max(since - before.left, 0),
    waits: Boolean(flags & FLAG.waits),
    start,
    end: flags & FLAG.noEnd ? null : track.end[row],
    left: track.left[row],
  };
}

// Where an order's time went up to an instant, in ticks.
export function partsOf(journey, time) {
  const parts = Object.fromEntries(PARTS.map((one) => [one, 0]));
  const add = (part, from, to) => {
    if (from !== null && to !== null && Math.min(to, time) > from) {
      parts[part] += Math.min(to, time) - from;
    }
  };
  for (const step of journey.steps) {
    add("queue", step.ready, step.start ?? (step.waits ? time : null));
    add(step.kind === "setup" ? "setup" : "process", step.start, step.end ?? time);
    add("blocked", step.end, step.end === null ? null : step.left);
    if (step.moved > 0 && step.ready !== null) {
      add("transport", step.ready - step.moved, step.ready);
    }
  }
  return parts;
}

// Which step an order is at, waiting before it included; -1 before the first, the count after the last.
export function stepAt(journey, time) {
  const { steps } = journey;
  if (!steps.length || time < Math.min(steps[0].ready ?? Infinity, steps[0].start ?? Infinity, steps[0].left)) {
    return -1;
  }
  const at = steps.findIndex((one) => time < one.left || one.waits);
  return at < 0 ? steps.length : at;
}
