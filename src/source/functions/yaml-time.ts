const TIME =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:(?:[Tt](\d{1,2}):(\d{1,2}):(\d{1,2})(?:[.,]\d+)?(Z|[-+]\d{2}:\d{2}))|(?: (\d{1,2}):(\d{1,2}):(\d{1,2})(?:[.,]\d+)?))?$/;

/** A point in time as RFC 3339 has it, where a YAML scalar is one; `undefined`: it is none. A day without quotes is midnight. */
export function parseYamlTime(text: string): string | undefined {
  const found = TIME.exec(text);
  if (found === null) return undefined;
  const [, year = "", month = "", day = "", ...rest] = found;
  const [hour = "0", minute = "0", second = "0"] = rest[0] === undefined ? rest.slice(4) : rest;
  const zone = rest[3] ?? "Z";
  const fields = [month, day, hour, minute, second].map((field) => field.padStart(2, "0"));
  const [m = "", d = "", h = "", min = "", s = ""] = fields;
  const date = new Date(`${year}-${m}-${d}T00:00:00Z`);
  // What is no day (the 45th) stays text.
  if (Number.isNaN(date.getTime()) || date.getUTCDate() !== Number(d)) return undefined;
  if (Number(h) > 23 || Number(min) > 59 || Number(s) > 59) return undefined;
  if (/[-+](2[5-9]|[3-9]\d|24:(?!00))|:[6-9]\d$/.test(zone)) return undefined;
  return `${year}-${m}-${d}T${h}:${min}:${s}${/^[-+]00:00$/.test(zone) ? "Z" : zone}`;
}
