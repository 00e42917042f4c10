import { isList, isMap, type Value, type ValueMap } from "../../values";
import { sortedKeys } from "./collection-kind";
import { isExact, numberText } from "./number";
import { YamlEmitter } from "./yaml-emitter";

/** Terraform writes keys of more bytes, or of several lines, in another form, which is not told here. */
const LONGEST_KEY = 128;

/** `yamlencode` of what is known. `undefined` where its spelling is not certain. */
export function yamlEncode(value: Value): string | undefined {
  const emitter = new YamlEmitter();
  return emit(value, emitter) ? emitter.end() : undefined;
}

function emit(value: Value, emitter: YamlEmitter): boolean {
  if (isList(value)) return emitList(value, emitter);
  if (isMap(value)) return emitMap(value, emitter);
  if (isExact(value)) emitter.plain(numberText(value));
  else if (typeof value === "string") emitter.text(value, "value");
  else if (value === null || typeof value === "boolean") emitter.plain(String(value));
  else return false;
  return true;
}

function emitList(list: readonly Value[], emitter: YamlEmitter): boolean {
  if (list.length === 0) return emitter.empty("[]");
  emitter.beginSequence();
  for (const item of list) {
    emitter.item();
    if (!emit(item, emitter)) return false;
  }
  return emitter.close();
}

function emitMap(map: ValueMap, emitter: YamlEmitter): boolean {
  const keys = sortedKeys(map);
  if (keys.length === 0) return emitter.empty("{}");
  emitter.beginMapping();
  for (const key of keys) {
    if (key.includes("\n") || Buffer.byteLength(key) > LONGEST_KEY) return false;
    emitter.key(key);
    if (!emit(map[key] ?? null, emitter)) return false;
  }
  return emitter.close();
}
