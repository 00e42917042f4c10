# The lists' key has the default key policy.

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

resource "aws_s3_bucket" "site" {
  bucket = "site-111122223333"
}

resource "aws_kms_key" "inventory" {}

resource "aws_s3_bucket_inventory" "inventory" {
  bucket                   = aws_s3_bucket.site.id
  name                     = "inventory"
  included_object_versions = "Current"
  schedule {
    frequency = "Daily"
  }
  destination {
    bucket {
      format     = "CSV"
      bucket_arn = "arn:aws:s3:::inventory-111122223333"
      encryption {
        sse_kms {
          key_id = aws_kms_key.inventory.arn
        }
      }
    }
  }
}
