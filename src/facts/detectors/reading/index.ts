/** What detectors share: calls of an API, JSON and YAML text, shell words, the operations that a role could start. */
export { mentions } from "./actions";
export { signalsOfCall, weakest } from "./api-calls";
export { type Carried, type Carrier, detectorOf } from "./carrier";
export { lookupWithTemplate } from "./cloudformation-made";
export { templateOf } from "./cloudformation-template";
export { serviceOfType } from "./cloudformation-type";
export { type Command, readCommand } from "./command";
export type { Detector, PossibleUseSignal, RuntimeKeySignal, Signal, UnlinkedSignal, UseSignal } from "./detector";
export { handedOver } from "./handed-over";
export { type IdentityPolicy, identityPolicies } from "./identity-policies";
export { operationOfType } from "./operation-of-type";
export { mayOnlyRead, operationsOfRole } from "./operations-of-role";
export { literalOf, parseAround, parseJsonText } from "./parse-json-text";
export { mayNameRoles } from "./possible-roles-named";
export { keysBehind, possibleUse } from "./possible-use";
export { serviceOfSdkArn } from "./sdk-arn";
export { rolesNamed, rolesOfOtherPath } from "./service-roles-named";
export { unreadable } from "./unreadable";
