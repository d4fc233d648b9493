// Stations as tiles: their state by colour, sign and word, so that none depends on seeing colours.

export const WORDS = { busy: "works", down: "stands still", idle: "idle", unknown: "not recorded yet" };
const SIGNS = { busy: "▶", down: "■", idle: "◦", unknown: "?" };

/** Fill an element of a tile with a station. */
export function fill(tile, station, now = Date.now()) {
  tile.className = `tile ${station.state}`;
  const parts = [SIGNS[station.state], station.station, words(station), since(station, now), pieces(station)];
  const classes = ["sign", "who", "what", "since", "pieces"];
  tile.replaceChildren(...parts.map((text, at) => part(classes[at], text)));
  tile.firstChild.setAttribute("aria-hidden", "true");
}

/** What a station does, in words. */
export function words(station) {
  const about = station.state === "down" ? station.reason : [station.order, station.product].filter(Boolean).join(", ");
  return about && (station.state === "down" || station.state === "busy") ? `${WORDS[station.state]}: ${about}` : WORDS[station.state];
}

/** Read the server's times, which are UTC and do not say so. */
export function moment(text) {
  return Date.parse(/Z|[+-]\d\d:\d\d$/.test(text) ? text : `${text}Z`);
}

function since(station, now) {
  if (!station.since) return "";
  const minutes = Math.max(0, Math.floor((now - moment(station.since)) / 60_000));
  return minutes < 60 ? `for ${minutes} min` : `for ${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

function pieces(station) {
  const scrap = station.scrapped ? `, ${station.scrapped} scrapped` : "";
  return station.quantity || station.scrapped ? `${station.quantity} good${scrap} in 24 h` : "";
}

function part(name, text) {
  const made = document.createElement("span");
  made.className = name;
  made.textContent = text;
  return made;
}
