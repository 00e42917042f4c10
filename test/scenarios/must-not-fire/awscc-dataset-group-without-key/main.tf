# An awscc dataset group that is given neither key nor role: what is unset is shown as known after apply.

terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "5.100.0"
    }
    awscc = {
      source  = "hashicorp/awscc"
      version = "1.50.0"
    }
  }
}

provider "aws" {
  region                      = "eu-west-1"
  access_key                  = "mock"
  secret_key                  = "mock"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

provider "awscc" {
  region     = "eu-west-1"
  access_key = "mock"
  secret_key = "mock"
}

resource "aws_kms_key" "data" {
  description = "Data"
}

resource "awscc_personalize_dataset_group" "recommendations" {
  name = "recommendations"
}
