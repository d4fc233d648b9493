// Draws every figure from its inert JSON, fits them to paper and opens what is folded before printing.
(() => {
  "use strict";
  const PAPER = 660; // px that fit between the margins of A4
  const config = { displayModeBar: false, responsive: true, scrollZoom: false, doubleClick: false };
  const boxes = [];
  for (const holder of document.querySelectorAll("script[data-figure]")) {
    const box = document.getElementById(holder.dataset.figure);
    try {
      const figure = JSON.parse(holder.textContent);
      Plotly.newPlot(box, figure.data, figure.layout, config).then(() => { box.dataset.drawn = "yes"; });
      boxes.push(box);
    } catch (error) {
      box.textContent = "This figure could not be drawn; its numbers stand in the tables.";
      console.error(error);
    }
  }
  const resize = (layout) => boxes.forEach((box) => Plotly.relayout(box, layout));
  const folded = () => document.querySelectorAll("details:not([open])");
  let opened = [];
  window.addEventListener("beforeprint", () => {
    opened = [...folded()];
    opened.forEach((one) => { one.open = true; });
    resize({ width: PAPER, autosize: false });
  });
  window.addEventListener("afterprint", () => {
    opened.forEach((one) => { one.open = false; });
    resize({ width: null, autosize: true });
  });
})();
