/**
 * Every action of AWS KMS. Service Authorization Reference, "Actions, resources, and condition keys for AWS Key Management
 * Service".
 */
const KMS_ACTIONS: readonly string[] = `
  CancelKeyDeletion ConnectCustomKeyStore CreateAlias CreateCustomKeyStore CreateGrant CreateKey Decrypt DeleteAlias
  DeleteCustomKeyStore DeleteImportedKeyMaterial DeriveSharedSecret DescribeCustomKeyStores DescribeKey DisableKey
  DisableKeyRotation DisconnectCustomKeyStore EnableKey EnableKeyRotation Encrypt GenerateDataKey GenerateDataKeyPair
  GenerateDataKeyPairWithoutPlaintext GenerateDataKeyWithoutPlaintext GenerateMac GenerateRandom GetKeyPolicy
  GetKeyRotationStatus GetParametersForImport GetPublicKey ImportKeyMaterial ListAliases ListGrants ListKeyPolicies
  ListKeyRotations ListKeys ListResourceTags ListRetirableGrants PutKeyPolicy ReEncryptFrom ReEncryptTo ReplicateKey
  RetireGrant RevokeGrant RotateKeyOnDemand ScheduleKeyDeletion Sign SynchronizeMultiRegionKey TagResource UntagResource
  UpdateAlias UpdateCustomKeyStore UpdateKeyDescription UpdatePrimaryRegion Verify VerifyMac`
  .trim()
  .split(/\s+/)
  .map((name) => `kms:${name}`);

/** The actions that a pattern of AWS's lists (`kms:ReEncrypt*`) means; the action itself where it is none. */
export function actionsMeant(pattern: string): readonly string[] {
  const star = pattern.indexOf("*");
  if (star < 0) return [pattern];
  return KMS_ACTIONS.filter((action) => action.startsWith(pattern.slice(0, star)));
}
