/** A point in time, with the offset from UTC that it was written with. */
export interface Timestamp {
  /** Since 1970, of UTC. */
  readonly nanoseconds: bigint;
  /** In minutes. */
  readonly offset: number;
}

/** The calendar of a {@link Timestamp} where it was written. */
export interface Calendar {
  readonly year: number;
  /** From 1. */
  readonly month: number;
  readonly day: number;
  /** From 0, which is Sunday. */
  readonly weekday: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

const RFC_3339 = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.(\d+))?(?:Z|([-+])(\d{2}):(\d{2}))$/;
const NANOSECONDS = 1_000_000_000n;

/** Reads RFC 3339, every field in its range; `undefined` for any other text. */
export function parseTimestamp(text: string): Timestamp | undefined {
  const found = RFC_3339.exec(text);
  if (found === null) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = found.slice(1, 7).map(Number);
  const [fraction = "", sign = "+", zoneHour = "0", zoneMinute = "0"] = found.slice(7);
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return undefined;
  if (hour > 23 || minute > 59 || second > 59 || Number(zoneHour) > 23 || Number(zoneMinute) > 59) return undefined;
  const offset = (Number(zoneHour) * 60 + Number(zoneMinute)) * (sign === "-" ? -1 : 1);
  const local = new Date(0);
  local.setUTCFullYear(year, month - 1, day);
  local.setUTCHours(hour, minute - offset, second);
  const nanoseconds = BigInt(local.getTime() / 1000) * NANOSECONDS + BigInt(fraction.slice(0, 9).padEnd(9, "0"));
  return { nanoseconds, offset };
}

function daysIn(year: number, month: number): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month, 0);
  return date.getUTCDate();
}

/** The calendar of a point in time. */
export function calendarOf({ nanoseconds, offset }: Timestamp): Calendar {
  const seconds = (nanoseconds - mod(nanoseconds, NANOSECONDS)) / NANOSECONDS;
  const date = new Date((Number(seconds) + offset * 60) * 1000);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    weekday: date.getUTCDay(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
  };
}

function mod(value: bigint, by: bigint): bigint {
  return ((value % by) + by) % by;
}

/** RFC 3339 without a fraction; `undefined` beyond the years of four digits. */
export function timestampText(timestamp: Timestamp): string | undefined {
  const { year, month, day, hour, minute, second } = calendarOf(timestamp);
  if (!(year >= 0 && year <= 9999)) return undefined;
  const [date, time] = [[month, day].map(two), [hour, minute, second].map(two)];
  const zone = timestamp.offset === 0 ? "Z" : offsetText(timestamp.offset, ":");
  return `${String(year).padStart(4, "0")}-${date.join("-")}T${time.join(":")}${zone}`;
}

/** `+05:30`, or without the colon. */
export function offsetText(offset: number, separator: ":" | ""): string {
  const minutes = Math.abs(offset);
  return `${offset < 0 ? "-" : "+"}${two(Math.floor(minutes / 60))}${separator}${two(minutes % 60)}`;
}

/** At least two digits. */
export function two(number: number): string {
  return String(number).padStart(2, "0");
}

const UNITS: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1_000n,
  µs: 1_000n,
  μs: 1_000n,
  ms: 1_000_000n,
  s: NANOSECONDS,
  m: 60n * NANOSECONDS,
  h: 3600n * NANOSECONDS,
};

/** Reads a duration as Go does (`1h30m`, `-1.5h`), in nanoseconds; `undefined` for any other text, or more than 292 years. */
export function parseDuration(text: string): bigint | undefined {
  const [, sign = "", rest = ""] = /^([-+]?)(.*)$/s.exec(text) ?? [];
  if (rest === "0") return 0n;
  if (!/^(?:(?:\d+(?:\.\d*)?|\.\d+)[^\d.]+)+$/.test(rest)) return undefined;
  let total = 0n;
  for (const [, whole = "", fraction = "", letters = ""] of rest.matchAll(/(\d*)\.?(\d*)([^\d.]+)/g)) {
    const unit = UNITS[letters];
    if (unit === undefined) return undefined;
    const digits = fraction.slice(0, 18);
    total += BigInt(`0${whole}`) * unit + (BigInt(`0${digits}`) * unit) / 10n ** BigInt(digits.length);
  }
  const limit = 1n << 63n;
  if (total > limit || (total === limit && sign !== "-")) return undefined;
  return sign === "-" ? -total : total;
}
