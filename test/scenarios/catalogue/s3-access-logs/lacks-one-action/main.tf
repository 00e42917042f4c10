# Two log buckets; each key policy lacks one of the two actions.

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

resource "aws_kms_key" "decrypt" {
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

resource "aws_s3_bucket" "decrypt" {
  bucket = "decrypt-111122223333"
}

resource "aws_s3_bucket_server_side_encryption_configuration" "decrypt" {
  bucket = aws_s3_bucket.decrypt.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.decrypt.arn
    }
  }
}

resource "aws_s3_bucket_logging" "decrypt" {
  bucket        = aws_s3_bucket.site.id
  target_bucket = aws_s3_bucket.decrypt.id
  target_prefix = "access/"
}

resource "aws_kms_key" "generate_data_key" {
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      local.account,
      {
        Effect    = "Allow"
        Principal = { Service = "logging.s3.amazonaws.com" }
        Action    = ["kms:Decrypt"]
        Resource  = "*"
      },
    ]
  })
}

resource "aws_s3_bucket" "generate_data_key" {
  bucket = "generate-data-key-111122223333"
}

resource "aws_s3_bucket_server_side_encryption_configuration" "generate_data_key" {
  bucket = aws_s3_bucket.generate_data_key.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.generate_data_key.arn
    }
  }
}

resource "aws_s3_bucket_logging" "generate_data_key" {
  bucket        = aws_s3_bucket.site.id
  target_bucket = aws_s3_bucket.generate_data_key.id
  target_prefix = "access/"
}
