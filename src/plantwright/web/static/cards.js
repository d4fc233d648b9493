// A page of cards: each figure is fetched and drawn once it comes into view.

import { drawWhenSeen, keep } from "./figures.js";

const { run, page } = document.querySelector("#cards").dataset;
const show = drawWhenSeen(
  [...document.querySelectorAll(".plot")],
  (box) => `/api/runs/${run}/pages/${page}/${encodeURIComponent(box.dataset.card)}/figure`,
  "; its numbers stand below",
);
window.addEventListener("beforeprint", () => document.querySelectorAll("details").forEach((one) => (one.open = true)));

for (const button of document.querySelectorAll("[data-keep]")) {
  button.addEventListener("click", async () => {
    const card = button.closest(".card");
    const box = card.querySelector(".plot");
    await show(box);
    await keep(box, button.dataset.keep, `${page}-${card.id}`);
  });
}
