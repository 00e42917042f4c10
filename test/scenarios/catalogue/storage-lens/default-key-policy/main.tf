# The exports' key has the default key policy.

terraform {
  required_providers {
    aws = { source = "hashicorp/aws", version = "5.100.0" }
  }
}

provider "aws" {
  region                      = "us-east-1"
  access_key                  = "mock"
  secret_key                  = "mock"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

resource "aws_kms_key" "dashboard" {}

resource "aws_s3control_storage_lens_configuration" "dashboard" {
  account_id = "111122223333"
  config_id  = "dashboard"
  storage_lens_configuration {
    enabled = true
    account_level {
      bucket_level {}
    }
    data_export {
      s3_bucket_destination {
        account_id            = "111122223333"
        arn                   = "arn:aws:s3:::lens-111122223333"
        format                = "CSV"
        output_schema_version = "V_1"
        encryption {
          sse_kms {
            key_id = aws_kms_key.dashboard.arn
          }
        }
      }
    }
  }
}
