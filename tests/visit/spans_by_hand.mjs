// Compares spans with a search through all of them: node spans_by_hand.mjs STATIC; prints how many differ.
import { pathToFileURL } from "node:url";

const { Spans } = await import(pathToFileURL(`${process.argv[2]}/spans.js`));
let seed = 7;
const random = (most) => {
  seed = (seed * 1103515245 + 12345) % 2147483648;
  return seed % most;
};
let [looked, wrong] = [0, 0];
for (let round = 0; round < 300; round += 1) {
  const count = random(40);
  const from = Array.from({ length: count }, () => random(60) - 20);
  const to = from.map((one) => one + random(20));
  const spans = new Spans(from.map((_, at) => at), from, to);
  for (let time = -25; time < 65; time += 1) {
    const truth = from.map((_, at) => at).filter((at) => from[at] <= time && time < to[at]);
    const found = spans.at(time);
    looked += 1;
    const same = JSON.stringify(found.slice().sort((a, b) => a - b)) === JSON.stringify(truth);
    const first = spans.at(time, 2).every((one, at) => one === found[at]);
    wrong += same && first && spans.count(time) === truth.length ? 0 : 1;
  }
}
process.stdout.write(JSON.stringify({ looked, wrong }));
