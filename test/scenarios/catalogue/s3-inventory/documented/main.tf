# AWS's statement with the source bucket's ARN.

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

resource "aws_s3_bucket" "site" {
  bucket = "site-111122223333"
}

resource "aws_kms_key" "inventory" {
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      local.account,
      {
        Effect    = "Allow"
        Principal = { Service = "s3.amazonaws.com" }
        Action    = ["kms:GenerateDataKey"]
        Resource  = "*"
        Condition = {
          StringEquals = { "aws:SourceAccount" = "111122223333" }
          ArnLike      = { "aws:SourceARN" = aws_s3_bucket.site.arn }
        }
      },
    ]
  })
}

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

resource "aws_kms_key" "literal" {
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      local.account,
      {
        Effect    = "Allow"
        Principal = { Service = "s3.amazonaws.com" }
        Action    = ["kms:GenerateDataKey"]
        Resource  = "*"
        Condition = {
          StringEquals = { "aws:SourceAccount" = "111122223333" }
          ArnLike      = { "aws:SourceARN" = "arn:aws:s3:::site-111122223333" }
        }
      },
    ]
  })
}

resource "aws_s3_bucket_inventory" "literal" {
  bucket                   = aws_s3_bucket.site.id
  name                     = "literal"
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
          key_id = aws_kms_key.literal.arn
        }
      }
    }
  }
}
