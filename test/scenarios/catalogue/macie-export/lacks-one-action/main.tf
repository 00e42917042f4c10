# Two keys, each without one of the two actions.

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
        Principal = { Service = "macie.amazonaws.com" }
        Action    = ["kms:Encrypt"]
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

resource "aws_macie2_classification_export_configuration" "generate_data_key" {
  s3_destination {
    bucket_name = "results-111122223333"
    kms_key_arn = aws_kms_key.generate_data_key.arn
  }
}

resource "aws_kms_key" "encrypt" {
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      local.account,
      {
        Effect    = "Allow"
        Principal = { Service = "macie.amazonaws.com" }
        Action    = ["kms:GenerateDataKey"]
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

resource "aws_macie2_classification_export_configuration" "encrypt" {
  s3_destination {
    bucket_name = "results-111122223333"
    kms_key_arn = aws_kms_key.encrypt.arn
  }
}
