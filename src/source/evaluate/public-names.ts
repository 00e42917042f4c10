import { Choice, Hole, isKnown, isList, isMap, JsonText, OpenList, Text, text, type Value } from "../../values";
import { kindOf, makeMap, ObjectHole, ofKind } from "../functions";

/**
 * Names of holes as they may be shown. A hole is named by its expression, with the values in it: these may be sensitive, so
 * that each text in quotes gives way to `"…"`, but for the keys of addresses. Where two names would come out the same, the
 * second is numbered: two holes of one name are the same value.
 */
export class PublicNames {
  private readonly names = new Map<string, string>();
  /** Which name each public name stands for. */
  private readonly owners = new Map<string, string>();

  /** The value, its holes named so. Shares what holds none. */
  of(value: Value): Value {
    if (value === null || typeof value !== "object" || isKnown(value)) return value;
    if (value instanceof Hole) return this.hole(value);
    if (value instanceof Text) return text(value.parts.map((part) => this.of(part) as typeof part));
    if (value instanceof JsonText) return new JsonText(this.of(value.value));
    if (value instanceof OpenList)
      return new OpenList(
        value.items.map((item) => this.of(item)),
        this.hole(value.rest),
      );
    if (value instanceof Choice) {
      return new Choice(this.hole(value.condition), this.of(value.whenTrue), this.of(value.whenFalse));
    }
    if (isList(value)) {
      return ofKind(
        kindOf(value),
        value.map((item) => this.of(item)),
      );
    }
    const entries = isMap(value) ? Object.entries(value) : [];
    return makeMap(
      entries.map(([key, each]) => [key, this.of(each)] as const),
      kindOf(value),
    );
  }

  private hole(hole: Hole): Hole {
    if (hole instanceof ObjectHole) return hole;
    const name = this.nameOf(hole.name);
    const references = hole.references.map((each) => this.nameOf(each));
    if (name === hole.name && references.every((each, index) => each === hole.references[index])) return hole;
    return new Hole(name, { shape: hole.shape, fresh: hole.fresh, references });
  }

  private nameOf(name: string): string {
    const known = this.names.get(name);
    if (known !== undefined) return known;
    const bare = withoutLiterals(name);
    let shown = bare;
    for (let times = 2; (this.owners.get(shown) ?? name) !== name; times++) shown = `${bare} #${times}`;
    this.owners.set(shown, name);
    this.names.set(name, shown);
    // What comes back through the plan keeps its name.
    this.names.set(shown, shown);
    return shown;
  }
}

/** A name with `…` for every text in quotes; what a template in quotes refers to is kept, as are the keys of addresses. */
export function withoutLiterals(name: string): string {
  return name.includes('"') ? outside(name, 0, "").text : name;
}

interface Scanned {
  readonly text: string;
  readonly end: number;
}

const ADDRESS_KEY = /(?<=[\w)\]]\[)"(?:[^"\\]|\\.)*"(?=\])/y;

function outside(name: string, start: number, closing: string): Scanned {
  let text = "";
  let braces = 0;
  for (let at = start; at < name.length;) {
    const next = name.charAt(at);
    ADDRESS_KEY.lastIndex = at;
    const [key] = next === '"' ? (ADDRESS_KEY.exec(name) ?? []) : [];
    if (key !== undefined) {
      text += key;
      at += key.length;
    } else if (next === '"') {
      const quoted = inside(name, at + 1);
      text += `"${quoted.text}"`;
      at = quoted.end;
    } else {
      if (next === closing && braces === 0) return { text, end: at + 1 };
      braces += Number(next === "{") - Number(next === "}");
      text += next;
      at++;
    }
  }
  return { text, end: name.length };
}

function inside(name: string, start: number): Scanned {
  let text = "";
  for (let at = start; at < name.length;) {
    if (name.startsWith("${", at) && name.charAt(at - 1) !== "$") {
      const expression = outside(name, at + 2, "}");
      text += `\${${expression.text}}`;
      at = expression.end;
      continue;
    }
    const next = name.charAt(at);
    if (next === '"') return { text, end: at + 1 };
    if (!text.endsWith("…")) text += "…";
    at += next === "\\" ? 2 : 1;
  }
  return { text, end: name.length };
}
