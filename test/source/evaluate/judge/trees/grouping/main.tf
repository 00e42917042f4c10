variable "role_arn" { type = string }
locals {
  users = [
    { name = "ann", team = "geo" },
    { name = "bob", team = "ml" },
    { name = "cyd", team = "geo" },
  ]
  by_team = { for u in local.users : u.team => u.name... }
  pairs   = { for p in setproduct(keys(local.by_team), ["read", "write"]) : "${p[0]}/${p[1]}" => p }
}
output "result" { value = { by_team = local.by_team, pairs = local.pairs, arns = { for t, names in local.by_team : t => [for n in names : "${var.role_arn}/${n}"] } } }
