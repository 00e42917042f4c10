# AWS's statement for Macie's results, for one Region and for all.

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

resource "aws_kms_key" "region" {
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      local.account,
      {
        Effect    = "Allow"
        Principal = { Service = "macie.amazonaws.com" }
        Action    = ["kms:GenerateDataKey", "kms:Encrypt"]
        Resource  = "*"
        Condition = {
          StringEquals = { "aws:SourceAccount" = "111122223333" }
          ArnLike = {
            "aws:SourceArn" = [
              "arn:aws:macie2:us-east-1:111122223333:export-configuration:*",
              "arn:aws:macie2:us-east-1:111122223333:classification-job/*",
            ]
          }
        }
      },
    ]
  })
}

resource "aws_macie2_classification_export_configuration" "region" {
  s3_destination {
    bucket_name = "results-111122223333"
    kms_key_arn = aws_kms_key.region.arn
  }
}

resource "aws_kms_key" "regions" {
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      local.account,
      {
        Effect    = "Allow"
        Principal = { Service = "macie.amazonaws.com" }
        Action    = ["kms:GenerateDataKey", "kms:Encrypt"]
        Resource  = "*"
        Condition = {
          StringEquals = { "aws:SourceAccount" = "111122223333" }
          ArnLike = {
            "aws:SourceArn" = [
              "arn:aws:macie2:*:111122223333:export-configuration:*",
              "arn:aws:macie2:*:111122223333:classification-job/*",
            ]
          }
        }
      },
    ]
  })
}

resource "aws_macie2_classification_export_configuration" "regions" {
  s3_destination {
    bucket_name = "results-111122223333"
    kms_key_arn = aws_kms_key.regions.arn
  }
}
