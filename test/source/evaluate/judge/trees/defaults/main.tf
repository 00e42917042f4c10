variable "role_arn" { type = string }
module "plain" { source = "./child" }
module "given" {
  source  = "./child"
  text    = 5
  options = { name = var.role_arn, nested = { list = ["1"] } }
  kept    = null
  refused = null
  many    = [{ name = "x" }, { name = "y", on = false }]
}
output "result" { value = { plain = module.plain.all, given = module.given.all } }
