// Counts what is really drawn, for benchmarks: frames, and the longest while between two of them.

const KEPT = 240;

export class Frames {
  constructor() {
    this.count = 0;
    this.times = [];
    this.work = [];
  }

  drawn(began, ended) {
    this.count += 1;
    this.times.push(began);
    this.work.push(ended - began);
    if (this.times.length > KEPT) {
      this.times.shift();
      this.work.shift();
    }
  }

  // Over the last frames: how many a second, how long one took to draw, and the longest while between two [ms].
  report() {
    const gaps = this.times.slice(1).map((one, at) => one - this.times[at]);
    const whole = gaps.reduce((sum, one) => sum + one, 0);
    return {
      count: this.count,
      perSecond: whole > 0 ? (1000 * gaps.length) / whole : 0,
      longest: Math.max(0, ...gaps),
      work: this.work.reduce((sum, one) => sum + one, 0) / Math.max(this.work.length, 1),
    };
  }
}
