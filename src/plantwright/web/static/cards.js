// A page of cards: each figure is fetched and drawn once it comes into view.

import { draw, keep, night } from "./figures.js";

const { run, page } = document.querySelector("#cards").dataset;
const texts = new Map();

async function show(box) {
  if (!texts.has(box)) {
    texts.set(box, ""); // asked for; not twice
    const answer = await fetch(`/api/runs/${run}/pages/${page}/${encodeURIComponent(box.dataset.card)}/figure`);
    if (!answer.ok) throw new Error(`the server answered ${answer.status}`);
    texts.set(box, await answer.text());
  }
  const text = texts.get(box);
  if (text) await draw(box, text);
}

function undrawn(box, error) {
  texts.delete(box);
  box.textContent = `This figure could not be drawn (${error.message}); its numbers stand below.`;
}

const seen = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      seen.unobserve(target);
      show(target).catch((error) => undrawn(target, error));
    }
  },
  { rootMargin: "400px" },
);
const boxes = [...document.querySelectorAll(".plot")];
boxes.forEach((box) => seen.observe(box));

night.addEventListener("change", () => boxes.filter((box) => texts.get(box)).forEach((box) => draw(box, texts.get(box))));
window.addEventListener("beforeprint", () => document.querySelectorAll("details").forEach((one) => (one.open = true)));

for (const button of document.querySelectorAll("[data-keep]")) {
  button.addEventListener("click", async () => {
    const card = button.closest(".card");
    const box = card.querySelector(".plot");
    await show(box);
    await keep(box, button.dataset.keep, `${page}-${card.id}`);
  });
}
