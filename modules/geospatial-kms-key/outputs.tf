output "key_arn" {
  description = "The key's ARN, as the service's API takes it."
  value       = aws_kms_key.this.arn
}

output "key_id" {
  description = "The key's id."
  value       = aws_kms_key.this.key_id
}

output "key_policy" {
  description = "The key policy, as JSON."
  value       = aws_kms_key.this.policy
}

output "alias_arn" {
  description = "The alias's ARN; null where there is none."
  value       = one(aws_kms_alias.this[*].arn)
}

output "role_arn" {
  description = "The role's ARN, as the service's API takes it."
  value       = var.create_role ? aws_iam_role.this[0].arn : local.role_arn
}

output "role_policy_arn" {
  description = "The ARN of the IAM policy attached to the role; null where the key policy alone must allow."
  value       = one(aws_iam_role_policy_attachment.role[*].policy_arn)
}
