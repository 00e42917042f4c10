# Four keys: the API's name as principal, another account, the ARN of something else of Macie's, another Region.

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

resource "aws_kms_key" "principal" {
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      local.account,
      {
        Effect    = "Allow"
        Principal = { Service = "macie2.amazonaws.com" }
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

resource "aws_macie2_classification_export_configuration" "principal" {
  s3_destination {
    bucket_name = "results-111122223333"
    kms_key_arn = aws_kms_key.principal.arn
  }
}

resource "aws_kms_key" "account" {
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
          StringEquals = { "aws:SourceAccount" = "444455556666" }
          ArnLike = {
            "aws:SourceArn" = [
              "arn:aws:macie2:us-east-1:444455556666:export-configuration:*",
              "arn:aws:macie2:us-east-1:444455556666:classification-job/*",
            ]
          }
        }
      },
    ]
  })
}

resource "aws_macie2_classification_export_configuration" "account" {
  s3_destination {
    bucket_name = "results-111122223333"
    kms_key_arn = aws_kms_key.account.arn
  }
}

resource "aws_kms_key" "arn" {
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      local.account,
      {
        Effect    = "Allow"
        Principal = { Service = "macie.amazonaws.com" }
        Action    = ["kms:GenerateDataKey", "kms:Encrypt"]
        Resource  = "*"
        Condition = { ArnLike = { "aws:SourceArn" = "arn:aws:macie2:us-east-1:111122223333:findings-filter/*" } }
      },
    ]
  })
}

resource "aws_macie2_classification_export_configuration" "arn" {
  s3_destination {
    bucket_name = "results-111122223333"
    kms_key_arn = aws_kms_key.arn.arn
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
              "arn:aws:macie2:eu-west-1:111122223333:export-configuration:*",
              "arn:aws:macie2:eu-west-1:111122223333:classification-job/*",
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
