variable "region" {}
variable "teams" { type = set(string) }
variable "arn" {}
module "team" {
  for_each = var.teams
  source   = "./team"
  id       = "${var.region}-${each.key}"
  same     = each.key == each.value
  arn      = var.arn
}
output "keys" { value = [for k, t in module.team : t.policy] }
