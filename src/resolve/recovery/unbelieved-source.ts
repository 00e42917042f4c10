import { compare } from "../../grouping";

/** A part of a plan's source that is not believed, cannot be read or is not there: what it would say stays unknown. */
export interface UnbelievedPart {
  /**
   * `unreadable`: a file that is not what Terraform reads. `missing`: a resource's block, or a module's files. `differs`: what
   * the source makes of it is not what the plan knows. `second-opinion`: another parser reads the block differently.
   */
  readonly kind: "unreadable" | "missing" | "differs" | "second-opinion";
  /** Of the configuration. */
  readonly file?: string;
  /** From 1. */
  readonly line?: number;
  /** Of the resource, or of the module whose files are missing; empty for the root module. */
  readonly address?: string;
  readonly attribute?: string;
  /** The way into the attribute: `Statement[1].Action`. */
  readonly element?: string;
  /** What is wrong, as a clause. */
  readonly because: string;
  /** What the plan knows there, and what the source makes of it, both as JSON; absent where it is sensitive. */
  readonly planned?: string;
  readonly sourced?: string;
}

/** Collects the parts of one plan's source that are not believed, each once. */
export class UnbelievedParts {
  private readonly found = new Map<string, UnbelievedPart>();

  add(part: UnbelievedPart): void {
    const { kind, file = "", line = 0, address = "", attribute = "" } = part;
    const key = [kind, file, line, address, attribute].join(" ");
    if (!this.found.has(key)) this.found.set(key, part);
  }

  /** In the order of files and lines. */
  get all(): readonly UnbelievedPart[] {
    return [...this.found.values()].sort(
      (a, b) =>
        compare(a.file ?? "", b.file ?? "") ||
        (a.line ?? 0) - (b.line ?? 0) ||
        compare(a.address ?? "", b.address ?? "") ||
        compare(a.attribute ?? "", b.attribute ?? ""),
    );
  }
}
