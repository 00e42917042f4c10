# AWS's statement with the dashboard's ARN, written out and by reference.

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

locals {
  account = {
    Sid       = "Account"
    Effect    = "Allow"
    Principal = { AWS = "arn:aws:iam::111122223333:root" }
    Action    = "kms:*"
    Resource  = "*"
  }
}

resource "aws_kms_key" "dashboard" {
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      local.account,
      {
        Effect    = "Allow"
        Principal = { Service = "storage-lens.s3.amazonaws.com" }
        Action    = ["kms:GenerateDataKey"]
        Resource  = "*"
        Condition = {
          StringEquals = {
            "aws:SourceArn"     = "arn:aws:s3:us-east-1:111122223333:storage-lens/dashboard"
            "aws:SourceAccount" = "111122223333"
          }
        }
      },
    ]
  })
}

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

resource "aws_kms_key" "by_reference" {}

resource "aws_kms_key_policy" "by_reference" {
  key_id = aws_kms_key.by_reference.key_id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      local.account,
      {
        Effect    = "Allow"
        Principal = { Service = "storage-lens.s3.amazonaws.com" }
        Action    = ["kms:GenerateDataKey"]
        Resource  = "*"
        Condition = {
          StringEquals = {
            "aws:SourceArn"     = aws_s3control_storage_lens_configuration.by_reference.arn
            "aws:SourceAccount" = "111122223333"
          }
        }
      },
    ]
  })
}

resource "aws_s3control_storage_lens_configuration" "by_reference" {
  account_id = "111122223333"
  config_id  = "by_reference"
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
            key_id = aws_kms_key.by_reference.arn
          }
        }
      }
    }
  }
}
