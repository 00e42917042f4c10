/**
 * Constructs for cdktf that make KMS keys as the service that will use them needs them: what they emit passes `kmsgate check`.
 * `kmsgate/modules/cdktn` exports the same for CDK Terrain.
 *
 * @module kmsgate/modules
 */
export { GeospatialKmsKey } from "./geospatial-kms-key";
export type { GeospatialKmsKeyProps, GeospatialOperation, GeospatialUse } from "./geospatial-kms-key";
export { PersonalizeKmsKey } from "./personalize-kms-key";
export type { PersonalizeKmsKeyProps, PersonalizeOperation, PersonalizeUse } from "./personalize-kms-key";
export type { ServiceKmsKey } from "./service-kms-key";
export type { ExistingKey, ServiceKmsKeyProps } from "./service-kms-key-props";
export type { NewRole, RoleByArn, RoleByName, ServiceRole } from "./service-role";
