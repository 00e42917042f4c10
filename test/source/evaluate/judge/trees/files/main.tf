variable "role_arn" { type = string }
module "child" {
  source = "./child"
  arn    = var.role_arn
}
output "result" { value = module.child.result }
