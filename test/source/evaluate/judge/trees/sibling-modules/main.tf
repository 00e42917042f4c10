variable "role_arn" { type = string }
module "label" {
  source     = "./label"
  attributes = ["key"]
}
module "roles" {
  source  = "./roles"
  context = module.label.context
  arn     = var.role_arn
}
module "key" {
  source    = "./key"
  context   = module.roles.context
  user_arns = module.roles.arns
}
output "result" { value = module.key.policy }
