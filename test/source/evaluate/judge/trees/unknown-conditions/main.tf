variable "role_arn" { type = string }
locals {
  is_admin = endswith(var.role_arn, "/admin")
  named    = var.role_arn == "arn:aws:iam::111122223333:role/r-name"
}
output "result" {
  value = jsonencode({
    Statement = concat(
      [{ Sid = "Always", Principal = { AWS = local.named ? var.role_arn : "*" } }],
      local.is_admin ? [{ Sid = "Admin" }] : [],
      [for a in [var.role_arn, "b"] : { Sid = "For", A = a } if a != "b"],
    )
    Effect = local.is_admin ? "Deny" : "Allow"
    Text   = "x-${local.named ? "named" : "other"}-%{if local.is_admin}admin%{endif}"
    Not    = !local.is_admin
  })
}
