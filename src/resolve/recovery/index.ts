/** Policies that the plan does not know, recovered from its own source and believed only where the two agree. */
export { hiddenProvisioners } from "./hidden-provisioner";
export { type OwnSource, ownSource, sourceChecks } from "./own-source";
export { loadSource, mentions, sourceOf } from "./plan-source";
export { provisionersOf } from "./provisioners";
export { recovery } from "./recover";
export { type Settled, SettledAttributes } from "./settled-attributes";
export { type SourceState, rootSaysAnything, sourceState } from "./source-state";
export { UnbelievedParts } from "./unbelieved-source";
export { secondOpinionsOn } from "./confirmation";
