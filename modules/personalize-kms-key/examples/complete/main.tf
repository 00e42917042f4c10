provider "aws" {
  region = "us-west-2"
}

module "key" {
  source = "../.."

  account_id  = "111122223333"
  role_name   = "personalize"
  role_path   = "/ml/"
  create_role = true
  operations  = ["dataset-group", "dataset-import-job", "dataset-export-job"]
  alias       = "alias/personalize"
  tags        = { team = "ml" }
}

output "key_arn" {
  value = module.key.key_arn
}

output "role_arn" {
  value = module.key.role_arn
}
