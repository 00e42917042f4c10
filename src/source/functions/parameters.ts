import { ANY, BOOL, NUMBER, STRING } from "./type";
import type { Parameter } from "./terraform-function";

export const text: Parameter = { type: STRING };
export const number: Parameter = { type: NUMBER };
export const any: Parameter = { type: ANY };
export const nullable: Parameter = { type: ANY, nullable: true };
export const list: Parameter = { type: { kind: "list", of: ANY } };
export const listOfText: Parameter = { type: { kind: "list", of: STRING } };
export const listOfBool: Parameter = { type: { kind: "list", of: BOOL } };
export const set: Parameter = { type: { kind: "set", of: ANY } };
export const mapOfTexts: Parameter = { type: { kind: "map", of: { kind: "list", of: STRING } } };
