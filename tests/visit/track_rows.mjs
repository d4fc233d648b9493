// Prints the rows of a track as JSON: node track_rows.mjs STATIC-FOLDER TRACK-FILE
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [folder, file] = process.argv.slice(2);
const { readTrack, FLAG } = await import(pathToFileURL(`${folder}/track.js`));
const track = await readTrack(readFileSync(file, "utf8"));
const word = (words, code) => (code === 0 ? null : words[code - 1]);
const known = (row, flag, value) => (track.flags[row] & flag ? null : value);
const rows = [];
for (let row = 0; row < track.count; row += 1) {
  const [station, center] = track.stations[track.station[row]];
  rows.push({
    station,
    work_center: track.centers[center],
    kind: track.kinds[track.kind[row]],
    reason: word(track.reasons, track.reason[row]),
    order: word(track.orders, track.order[row]),
    product: word(track.products, track.product[row]),
    operation: word(track.operations, track.operation[row]),
    ready: known(row, FLAG.noReady, track.ready[row]),
    start: known(row, FLAG.noStart, track.start[row]),
    end: known(row, FLAG.noEnd, track.end[row]),
    left: known(row, FLAG.noLeft, track.left[row]),
    quantity: track.quantity[row] < 0 ? null : track.quantity[row],
    scrapped: track.scrapped[row] < 0 ? null : track.scrapped[row],
    rework: Boolean(track.flags[row] & FLAG.rework),
  });
}
const orders = track.orders.map((order, place) => ({
  order, released: track.released[place], due: track.due[place], completed: track.completed[place],
}));
process.stdout.write(JSON.stringify({ tick: track.tick, start: track.since, span: track.span, rows, orders }));
