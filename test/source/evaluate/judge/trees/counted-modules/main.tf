variable "role_arn" { type = string }
module "each" {
  source = "./child"
  count  = 3
  index  = count.index
  arn    = var.role_arn
}
output "result" {
  value = {
    splat = module.each[*].name
    one   = module.each[1].name
    last  = element(module.each, 5).name
    arns  = [for m in module.each : m.arn]
    count = length(module.each)
  }
}
