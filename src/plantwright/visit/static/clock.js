// One clock for as many floors as look at it: it plays, pauses, jumps and changes its speed.

export const SPEEDS = [1, 10, 30, 60, 120, 300, 900, 1800, 3600, 14400, 43200];

export class Clock {
  // `span` and times in ticks of `tick` seconds; speeds in seconds of the floor per second of the visitor.
  constructor(span, tick) {
    this.span = span;
    this.tick = tick;
    this.time = 0;
    this.speed = SPEEDS[5];
    this.playing = false;
    this.skip = null;
    this.listeners = new Set();
  }

  heard(listener) {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  told() {
    this.listeners.forEach((one) => one(this));
  }

  play(on = !this.playing) {
    this.playing = on && this.span > 0;
    if (this.playing && this.time >= this.span) {
      this.time = 0;
    }
    this.told();
  }

  seek(time) {
    this.time = Math.min(Math.max(time, 0), this.span);
    this.told();
  }

  step(seconds) {
    this.seek(this.time + seconds / this.tick);
  }

  setSpeed(speed) {
    this.speed = speed;
    this.told();
  }

  faster(steps) {
    const at = SPEEDS.findIndex((one) => one >= this.speed);
    this.setSpeed(SPEEDS[Math.min(Math.max((at < 0 ? SPEEDS.length - 1 : at) + steps, 0), SPEEDS.length - 1)]);
  }

  // Moves on by `seconds` of the visitor's time; `skip(time)` may say where to go on instead.
  advance(seconds) {
    if (!this.playing) {
      return;
    }
    const next = this.time + (seconds * this.speed) / this.tick;
    this.time = Math.min(this.skip ? this.skip(next) : next, this.span);
    if (this.time >= this.span) {
      this.playing = false;
      this.told();
    }
  }
}
