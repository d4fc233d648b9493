// What a visitor did, kept in the browser under the visit's own name; without storage it lives as long as the page.

export class Store {
  constructor(key) {
    this.key = key;
    this.kept = true;
  }

  read() {
    try {
      return JSON.parse(localStorage.getItem(this.key)) ?? {};
    } catch {
      this.kept = false;
      return {};
    }
  }

  write(value) {
    try {
      localStorage.setItem(this.key, JSON.stringify(value));
      this.kept = true;
    } catch {
      this.kept = false;
    }
    return this.kept;
  }
}
