variable "role_arn" { type = string }
locals {
  roles = { "a.b" = { path = "/x/" }, "c" = { path = "/" } }
}
resource "aws_iam_role" "many" {
  for_each           = local.roles
  name               = "many-${replace(each.key, ".", "_")}"
  path               = each.value.path
  assume_role_policy = "{}"
}
resource "aws_kms_key" "per_role" {
  for_each = aws_iam_role.many
  policy = jsonencode({
    Statement = [{ Sid = each.key, Principal = { AWS = each.value.arn }, Name = each.value.name, Path = each.value.path }]
  })
}
output "result" {
  value = {
    arns     = { for k, r in aws_iam_role.many : k => r.arn }
    listed   = values(aws_iam_role.many)[*].arn
    policies = { for k, key in aws_kms_key.per_role : k => jsondecode(key.policy) }
    path     = aws_iam_role.many["a.b"].path
  }
}
