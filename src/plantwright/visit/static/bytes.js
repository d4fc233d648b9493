// Text to bytes, packed bytes to plain ones, and bytes to whole numbers.

export function bytesOf(text) {
  const letters = atob(text);
  const bytes = new Uint8Array(letters.length);
  for (let at = 0; at < letters.length; at += 1) {
    bytes[at] = letters.charCodeAt(at);
  }
  return bytes;
}

export async function inflated(bytes) {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

// Returns `count` numbers that are written seven bits to a byte, the lowest first: first bytes of all, then second
// bytes of those that have one, and so on.
export function plain(bytes, from, count) {
  const made = new Float64Array(count);
  let open = null;
  let [at, scale] = [from, 1];
  for (let left = count; left > 0; scale *= 128) {
    const next = [];
    for (let place = 0; place < left; place += 1) {
      const byte = bytes[at];
      at += 1;
      const index = open ? open[place] : place;
      made[index] += (byte & 127) * scale;
      if (byte > 127) {
        next.push(index);
      }
    }
    open = next;
    left = next.length;
  }
  return made;
}

// The same for numbers of either sign: 0, 1, 2, 3 stand for 0, -1, 1, -2.
export function signed(bytes, from, count) {
  const made = plain(bytes, from, count);
  for (let place = 0; place < count; place += 1) {
    const value = made[place];
    made[place] = value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }
  return made;
}
