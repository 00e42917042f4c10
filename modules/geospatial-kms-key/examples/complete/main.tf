provider "aws" {
  region = "us-west-2"
}

module "key" {
  source = "../.."

  account_id     = "111122223333"
  role_name      = "geospatial"
  role_path      = "/ml/"
  create_role    = true
  administrators = ["arn:aws:iam::111122223333:role/security"]
  alias          = "alias/geospatial"
  tags           = { team = "ml" }
}

output "key_arn" {
  value = module.key.key_arn
}

output "role_arn" {
  value = module.key.role_arn
}
