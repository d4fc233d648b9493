// A form that takes files by choosing or dropping.

/** Call `bring(body)` with the files as a form, when they are sent or dropped. */
export function takesFiles(form, bring) {
  const files = form.querySelector("input[type=file]");
  const send = () => {
    const body = new FormData();
    for (const file of files.files) body.append("files", file);
    bring(body);
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send();
  });
  form.addEventListener("dragover", (event) => event.preventDefault());
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    files.files = event.dataTransfer.files;
    send();
  });
}

/** Do something that may be refused; the refusal is told in an output, and the form is still meanwhile. */
export async function attempt(form, what) {
  const told = form.querySelector("output");
  const buttons = form.querySelectorAll("button");
  for (const one of buttons) one.disabled = true;
  told.textContent = "";
  try {
    await what();
  } catch (error) {
    told.textContent = error.told?.() ?? String(error);
    for (const one of buttons) one.disabled = false;
  }
}
