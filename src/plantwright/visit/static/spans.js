// Which of many spans hold an instant, found by halving and through a tree of latest ends.

// How many of sorted times are at or before `time`.
export function upTo(sorted, time) {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] <= time) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

// Places of values from the least to the greatest; equals keep their order.
export function sortedPlaces(values) {
  const count = values.length;
  const keys = new Float64Array(count);
  let sorted = true;
  for (let at = 0; at < count; at += 1) {
    keys[at] = (values[at] + 2 ** 31) * 2 ** 20 + at;
    sorted &&= at === 0 || values[at - 1] <= values[at];
  }
  if (sorted) {
    return Uint32Array.from(keys, (_, at) => at);
  }
  if (count > 2 ** 20) {
    return new Uint32Array(count).map((_, at) => at).sort((a, b) => values[a] - values[b] || a - b);
  }
  keys.sort();
  return Uint32Array.from(keys, (key) => key % 2 ** 20);
}

export class Spans {
  constructor(names, from, to) {
    const places = sortedPlaces(from);
    this.names = Int32Array.from(places, (at) => names[at]);
    this.from = Int32Array.from(places, (at) => from[at]);
    this.to = Int32Array.from(places, (at) => to[at]);
    this.ends = this.to.slice().sort();
    this.size = 1;
    while (this.size < places.length) {
      this.size *= 2;
    }
    this.latest = new Int32Array(2 * this.size).fill(-(2 ** 31));
    this.latest.set(this.to, this.size);
    for (let node = this.size - 1; node > 0; node -= 1) {
      this.latest[node] = Math.max(this.latest[2 * node], this.latest[2 * node + 1]);
    }
  }

  // How many spans hold the instant.
  count(time) {
    return upTo(this.from, time) - upTo(this.ends, time);
  }

  // Names of the spans that hold the instant, the earliest first, at most `most`.
  at(time, most = Infinity) {
    const found = [];
    this.search(1, 0, this.size, upTo(this.from, time), time, most, found);
    return found;
  }

  search(node, first, width, end, time, most, found) {
    if (first >= end || this.latest[node] <= time || found.length >= most) {
      return;
    }
    if (width === 1) {
      found.push(this.names[first]);
      return;
    }
    this.search(2 * node, first, width / 2, end, time, most, found);
    this.search(2 * node + 1, first + width / 2, width / 2, end, time, most, found);
  }
}
