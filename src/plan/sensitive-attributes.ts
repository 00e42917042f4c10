/**
 * Attributes that providers' schemas call sensitive. Saved plans of OpenTofu and of older Terraforms mark only what the
 * configuration makes sensitive; the rest is in the schema, which no saved plan holds. So an attribute is taken for
 * sensitive by a name that says so, or by standing in this table.
 */
export function isSensitiveAttribute(type: string, attribute: string): boolean {
  return SECRET.test(attribute) || (BY_TYPE.get(type)?.includes(attribute) ?? false);
}

const SECRET = new RegExp(
  "(?:^|_)(?:passwords?|secret|token|passphrase|api_key|credentials?|connection_string|(?:pre)?shared_key|secret_key|" +
    "secret_access_key|auth_key|private_key(?:_.*)?)(?:_wo|_v4|_base64|_binary|_string|_string_wo)?$|" +
    "key_material|secret_string|secret_binary",
);

const PINPOINT_APNS = ["bundle_id", "certificate", "team_id", "token_key", "token_key_id"];

/** Of hashicorp/aws 5.100.0 (`terraform providers schema -json`), what no name tells; then some of other providers. */
const BY_TYPE: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    aws_api_gateway_api_key: ["value"],
    aws_appconfig_configuration_profile: ["content"],
    aws_appconfig_hosted_configuration_version: ["content"],
    aws_appflow_connector_profile: ["credentials_map"],
    aws_appsync_api_key: ["key"],
    aws_cloudcontrolapi_resource: ["schema"],
    aws_cloudwatch_event_connection: ["value"],
    aws_directory_service_shared_directory: ["notes"],
    aws_dms_certificate: ["certificate_pem", "certificate_wallet"],
    aws_elasticsearch_domain_saml_options: ["master_user_name"],
    aws_glue_connection: ["athena_properties", "connection_properties"],
    aws_grafana_workspace_api_key: ["key"],
    aws_grafana_workspace_service_account_token: ["key"],
    aws_iot_authorizer: ["token_signing_public_keys"],
    aws_iot_ca_certificate: ["ca_certificate_pem", "verification_certificate_pem"],
    aws_iot_certificate: ["ca_pem", "certificate_pem", "public_key"],
    aws_kinesis_firehose_delivery_stream: ["access_key"],
    aws_kms_ciphertext: ["plaintext"],
    aws_kms_secrets: ["plaintext"],
    aws_mwaa_environment: ["airflow_configuration_options"],
    aws_opensearch_domain_saml_options: ["master_user_name"],
    aws_opsworks_application: ["ssh_key"],
    aws_opsworks_stack: ["ssh_key"],
    aws_pinpoint_adm_channel: ["client_id"],
    aws_pinpoint_apns_channel: PINPOINT_APNS,
    aws_pinpoint_apns_sandbox_channel: PINPOINT_APNS,
    aws_pinpoint_apns_voip_channel: PINPOINT_APNS,
    aws_pinpoint_apns_voip_sandbox_channel: PINPOINT_APNS,
    aws_pinpoint_gcm_channel: ["service_json"],
    aws_quicksight_data_source: ["username"],
    aws_redshiftserverless_namespace: ["admin_username"],
    aws_s3_object_copy: ["customer_key", "kms_encryption_context", "kms_key_id", "source_customer_key"],
    aws_securitylake_subscriber_notification: ["authorization_api_key_value"],
    aws_sns_platform_application: ["platform_principal"],
    aws_ssm_maintenance_window_task: ["input", "payload"],
    aws_ssm_parameter: ["value", "value_wo"],
    aws_ssm_parameters_by_path: ["values"],
    aws_transfer_certificate: ["certificate", "certificate_chain"],
    aws_transfer_server: ["host_key", "post_authentication_login_banner", "pre_authentication_login_banner"],
    aws_vpn_connection: ["customer_gateway_configuration"],
    local_sensitive_file: ["content", "content_base64"],
    random_password: ["result", "bcrypt_hash"],
    vault_generic_secret: ["data", "data_json"],
    vault_kv_secret: ["data", "data_json"],
    vault_kv_secret_v2: ["data", "data_json"],
  }),
);
