variable "role_arn" { type = string }
module "outer" {
  source = "./outer"
  arns   = [var.role_arn, "arn:aws:iam::111122223333:root"]
  prefix = "p"
}
output "result" { value = module.outer.result }
