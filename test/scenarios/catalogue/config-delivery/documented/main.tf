# A recorder with the service-linked role; AWS's statement with both conditions. The second channel names no key, but
# its bucket has one.

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

resource "aws_config_configuration_recorder" "this" {
  role_arn = "arn:aws:iam::111122223333:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig"
}

resource "aws_kms_key" "channel" {
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      local.account,
      {
        Effect    = "Allow"
        Principal = { Service = "config.amazonaws.com" }
        Action    = ["kms:Decrypt", "kms:GenerateDataKey"]
        Resource  = "*"
        Condition = {
          StringEquals = { "AWS:SourceAccount" = "111122223333" }
          ArnLike      = { "AWS:SourceArn" = "arn:aws:config:us-east-1:111122223333:*" }
        }
      },
    ]
  })
}

resource "aws_config_delivery_channel" "channel" {
  name           = "channel"
  s3_bucket_name = "config-111122223333"
  s3_kms_key_arn = aws_kms_key.channel.arn
}

resource "aws_kms_key" "bucket" {
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      local.account,
      {
        Effect    = "Allow"
        Principal = { Service = "config.amazonaws.com" }
        Action    = ["kms:Decrypt", "kms:GenerateDataKey"]
        Resource  = "*"
        Condition = {
          StringEquals = { "AWS:SourceAccount" = "111122223333" }
          ArnLike      = { "AWS:SourceArn" = "arn:aws:config:us-east-1:111122223333:*" }
        }
      },
    ]
  })
}

resource "aws_s3_bucket" "config" {
  bucket = "config-111122223333"
}

resource "aws_s3_bucket_server_side_encryption_configuration" "config" {
  bucket = aws_s3_bucket.config.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.bucket.arn
    }
  }
}

resource "aws_config_delivery_channel" "bucket" {
  name           = "bucket"
  s3_bucket_name = aws_s3_bucket.config.id
}
