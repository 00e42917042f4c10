variable "role_arn" { type = string }
locals {
  rules = [
    { id = "one", who = [{ kind = "AWS", ids = ["a", "b"] }, { kind = "Service", ids = ["s"] }], tests = { StringEquals = { k = ["v"], l = ["w", "x"] } } },
    { id = "two", who = [], tests = {} },
  ]
}
data "aws_iam_policy_document" "d" {
  dynamic "statement" {
    for_each = local.rules
    content {
      sid       = statement.value.id
      actions   = ["kms:${statement.value.id}"]
      resources = [var.role_arn]
      dynamic "principals" {
        for_each = statement.value.who
        iterator = who
        content {
          type        = who.value.kind
          identifiers = [for id in who.value.ids : "${statement.key}-${who.key}-${id}"]
        }
      }
      dynamic "condition" {
        for_each = merge([for test, variables in statement.value.tests : { for name, values in variables : "${test}/${name}" => { test = test, name = name, values = values } }]...)
        content {
          test     = condition.value.test
          variable = condition.value.name
          values   = condition.value.values
        }
      }
    }
  }
}
output "result" { value = data.aws_iam_policy_document.d.json }
