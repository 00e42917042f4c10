import { confidenceOf, type GrantedCall } from "./access";
import { blockersOf, howToDecide } from "../rules/telling/how-to-decide";
import { places } from "../rules/telling/locations";
import { definePart } from "../rules/define-rule";
import { weaker } from "./which-rule-tells";
import { enumerate, reasons, sentences } from "../rules/telling/sentences";

/**
 * The calls that a service makes itself under the grant that its role gave it: AWS asks for no Allow, but a Deny in the key
 * policy beats the grant.
 */
export const grantedCallsRefused = definePart<GrantedCall>({
  *subjects({ access }) {
    for (const { grantedCalls } of access) yield* grantedCalls;
  },
  judge(call) {
    const { key, service, action, verdict, uses } = call;
    if (verdict.outcome === "allowed") return null;
    const open = verdict.outcome === "unknown";
    // The same policy keeps the role's own call from being decided, which tells it.
    if (open && call.beside.some(({ rows }) => rows.some(({ documented }) => documented.outcome === "unknown")))
      return null;
    if (!open && verdict.by !== "explicit") return null;
    return {
      verdict: open ? "undecided" : "violated",
      level: "error",
      confidence: confidenceOf(uses),
      basis: weaker(verdict.basis, service.grantedCalls?.basis ?? "documentation"),
      key,
      grantee: service.principals[0] ?? null,
      actions: [action],
    };
  },
  say({ verdict, subjects, actions }, scope) {
    const [{ key, service }] = subjects;
    const caller = `the service principal ${service.principals[0] ?? service.id}`;
    const who = `${caller}, which calls KMS itself under the grant that ${service.title} makes`;
    const what = `${enumerate(actions)} on ${key.id} away from ${who}`;
    return sentences(
      verdict === "violated" ? `a Deny takes ${what}` : `it cannot be told whether a Deny takes ${what}`,
      ...reasons(subjects.map(({ verdict }) => verdict)),
      ...(verdict === "violated"
        ? ["narrow the Deny so that it spares this caller"]
        : howToDecide(blockersOf(subjects.map((each) => each.verdict)), { key, deny: true }, scope)),
    );
  },
  places: ({ subjects }) =>
    places(
      subjects.map(({ key }) => key.policy.location),
      subjects.flatMap(({ uses }) => uses),
    ),
});
