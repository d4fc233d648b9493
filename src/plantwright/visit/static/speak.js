// Words, times and lengths of time in the language of the page.

export class Speech {
  constructor(words, language, zone) {
    this.words = words;
    this.language = language;
    const parts = { month: "short", day: "numeric", weekday: "short", hour: "2-digit", minute: "2-digit" };
    this.moment = clockFace(language, zone, { ...parts, second: "2-digit" });
    this.short = clockFace(language, zone, parts);
  }

  say(key, told = {}) {
    const text = this.words[key];
    if (text === undefined) {
      throw new Error(`no words for ${key}`);
    }
    return text.replace(/\{(\w+)\}/g, (whole, name) => (name in told ? String(told[name]) : whole));
  }

  number(value, digits = 0) {
    return new Intl.NumberFormat(this.language, { maximumFractionDigits: digits }).format(value);
  }

  length(seconds) {
    const rounded = Math.round(seconds);
    if (Math.abs(seconds) < 99.5) {
      return this.say("seconds", { n: this.number(seconds, seconds < 10 ? 1 : 0) });
    }
    if (rounded < 5400) {
      return this.say("minutes", { n: this.number(seconds / 60, rounded < 600 ? 1 : 0) });
    }
    if (rounded < 172800) {
      return this.say("hours", { n: this.number(seconds / 3600, 1) });
    }
    return this.say("days", { n: this.number(seconds / 86400, 1) });
  }
}

function clockFace(language, zone, parts) {
  const made = (timeZone) => new Intl.DateTimeFormat(language, { ...parts, timeZone, hourCycle: "h23" });
  try {
    return made(zone);
  } catch {
    return made("UTC"); // a browser without the zone; its name is shown beside the clock
  }
}
