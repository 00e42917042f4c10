variable "role_arn" { type = string }
data "aws_iam_policy_document" "d" {
  dynamic "statement" {
    for_each = toset(["b", "a"])
    content {
      sid       = "S${statement.key}${statement.value}"
      actions   = ["kms:${statement.value}"]
      resources = ["*"]
    }
  }
  dynamic "statement" {
    for_each = ["x", "y"]
    content {
      sid       = "L${statement.key}"
      actions   = ["kms:${statement.value}"]
      resources = [var.role_arn]
    }
  }
  dynamic "statement" {
    for_each = { for k in ["m", "n"] : k => { v = upper(k) } if k != "n" }
    content {
      sid       = statement.value.v
      actions   = ["kms:${statement.key}"]
      resources = ["*"]
    }
  }
}
output "result" { value = data.aws_iam_policy_document.d.json }
