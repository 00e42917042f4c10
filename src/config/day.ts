import { refuse } from "./yaml-node";
import { text, type Shape } from "./shape";

const digits = text("a day, such as 2027-03-31", /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/);

/** A day of the calendar. */
export const day: Shape<string> = {
  ...digits,
  read(source, node, of) {
    const value = digits.read(source, node, of);
    const date = new Date(`${value}T00:00:00Z`);
    // The 31st of a shorter month comes out as a day of the next.
    if (!Number.isNaN(date.getTime()) && date.toISOString().startsWith(value)) return value;
    throw refuse(source, node, `${of} is ${JSON.stringify(value)}, which is no day of the calendar`, digits.expected);
  },
};
