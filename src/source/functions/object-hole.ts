import { Hole, type Value } from "../../values";

/** Steps into an object: names, and keys or indices. */
export type Path = readonly (string | number)[];

/**
 * A resource as a whole (`each.value` of `for_each = aws_iam_role.r`): an object whose attributes nobody has listed, and of
 * which each is settled when it is asked for.
 */
export class ObjectHole extends Hole {
  constructor(
    address: string,
    readonly at: (path: Path) => Value,
  ) {
    super(address);
  }
}
