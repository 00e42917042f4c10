# AWS's statement with the detector's ARN: of the new detector, and of one that exists outside the plan and is named by
# its id.

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

resource "aws_guardduty_detector" "this" {
  enable = true
}

resource "aws_s3_bucket" "findings" {
  bucket = "findings-111122223333"
}

resource "aws_kms_key" "new" {
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      local.account,
      {
        Effect    = "Allow"
        Principal = { Service = "guardduty.amazonaws.com" }
        Action    = "kms:GenerateDataKey"
        Resource  = "*"
        Condition = {
          StringEquals = { "aws:SourceAccount" = "111122223333", "aws:SourceArn" = aws_guardduty_detector.this.arn }
        }
      },
    ]
  })
}

resource "aws_guardduty_publishing_destination" "new" {
  detector_id     = aws_guardduty_detector.this.id
  destination_arn = aws_s3_bucket.findings.arn
  kms_key_arn     = aws_kms_key.new.arn
}

resource "aws_kms_key" "existing" {
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      local.account,
      {
        Effect    = "Allow"
        Principal = { Service = "guardduty.amazonaws.com" }
        Action    = "kms:GenerateDataKey"
        Resource  = "*"
        Condition = {
          StringEquals = {
            "aws:SourceAccount" = "111122223333"
            "aws:SourceArn"     = "arn:aws:guardduty:us-east-1:111122223333:detector/12abc34d567e8fa901bc2d34e56789f0"
          }
        }
      },
    ]
  })
}

resource "aws_guardduty_publishing_destination" "existing" {
  detector_id     = "12abc34d567e8fa901bc2d34e56789f0"
  destination_arn = aws_s3_bucket.findings.arn
  kms_key_arn     = aws_kms_key.existing.arn
}
