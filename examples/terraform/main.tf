# Keys for both services by the plain modules.
terraform {
  required_version = ">= 1.3"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.0"
    }
  }
}

provider "aws" {
  region = "us-west-2"
}

module "recommendations" {
  source = "../../modules/personalize-kms-key"

  account_id  = "111122223333"
  role_name   = "personalize"
  create_role = true
  operations  = ["dataset-group", "dataset-import-job"]
  alias       = "alias/recommendations"
}

module "imagery" {
  source = "../../modules/geospatial-kms-key"

  account_id     = "111122223333"
  role_name      = "geospatial-execution"
  create_role    = true
  administrators = ["arn:aws:iam::111122223333:role/security"]
  alias          = "alias/imagery"
}
