variable "role_arn" { type = string }
variable "grants" {
  type = map(object({ actions = list(string), principals = optional(map(list(string)), {}), deny = optional(bool, false) }))
  default = {
    reader = { actions = ["kms:Decrypt"], principals = { AWS = ["arn:aws:iam::111122223333:role/r"] } }
    writer = { actions = ["kms:Encrypt", "kms:GenerateDataKey"], principals = { Service = ["a.amazonaws.com", "b.amazonaws.com"], AWS = ["x"] } }
    none   = { actions = ["kms:*"], deny = true }
  }
}
data "aws_iam_policy_document" "d" {
  statement {
    sid       = "First"
    actions   = ["kms:First"]
    resources = ["*"]
  }
  dynamic "statement" {
    for_each = var.grants
    iterator = grant
    content {
      sid       = title(grant.key)
      effect    = grant.value.deny ? "Deny" : "Allow"
      actions   = grant.value.actions
      resources = [var.role_arn]
      dynamic "principals" {
        for_each = grant.value.principals
        content {
          type        = principals.key
          identifiers = principals.value
        }
      }
      dynamic "condition" {
        for_each = length(grant.value.actions) > 1 ? [1] : []
        content {
          test     = "StringEquals"
          variable = "aws:PrincipalArn"
          values   = [var.role_arn, "${grant.key}-${condition.key}-${condition.value}"]
        }
      }
    }
  }
  statement {
    sid       = "Last"
    actions   = ["kms:Last"]
    resources = ["*"]
  }
}
output "result" { value = data.aws_iam_policy_document.d.json }
