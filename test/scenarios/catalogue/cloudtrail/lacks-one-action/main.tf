# Two trails and two event data stores; each key policy lacks one action.

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

resource "aws_kms_key" "generate_data_key" {
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      local.account,
      {
        Effect    = "Allow"
        Principal = { Service = "cloudtrail.amazonaws.com" }
        Action    = "kms:DescribeKey"
        Resource  = "*"
      },
    ]
  })
}

resource "aws_cloudtrail" "first" {
  name           = "first"
  s3_bucket_name = "trail-111122223333"
  kms_key_id     = aws_kms_key.generate_data_key.arn
}

resource "aws_kms_key" "describe_key" {
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      local.account,
      {
        Effect    = "Allow"
        Principal = { Service = "cloudtrail.amazonaws.com" }
        Action    = "kms:GenerateDataKey*"
        Resource  = "*"
      },
    ]
  })
}

resource "aws_cloudtrail" "second" {
  name           = "second"
  s3_bucket_name = "trail-111122223333"
  kms_key_id     = aws_kms_key.describe_key.arn
}

resource "aws_kms_key" "store_generate_data_key" {
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      local.account,
      {
        Effect    = "Allow"
        Principal = { Service = "cloudtrail.amazonaws.com" }
        Action    = "kms:Decrypt"
        Resource  = "*"
      },
    ]
  })
}

resource "aws_cloudtrail_event_data_store" "third" {
  name       = "third"
  kms_key_id = aws_kms_key.store_generate_data_key.arn
}

resource "aws_kms_key" "store_decrypt" {
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      local.account,
      {
        Effect    = "Allow"
        Principal = { Service = "cloudtrail.amazonaws.com" }
        Action    = "kms:GenerateDataKey"
        Resource  = "*"
      },
    ]
  })
}

resource "aws_cloudtrail_event_data_store" "fourth" {
  name       = "fourth"
  kms_key_id = aws_kms_key.store_decrypt.arn
}
