# In an opt-in Region the principal carries the Region.

terraform {
  required_providers {
    aws = { source = "hashicorp/aws", version = "5.100.0" }
  }
}

provider "aws" {
  region                      = "me-south-1"
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

resource "aws_kms_key" "regional" {
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      local.account,
      {
        Effect    = "Allow"
        Principal = { Service = "macie.me-south-1.amazonaws.com" }
        Action    = ["kms:GenerateDataKey", "kms:Encrypt"]
        Resource  = "*"
        Condition = {
          StringEquals = { "aws:SourceAccount" = "111122223333" }
          ArnLike = {
            "aws:SourceArn" = [
              "arn:aws:macie2:me-south-1:111122223333:export-configuration:*",
              "arn:aws:macie2:me-south-1:111122223333:classification-job/*",
            ]
          }
        }
      },
    ]
  })
}

resource "aws_macie2_classification_export_configuration" "regional" {
  s3_destination {
    bucket_name = "results-111122223333"
    kms_key_arn = aws_kms_key.regional.arn
  }
}

resource "aws_kms_key" "plain" {
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
              "arn:aws:macie2:me-south-1:111122223333:export-configuration:*",
              "arn:aws:macie2:me-south-1:111122223333:classification-job/*",
            ]
          }
        }
      },
    ]
  })
}

resource "aws_macie2_classification_export_configuration" "plain" {
  s3_destination {
    bucket_name = "results-111122223333"
    kms_key_arn = aws_kms_key.plain.arn
  }
}
