# Four buses: another principal, another account, another bus, another Region.

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
        Principal = { Service = "pipes.amazonaws.com" }
        Action    = ["kms:GenerateDataKey", "kms:Decrypt"]
        Resource  = "*"
      },
    ]
  })
}

resource "aws_cloudwatch_event_bus" "principal" {
  name               = "principal"
  kms_key_identifier = aws_kms_key.principal.arn
}

resource "aws_kms_key" "account" {
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      local.account,
      {
        Effect    = "Allow"
        Principal = { Service = "events.amazonaws.com" }
        Action    = ["kms:GenerateDataKey", "kms:Decrypt"]
        Resource  = "*"
        Condition = { StringEquals = { "aws:SourceAccount" = "444455556666" } }
      },
    ]
  })
}

resource "aws_cloudwatch_event_bus" "account" {
  name               = "account"
  kms_key_identifier = aws_kms_key.account.arn
}

resource "aws_kms_key" "arn" {
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      local.account,
      {
        Effect    = "Allow"
        Principal = { Service = "events.amazonaws.com" }
        Action    = ["kms:GenerateDataKey", "kms:Decrypt"]
        Resource  = "*"
        Condition = {
          StringEquals = {
            "aws:SourceAccount"                              = "111122223333"
            "aws:SourceArn"                                  = "arn:aws:events:us-east-1:111122223333:event-bus/other"
            "kms:EncryptionContext:aws:events:event-bus:arn" = "arn:aws:events:us-east-1:111122223333:event-bus/other"
          }
        }
      },
    ]
  })
}

resource "aws_cloudwatch_event_bus" "arn" {
  name               = "arn"
  kms_key_identifier = aws_kms_key.arn.arn
}

resource "aws_kms_key" "region" {
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      local.account,
      {
        Effect    = "Allow"
        Principal = { Service = "events.amazonaws.com" }
        Action    = ["kms:GenerateDataKey", "kms:Decrypt"]
        Resource  = "*"
        Condition = {
          StringEquals = {
            "aws:SourceAccount"                              = "111122223333"
            "aws:SourceArn"                                  = "arn:aws:events:eu-west-1:111122223333:event-bus/region"
            "kms:EncryptionContext:aws:events:event-bus:arn" = "arn:aws:events:eu-west-1:111122223333:event-bus/region"
          }
        }
      },
    ]
  })
}

resource "aws_cloudwatch_event_bus" "region" {
  name               = "region"
  kms_key_identifier = aws_kms_key.region.arn
}
