variable "context" { type = any }
variable "arn" {}
locals {
  enabled = var.context.enabled
}
output "arns" { value = local.enabled ? [var.arn] : [] }
output "context" { value = var.context }
