# Four keys: S3 may decrypt only; another principal; another account; the destination instead of the source bucket.

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

resource "aws_kms_key" "action" {
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      local.account,
      {
        Effect    = "Allow"
        Principal = { Service = "s3.amazonaws.com" }
        Action    = ["kms:Decrypt"]
        Resource  = "*"
      },
    ]
  })
}

resource "aws_s3_bucket_inventory" "action" {
  bucket                   = aws_s3_bucket.site.id
  name                     = "action"
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
          key_id = aws_kms_key.action.arn
        }
      }
    }
  }
}

resource "aws_kms_key" "principal" {
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      local.account,
      {
        Effect    = "Allow"
        Principal = { Service = "logging.s3.amazonaws.com" }
        Action    = ["kms:GenerateDataKey"]
        Resource  = "*"
      },
    ]
  })
}

resource "aws_s3_bucket_inventory" "principal" {
  bucket                   = aws_s3_bucket.site.id
  name                     = "principal"
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
          key_id = aws_kms_key.principal.arn
        }
      }
    }
  }
}

resource "aws_kms_key" "account" {
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      local.account,
      {
        Effect    = "Allow"
        Principal = { Service = "s3.amazonaws.com" }
        Action    = ["kms:GenerateDataKey"]
        Resource  = "*"
        Condition = { StringEquals = { "aws:SourceAccount" = "444455556666" } }
      },
    ]
  })
}

resource "aws_s3_bucket_inventory" "account" {
  bucket                   = aws_s3_bucket.site.id
  name                     = "account"
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
          key_id = aws_kms_key.account.arn
        }
      }
    }
  }
}

resource "aws_kms_key" "arn" {
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
          ArnLike      = { "aws:SourceARN" = "arn:aws:s3:::inventory-111122223333" }
        }
      },
    ]
  })
}

resource "aws_s3_bucket_inventory" "arn" {
  bucket                   = aws_s3_bucket.site.id
  name                     = "arn"
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
          key_id = aws_kms_key.arn.arn
        }
      }
    }
  }
}
