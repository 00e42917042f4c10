import type { Value } from "../../values";
import { EvaluationFailure } from "./failure";
import * as parameter from "./parameters";
import { opaque, type TerraformFunction } from "./terraform-function";
import { asKnownText } from "./text-parts";
import {
  type Calendar,
  calendarOf,
  offsetText,
  parseDuration,
  parseTimestamp,
  type Timestamp,
  timestampText,
  two,
} from "./timestamp";

/** Functions over points in time. */
export const DATES: Readonly<Record<string, TerraformFunction>> = {
  formatdate: opaque([parameter.text, parameter.text], ([format, time]) => {
    const timestamp = timestampOf(time);
    return tokensOf(asKnownText(format))
      .map((token) => formatToken(token, timestamp))
      .join("");
  }),
  timeadd: opaque([parameter.text, parameter.text], ([time, added], { unsettled }) => {
    const { nanoseconds, offset } = timestampOf(time);
    const duration = parseDuration(asKnownText(added));
    if (duration === undefined) throw new EvaluationFailure("the text is no duration");
    return timestampText({ nanoseconds: nanoseconds + duration, offset }) ?? unsettled();
  }),
  timecmp: opaque([parameter.text, parameter.text], (times, { unsettled }) => {
    // Go reads some texts here that are not quite RFC 3339.
    if (times.some((time) => parseTimestamp(asKnownText(time)) === undefined && LENIENT.test(asKnownText(time)))) {
      return unsettled();
    }
    const [one = 0n, other = 0n] = times.map((time) => timestampOf(time).nanoseconds);
    return one < other ? -1 : Number(one > other);
  }),
};

const LENIENT = /^\d{4}-\d{2}-\d{2}T\d{1,2}:\d{2}:\d{2}([.,]\d+)?(Z|[-+]\d{2}:\d{2})$/;

function timestampOf(time: Value | undefined): Timestamp {
  const timestamp = parseTimestamp(asKnownText(time));
  if (timestamp === undefined) throw new EvaluationFailure("the text is no timestamp of RFC 3339");
  return timestamp;
}

/** A text in single quotes, a letter as often as it is repeated, or anything else. */
function tokensOf(format: string): string[] {
  const tokens: string[] = [];
  for (let at = 0; at < format.length;) {
    const [token = ""] = format.startsWith("'", at)
      ? [quotedAt(format, at)]
      : (/^(?:([A-Za-z])\1*|[^A-Za-z']+)/.exec(format.slice(at)) ?? []);
    tokens.push(token);
    at += token.length;
  }
  return tokens;
}

function quotedAt(format: string, start: number): string {
  if (format.startsWith("''", start)) return "''";
  for (let at = start + 1; at < format.length; at++) {
    if (format.charAt(at) !== "'") continue;
    if (format.charAt(at + 1) !== "'") return format.slice(start, at + 1);
    at++;
  }
  return format.slice(start);
}

function formatToken(token: string, timestamp: Timestamp): string {
  if (token.startsWith("'")) {
    if (token.length === 1 || !token.endsWith("'")) throw new EvaluationFailure("a quote is not closed");
    return token === "''" ? "'" : token.slice(1, -1).replace(/''?/g, "'");
  }
  if (!/^[A-Za-z]/.test(token)) return token;
  const form = FORMS[token];
  if (form === undefined) throw new EvaluationFailure("a letter of the date format is not understood");
  return form(calendarOf(timestamp), timestamp);
}

const MONTHS = "January February March April May June July August September October November December".split(" ");
const DAYS = "Sunday Monday Tuesday Wednesday Thursday Friday Saturday".split(" ");

const FORMS: Readonly<Record<string, (calendar: Calendar, timestamp: Timestamp) => string>> = {
  YY: ({ year }) => two(year % 100),
  YYYY: ({ year }) => String(year).padStart(4, "0"),
  M: ({ month }) => String(month),
  MM: ({ month }) => two(month),
  MMM: ({ month }) => (MONTHS[month - 1] ?? "").slice(0, 3),
  MMMM: ({ month }) => MONTHS[month - 1] ?? "",
  D: ({ day }) => String(day),
  DD: ({ day }) => two(day),
  EEE: ({ weekday }) => (DAYS[weekday] ?? "").slice(0, 3),
  EEEE: ({ weekday }) => DAYS[weekday] ?? "",
  h: ({ hour }) => String(hour),
  hh: ({ hour }) => two(hour),
  H: ({ hour }) => String(hour % 12 || 12),
  HH: ({ hour }) => two(hour % 12 || 12),
  AA: ({ hour }) => (hour < 12 ? "AM" : "PM"),
  aa: ({ hour }) => (hour < 12 ? "am" : "pm"),
  m: ({ minute }) => String(minute),
  mm: ({ minute }) => two(minute),
  s: ({ second }) => String(second),
  ss: ({ second }) => two(second),
  Z: (_, { offset }) => (offset === 0 ? "Z" : offsetText(offset, ":")),
  ZZZ: (_, { offset }) => (offset === 0 ? "UTC" : offsetText(offset, "")),
  ZZZZ: (_, { offset }) => offsetText(offset, ""),
  ZZZZZ: (_, { offset }) => offsetText(offset, ":"),
};
