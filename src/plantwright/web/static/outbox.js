// Presses that wait until the server has heard them: kept by the browser, sent until they are kept there.

const OPENED = indexedDB.open("plantwright", 1);
const opened = new Promise((resolve, reject) => {
  OPENED.onupgradeneeded = () => OPENED.result.createObjectStore("presses", { keyPath: "key" });
  OPENED.onsuccess = () => resolve(OPENED.result);
  OPENED.onerror = () => reject(OPENED.error);
});

const MOST = 200; // presses sent at once

/** The presses of one floor that wait; `told(waiting, refused, away)` hears of every change. */
export class Outbox {
  constructor(floor, told) {
    this.floor = floor;
    this.told = told;
    this.pause = 1000;
    this.sending = false;
    addEventListener("online", () => this.send());
    this.send();
  }

  /** Keep a press; it is on the disk before this returns. */
  async add(press) {
    await change((presses) => presses.put({ ...press, key: newKey(), floor: this.floor }));
    this.told((await this.waiting()).length, {}, false);
    this.send();
  }

  /** The presses that wait, oldest first. */
  async waiting() {
    const all = await change((presses) => presses.getAll(), "readonly");
    return all.filter((one) => one.floor === this.floor).sort((one, other) => one.at - other.at);
  }

  async send() {
    this.asked = true; // what is added while the last answer is awaited is not forgotten
    if (this.sending) return;
    this.sending = true;
    try {
      while (this.asked || (await this.waiting()).length) {
        this.asked = false;
        await this.sendSome();
      }
      this.pause = 1000;
      this.told((await this.waiting()).length, {}, false);
    } catch {
      this.told((await this.waiting()).length, {}, true);
      setTimeout(() => this.send(), this.pause);
      this.pause = Math.min(2 * this.pause, 30_000);
    } finally {
      this.sending = false;
    }
  }

  async sendSome() {
    const some = (await this.waiting()).slice(0, MOST);
    if (!some.length) return;
    const presses = some.map(({ floor, at, ...one }) => ({ ...one, at: new Date(at).toISOString() }));
    const answer = await fetch(`/api/floors/${this.floor}/presses`, {
      method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ presses }),
    });
    if (!answer.ok) throw new Error(`${answer.status}`);
    const said = await answer.json();
    const heard = [...said.kept, ...Object.keys(said.refused)];
    await change((presses) => heard.forEach((key) => presses.delete(key)));
    if (Object.keys(said.refused).length) this.told((await this.waiting()).length, said.refused, false);
  }
}

// crypto.randomUUID is there on secure pages alone; a phone on the shop's network may have come by plain HTTP
function newKey() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((one) => one.toString(16).padStart(2, "0")).join("");
}

async function change(work, mode = "readwrite") {
  const all = (await opened).transaction("presses", mode);
  const request = work(all.objectStore("presses"));
  return new Promise((resolve, reject) => {
    all.oncomplete = () => resolve(request?.result);
    all.onerror = () => reject(all.error);
  });
}
