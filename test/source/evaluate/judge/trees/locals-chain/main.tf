variable "role_arn" { type = string }
locals {
  base       = { Version = "2012-10-17" }
  statements = [for s in local.raw : merge(s, { Resource = "*" })]
  raw        = concat(local.admins, local.users)
  admins     = [{ Sid = "Admin", Principal = { AWS = formatlist("arn:aws:iam::%s:root", local.accounts) } }]
  users      = [for i, a in local.accounts : { Sid = "User${i}", Principal = { AWS = [var.role_arn, a] } }]
  accounts   = distinct(compact(["111122223333", "", "444455556666", "111122223333"]))
  policy     = merge(local.base, { Statement = local.statements })
}
output "result" { value = jsonencode(local.policy) }
