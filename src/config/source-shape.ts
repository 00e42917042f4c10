import { day } from "./day";
import { choice, described, object, text } from "./shape";

/** Where it is said. */
export const sourceMembers = {
  title: text("the title of the page"),
  url: text("an address (https://...)", /^https?:\/\/\S+$/),
  read: described("The day it was read.", day),
  says: described("The sentence itself.", text("the sentence")),
};

export const sourceShape = described("Where it is said.", object("a source", sourceMembers, {}));

/** How well something is founded. */
export const labelShape = choice(["doc", "trace", "inf"]);

export const region = text("a Region (us-west-2)", /^[a-z]{2,}(?:-[a-z]+)+-\d+$/);
