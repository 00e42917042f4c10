import type { PlannedValues } from "../../../src/source";
import { Hole, text } from "../../../src/values/value";

/** Resources `aws_r.*` of which the plan knows no more than the shape: `any` and whatever else not even that. */
export const PLANNED: PlannedValues = {
  value: (address, [attribute]) => {
    const name = `${address}.${String(attribute)}`;
    switch (attribute) {
      case "arn":
        return new Hole(name, { shape: "arn" });
      case "name":
        return new Hole(name, { shape: "name" });
      case "account":
        return new Hole("account", { shape: "account" });
      case "key_id":
        return new Hole(name, { shape: "id", fresh: true });
      case "derived":
        return text([
          "arn:aws:iam::",
          new Hole("account", { shape: "account" }),
          ":role/",
          new Hole(`${address}.name`, { shape: "name" }),
        ]);
      default:
        return undefined;
    }
  },
};

/** A condition that is not known, and its opposite. */
export const LOCALS = 'locals {\n  yes = aws_r.c.x == "y"\n  no = !local.yes\n}\n';
