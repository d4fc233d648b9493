// The floor on a canvas: stations in the color and letter of their state, queues as dots, orders on their way.
import { along, laidOut, SIZE, stationAt, way } from "./layout.js";
import { named, palette, sized, stateBox } from "./paint.js";
import { STATES } from "./states.js";

const TRIP = 0.7; // s of the visitor's time that a move takes on the screen
const DOTS = 12;
const PER_ROW = 3;

export class Floor {
  // `options`: colors {light, dark}, letters by state, still (no travelling dots), height(width), onchoose(station).
  constructor(canvas, replay, options) {
    this.canvas = canvas;
    this.replay = replay;
    this.options = options;
    this.chosen = -1;
    this.order = 0;
    this.behind = document.createElement("canvas");
    canvas.addEventListener("click", (event) => {
      const station = this.under(event);
      if (station >= 0) {
        options.onchoose?.(station);
      }
    });
    canvas.addEventListener("pointermove", (event) => {
      canvas.style.cursor = this.under(event) >= 0 ? "pointer" : "default";
    });
  }

  under(event) {
    const box = this.canvas.getBoundingClientRect();
    return this.layout ? stationAt(this.layout, event.clientX - box.left, event.clientY - box.top) : -1;
  }

  // Lays everything out anew for a width [px].
  fit(width) {
    this.layout = laidOut(this.replay.track, width, this.options.height?.(width) ?? 0);
    this.ways = new Map();
    this.dress();
  }

  // Reads the colors of the page anew.
  dress() {
    this.look = palette(this.canvas, this.options.colors);
    this.paintBehind();
  }

  paintBehind() {
    const { width, height, cards, edges } = this.layout;
    const pen = sized(this.behind, width, height);
    pen.fillStyle = this.look.paper;
    pen.fillRect(0, 0, width, height);
    edges.forEach((one) => this.paintEdge(pen, one));
    cards.forEach((one) => this.paintCard(pen, one));
  }

  paintEdge(pen, { path, weight }) {
    pen.strokeStyle = this.look.faint;
    pen.globalAlpha = 0.45;
    pen.lineWidth = 0.8 + 3.2 * weight;
    pen.beginPath();
    pen.moveTo(path[0], path[1]);
    pen.bezierCurveTo(...path.slice(2));
    pen.stroke();
    const [x, y] = along(path, 0.94);
    const angle = Math.atan2(path[7] - y, path[6] - x);
    pen.fillStyle = this.look.faint;
    pen.globalAlpha = 0.8;
    pen.beginPath();
    pen.moveTo(path[6], path[7]);
    pen.lineTo(path[6] - 8 * Math.cos(angle - 0.45), path[7] - 8 * Math.sin(angle - 0.45));
    pen.lineTo(path[6] - 8 * Math.cos(angle + 0.45), path[7] - 8 * Math.sin(angle + 0.45));
    pen.fill();
    pen.globalAlpha = 1;
  }

  paintCard(pen, one) {
    pen.fillStyle = this.look.card;
    pen.strokeStyle = this.look.line;
    pen.lineWidth = 1;
    pen.beginPath();
    pen.roundRect(one.x + 0.5, one.y + 0.5, one.w - 1, one.h - 1, 7);
    pen.fill();
    pen.stroke();
    pen.fillStyle = this.look.ink;
    const name = this.replay.track.centers[one.center];
    named(pen, name, one.x + 8, one.y + SIZE.head / 2 + 1, one.w - 16, "600 12.5px system-ui, sans-serif");
  }

  // Draws an instant; `speed` in ticks of the floor per second of the visitor.
  draw(time, speed) {
    const { width, height, cards } = this.layout;
    const pen = sized(this.canvas, width, height);
    pen.drawImage(this.behind, 0, 0, width, height);
    cards.forEach((one) => this.drawCard(pen, one, time));
    if (!this.options.still) {
      this.drawMoves(pen, time, speed);
    }
  }

  drawCard(pen, one, time) {
    this.drawQueue(pen, one, time);
    for (const { station, x, y } of one.boxes) {
      const state = this.replay.stateAt(station, time);
      stateBox(pen, x, y, SIZE.box, state, this.look, this.options.letters[STATES[state]]);
      if (this.holds(this.replay.rowsAt(station, time))) {
        this.ring(pen, x - 2, y - 2, SIZE.box + 4, [4, 3]);
      }
      if (station === this.chosen) {
        this.ring(pen, x - 2, y - 2, SIZE.box + 4, []);
      }
    }
  }

  holds(rows) {
    return this.order > 0 && rows.some((row) => this.replay.track.order[row] === this.order);
  }

  ring(pen, x, y, size, dashes) {
    pen.strokeStyle = dashes.length ? this.look.ink : this.look.accent;
    pen.lineWidth = 3;
    pen.setLineDash(dashes);
    pen.strokeRect(x, y, size, size);
    pen.setLineDash([]);
  }

  drawQueue(pen, one, time) {
    const count = this.replay.queueAt(one.center, time);
    const [x, y] = [one.x + 8, one.y + SIZE.head + 2];
    pen.fillStyle = this.look.ink;
    pen.font = "700 13px system-ui, sans-serif";
    pen.textAlign = "left";
    pen.textBaseline = "middle";
    pen.globalAlpha = count ? 1 : 0.45;
    pen.fillText(String(count), x, y + 5);
    pen.globalAlpha = 1;
    pen.fillStyle = this.look.queue ?? this.look.states.queue;
    for (let at = 0; at < Math.min(count, DOTS); at += 1) {
      pen.beginPath();
      pen.arc(x + 4 + (at % PER_ROW) * 10, y + 17 + Math.floor(at / PER_ROW) * 9, 3.6, 0, 7);
      pen.fill();
    }
    if (this.order > 0 && count && this.holds(this.replay.waitingAt(one.center, time, 64))) {
      this.ring(pen, one.x + 3, y - 4, SIZE.queue - 4, [4, 3]);
    }
  }

  drawMoves(pen, time, speed) {
    const { track, home } = this.replay;
    for (const [row, share] of this.replay.movesAt(time, Math.max(TRIP * speed, 1))) {
      const [x, y] = along(this.wayOf(home[track.station[track.before[row]]], home[track.station[row]]), share);
      const mine = track.order[row] === this.order;
      pen.fillStyle = mine ? this.look.accent : this.look.states.transport;
      pen.strokeStyle = this.look.card;
      pen.lineWidth = 1.5;
      pen.beginPath();
      pen.arc(x, y, mine ? 7 : 4.5, 0, 7);
      pen.fill();
      pen.stroke();
    }
  }

  wayOf(from, to) {
    const key = from * 65536 + to;
    if (!this.ways.has(key)) {
      this.ways.set(key, way(this.layout, from, to));
    }
    return this.ways.get(key);
  }
}
