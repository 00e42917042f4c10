/** What other commands print: layout, the catalogue, a rule's page, planned policies, a trace. */
export { servicesJson, servicesMarkdown } from "./catalogue-page";
export { explainedRequirement, explainedService, servicesText } from "./catalogue-text";
export { type Layout, type Tone, count, indented, paint, printable, wrap } from "./layout";
export { type PlannedPolicy, policiesJson } from "./planned-policies";
export { policiesText } from "./planned-policies-text";
export { ruleHelp, ruleText, sentence } from "./rule-page";
export { type Trace, type TraceStep, renderTrace } from "./trace-text";
