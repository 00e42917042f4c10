import type { Value } from "../../values";
import { EvaluationFailure, makeMap, ObjectHole, type Path } from "../functions";
import type { Step } from "../syntax";
import type { Instance } from "./repetition";
import type { Names } from "./scope";

/** The names of a resource's block, or of the inputs of a module call: those of the module around it, and its own. */
export class InstanceNames implements Names {
  constructor(
    private readonly around: Names,
    readonly place: string,
    private readonly instance: Instance,
    private readonly self?: (path: Path) => Value,
  ) {}

  get moduleAddress(): string {
    return this.around.moduleAddress;
  }

  resolve(root: string, steps: readonly Step[]): { value: Value; taken: number } {
    const [first] = steps;
    const name = first?.kind === "attribute-step" ? first.name : "";
    const { each, count } = this.instance;
    if (root === "each" && each !== undefined) {
      if (name === "key") return { value: each.key, taken: 1 };
      if (name === "value") return { value: each.value(), taken: 1 };
      return { value: makeMap(Object.entries({ key: each.key, value: each.value() })), taken: 0 };
    }
    if (root === "count" && name === "index" && count !== undefined) return { value: count, taken: 1 };
    if (root === "self") {
      if (this.self === undefined) throw new EvaluationFailure("self means nothing here");
      return { value: new ObjectHole(this.place, this.self), taken: 0 };
    }
    return this.around.resolve(root, steps);
  }
}
