import { isMap, type Value } from "../../values";
import { derived } from "./describe";
import { digestOf } from "./encoding";
import * as parameter from "./parameters";
import { type CallContext, seen, type TerraformFunction } from "./terraform-function";

/** Functions that read the configuration's own files, and those over paths. */
export const FILES: Readonly<Record<string, TerraformFunction>> = {
  file: ofFile((text) => text),
  filebase64: ofFile((text) => Buffer.from(text).toString("base64")),
  filemd5: ofFile((text) => digestOf("md5", text, "hex")),
  filesha1: ofFile((text) => digestOf("sha1", text, "hex")),
  filesha256: ofFile((text) => digestOf("sha256", text, "hex")),
  filesha512: ofFile((text) => digestOf("sha512", text, "hex")),
  filebase64sha256: ofFile((text) => digestOf("sha256", text, "base64")),
  filebase64sha512: ofFile((text) => digestOf("sha512", text, "base64")),
  fileexists: seen([parameter.text], ([path], { unsettled, surroundings }) => {
    if (typeof path !== "string") return unsettled();
    // A file that cannot be read here may well have been there when the plan was made.
    return "text" in surroundings.readFile(path) ? true : unsettled();
  }),
  templatefile: seen([parameter.text, parameter.any], ([path, variables = null], context) => {
    if (typeof path !== "string" || !isMap(variables)) return context.unsettled();
    const file = context.surroundings.readFile(path);
    return "text" in file ? context.surroundings.renderTemplate(path, file.text, variables) : missing(context, file);
  }),
  templatestring: seen([parameter.text, parameter.any], ([template, variables = null], context) => {
    if (typeof template !== "string" || !isMap(variables)) return context.unsettled();
    return context.surroundings.renderTemplate("templatestring", template, variables);
  }),
  basename: ofPath((path) => path.replace(/\/+$/, "").replace(/^.*\//, "") || (path === "" ? "." : "/")),
  dirname: ofPath(dirname),
};

function ofFile(apply: (text: string) => Value): TerraformFunction {
  return seen([parameter.text], ([path], context) => {
    if (typeof path !== "string") return context.unsettled();
    const file = context.surroundings.readFile(path);
    return "text" in file ? apply(file.text) : missing(context, file);
  });
}

/** The hole says why the file is not at hand. */
function missing({ unsettled }: CallContext, { missing: why }: { readonly missing: string }): Value {
  return derived(`${unsettled().name} (${why})`, []);
}

function ofPath(apply: (path: string) => string): TerraformFunction {
  return seen([parameter.text], ([path], { unsettled }) => (typeof path === "string" ? apply(path) : unsettled()));
}

/** Go's `filepath.Dir`. */
function dirname(path: string): string {
  const end = path.lastIndexOf("/");
  if (end < 0) return ".";
  return cleanPath(path.slice(0, end + 1));
}

function cleanPath(path: string): string {
  const kept: string[] = [];
  const absolute = path.startsWith("/");
  for (const step of path.split("/")) {
    if (step === "" || step === ".") continue;
    if (step === ".." && kept.length > 0 && kept.at(-1) !== "..") kept.pop();
    else if (step !== ".." || !absolute) kept.push(step);
  }
  return `${absolute ? "/" : ""}${kept.join("/")}` || ".";
}
