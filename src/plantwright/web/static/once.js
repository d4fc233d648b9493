// A form that changes something is sent once, however often its button is pressed.

const PATIENCE = 8000; // ms after which it may be sent again: the answer did not come

addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  const buttons = [...form.querySelectorAll("button")];
  const free = () => buttons.forEach((one) => (one.disabled = false));
  setTimeout(() => buttons.forEach((one) => (one.disabled = true))); // after it is sent: a disabled button sends no value
  setTimeout(free, PATIENCE);
  addEventListener("pagehide", free, { once: true }); // come back to, the page is as it was
});
