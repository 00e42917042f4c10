/** Every way in which use of a key shows itself, one a file. */
import { awsccResource } from "./awscc-resource";
import { bucketPolicyNamesService } from "./bucket-policy-names-service";
import { cloudcontrolResource } from "./cloudcontrol-resource";
import { cloudformationStack } from "./cloudformation-stack";
import { declaredInPlan } from "./declared-in-plan";
import { declaredUse } from "./declared-use";
import { type Carrier, type Detector, detectorOf } from "./reading";
import { keyDescriptionNamesService } from "./key-description-names-service";
import { keyPolicyNamesService } from "./key-policy-names-service";
import { lambdaEnvironment } from "./lambda-variables";
import { localExec, localExecEnvironment } from "./local-exec";
import { resourceSignals } from "./resource-signals";
import { rolePolicyNamesBucket } from "./role-policy-names-bucket";
import { rolePolicyNamesKey } from "./role-policy-names-key";
import { rolePolicyRefersToKey } from "./role-policy-refers-to-key";
import { schedulerTarget } from "./scheduler-target";
import { stepFunctionsTask } from "./step-functions-task";
import { unseenConfiguration } from "./unseen-configuration";

/** The places in which calls stand that are read, or missed where they cannot be read. */
export const carriers: readonly Carrier[] = [
  cloudcontrolResource,
  cloudformationStack,
  stepFunctionsTask,
  schedulerTarget,
  localExec,
  localExecEnvironment,
  lambdaEnvironment,
];

/** Every way in which use shows itself, in the order in which evidence is looked for. */
export const detectors: readonly Detector[] = [
  declaredUse,
  declaredInPlan,
  resourceSignals,
  awsccResource,
  ...carriers.map(detectorOf),
  rolePolicyNamesKey,
  rolePolicyNamesBucket,
  rolePolicyRefersToKey,
  bucketPolicyNamesService,
  keyPolicyNamesService,
  keyDescriptionNamesService,
  unseenConfiguration,
];
export {
  type PossibleUseSignal,
  type RuntimeKeySignal,
  type UnlinkedSignal,
  type UseSignal,
  mayOnlyRead,
  operationsOfRole,
} from "./reading";
