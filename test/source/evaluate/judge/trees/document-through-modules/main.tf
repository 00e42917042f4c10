variable "role_arn" { type = string }
module "statements" {
  source = "./statements"
  arn    = var.role_arn
}
module "key" {
  source   = "./key"
  policies = [module.statements.json]
}
output "result" { value = { policy = module.key.policy, decoded = jsondecode(module.key.policy).Statement[*].Sid } }
