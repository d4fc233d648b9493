// Strokes on a canvas that several pictures share: boxes of a state with letter and pattern, names that fit.
import { STATES } from "./states.js";

export const PATTERN = { down: "cross", blocked: "stripes" };
const widths = new Map();

// Colors of the page as it looks now, and those of the states.
export function palette(place, colors) {
  const style = getComputedStyle(place);
  const ink = (name) => style.getPropertyValue(name).trim();
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  const names = ["paper", "card", "ink", "faint", "line", "accent"];
  return { ...Object.fromEntries(names.map((one) => [one, ink(`--${one}`)])), states: colors[dark ? "dark" : "light"] };
}

// Black or white, whichever can be read on a color.
export function readable(color) {
  const parts = [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16) / 255);
  const light = parts.map((one) => (one <= 0.03928 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4));
  return 0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2] > 0.3 ? "#111418" : "#ffffff";
}

export function stateBox(pen, x, y, size, state, look, letter) {
  const name = STATES[state];
  const color = look.states[name];
  pen.fillStyle = color;
  pen.fillRect(x, y, size, size);
  pen.strokeStyle = look.faint;
  pen.lineWidth = 1;
  pen.strokeRect(x + 0.5, y + 0.5, size - 1, size - 1);
  pen.strokeStyle = readable(color);
  pen.globalAlpha = 0.4;
  pen.beginPath();
  if (PATTERN[name] === "cross") {
    pen.moveTo(x + 3, y + 3);
    pen.lineTo(x + size - 3, y + size - 3);
    pen.moveTo(x + size - 3, y + 3);
    pen.lineTo(x + 3, y + size - 3);
  } else if (PATTERN[name] === "stripes") {
    for (let at = 6; at < size; at += 8) {
      pen.moveTo(x + at, y + 2);
      pen.lineTo(x + at, y + size - 2);
    }
  }
  pen.stroke();
  pen.globalAlpha = 1;
  pen.fillStyle = readable(color);
  pen.font = "700 13px system-ui, sans-serif";
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.fillText(letter, x + size / 2, y + size / 2 + 1);
}

// Writes a name that is cut with … where it does not fit.
export function named(pen, text, x, y, room, font) {
  pen.font = font;
  pen.textAlign = "left";
  pen.textBaseline = "middle";
  pen.fillText(fitting(pen, text, room), x, y);
}

function fitting(pen, text, room) {
  const key = `${pen.font}|${Math.round(room)}|${text}`;
  if (!widths.has(key)) {
    let cut = text;
    while (cut.length > 1 && pen.measureText(cut === text ? cut : `${cut}…`).width > room) {
      cut = cut.slice(0, -1);
    }
    widths.set(key, cut === text ? text : `${cut}…`);
  }
  return widths.get(key);
}

// A canvas as sharp as its screen; returns the pen, in CSS pixels.
export function sized(canvas, width, height) {
  const sharp = Math.min(window.devicePixelRatio || 1, 2);
  const [w, h] = [Math.round(width * sharp), Math.round(height * sharp)];
  if (canvas.width !== w || canvas.height !== h) {
    [canvas.width, canvas.height] = [w, h];
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
  }
  const pen = canvas.getContext("2d");
  pen.setTransform(sharp, 0, 0, sharp, 0, 0);
  return pen;
}

// What stations did over a span of time, as bands [[pieces], …] from above to below.
export function strips(canvas, bands, from, to, look, width, high = 18) {
  const pen = sized(canvas, width, bands.length * (high + 4));
  pen.clearRect(0, 0, width, bands.length * (high + 4));
  bands.forEach((pieces, row) => {
    for (const [low, top, state] of pieces) {
      const x = ((low - from) / (to - from)) * width;
      pen.fillStyle = look.states[STATES[state]];
      pen.fillRect(x, row * (high + 4), Math.max(((top - low) / (to - from)) * width, 0.6), high);
    }
    pen.strokeStyle = look.line;
    pen.strokeRect(0.5, row * (high + 4) + 0.5, width - 1, high - 1);
  });
}
