// A lesson: each figure is fetched and drawn once it comes into view.

import { drawWhenSeen } from "./figures.js";

drawWhenSeen([...document.querySelectorAll(".plot")], (box) => box.dataset.figure, "");
