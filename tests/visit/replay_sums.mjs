// Prints seconds by station and state, and counts of the queues at some instants: node replay_sums.mjs STATIC TRACK TIMES
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [folder, file, times] = process.argv.slice(2);
const load = (name) => import(pathToFileURL(`${folder}/${name}`));
const { readTrack } = await load("track.js");
const { Replay } = await load("replay.js");
const { STATES } = await load("states.js");
const { journeyOf, partsOf } = await load("journey.js");
const replay = new Replay(await readTrack(readFileSync(file, "utf8")));
const { track, tick, span } = replay;
const sums = Object.fromEntries(track.stations.map(([name], station) => {
  const seconds = Object.fromEntries(STATES.map((one) => [one, 0]));
  for (const [from, to, state] of replay.states[station].pieces(0, span)) {
    seconds[STATES[state]] += (to - from) * tick;
  }
  return [name, seconds];
}));
const looks = JSON.parse(times).map((seconds) => ({
  queues: Object.fromEntries(track.centers.map((name, center) => [name, replay.queueAt(center, seconds / tick)])),
  waiting: Object.fromEntries(track.centers.map((name, center) => [
    name, replay.waitingAt(center, seconds / tick, 1e6).map((row) => track.orders[track.order[row] - 1]).sort(),
  ])),
  wip: replay.wipAt(seconds / tick),
}));
const journeys = track.orders.slice(0, 200).map((name, place) => {
  const journey = journeyOf(track, place + 1);
  const parts = partsOf(journey, span);
  return { name, parts: Object.fromEntries(Object.entries(parts).map(([key, value]) => [key, value * tick])) };
});
process.stdout.write(JSON.stringify({ tick, sums, looks, journeys }));
