/** Texts that are remembered, and how much of each is looked at to find its place. */
const PLACES = 1024;
const LOOKED_AT = 48;

/**
 * The texts of a message. Most come again and again, as names of attributes and equal policies do: each of them is made once,
 * as long as no other has taken its place.
 */
export class Texts {
  private readonly remembered = new Array<string | undefined>(PLACES);

  constructor(private readonly buffer: Buffer) {}

  read(start: number, end: number): string {
    const place = this.placeOf(start, end);
    const known = this.remembered[place];
    if (known !== undefined && this.stands(known, start, end)) return known;
    const text = this.buffer.toString("utf8", start, end);
    // One character a byte: so it is ASCII, and its characters can be compared with bytes.
    if (text.length === end - start) this.remembered[place] = text;
    return text;
  }

  private placeOf(start: number, end: number): number {
    const { buffer } = this;
    let hash = end - start;
    const last = Math.min(end, start + LOOKED_AT);
    for (let at = start; at < last; at += 1) hash = (hash * 31 + (buffer[at] ?? 0)) & 0xffffff;
    return hash % PLACES;
  }

  private stands(text: string, start: number, end: number): boolean {
    const { buffer } = this;
    if (text.length !== end - start) return false;
    for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) !== buffer[start + at]) return false;
    return true;
  }
}
