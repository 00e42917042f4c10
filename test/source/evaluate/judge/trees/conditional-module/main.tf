variable "role_arn" { type = string }
module "on" {
  count  = 1
  source = "./child"
  arn    = var.role_arn
}
module "off" {
  count  = 0
  source = "./child"
  arn    = "never"
}
output "result" {
  value = {
    either = try(module.off[0].arn, module.on[0].arn)
    one    = one(module.on[*].arn)
    none   = one(module.off[*].arn)
    joined = concat(module.on[*].arn, module.off[*].arn)
    coal   = coalesce(one(module.off[*].arn), "fallback")
  }
}
