# Four channels: the service-linked role instead of the principal, another account, the recorder's name as ARN, another
# Region.

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

resource "aws_kms_key" "principal" {
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      local.account,
      {
        Effect = "Allow"
        Principal = {
          AWS = "arn:aws:iam::111122223333:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig"
        }
        Action   = ["kms:Decrypt", "kms:GenerateDataKey"]
        Resource = "*"
      },
    ]
  })
}

resource "aws_config_delivery_channel" "principal" {
  name           = "principal"
  s3_bucket_name = "config-111122223333"
  s3_kms_key_arn = aws_kms_key.principal.arn
}

resource "aws_kms_key" "account" {
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      local.account,
      {
        Effect    = "Allow"
        Principal = { Service = "config.amazonaws.com" }
        Action    = ["kms:Decrypt", "kms:GenerateDataKey"]
        Resource  = "*"
        Condition = { StringEquals = { "AWS:SourceAccount" = "444455556666" } }
      },
    ]
  })
}

resource "aws_config_delivery_channel" "account" {
  name           = "account"
  s3_bucket_name = "config-111122223333"
  s3_kms_key_arn = aws_kms_key.account.arn
}

resource "aws_kms_key" "arn" {
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
          ArnEquals = { "AWS:SourceArn" = "arn:aws:config:us-east-1:111122223333:config-recorder/default" }
        }
      },
    ]
  })
}

resource "aws_config_delivery_channel" "arn" {
  name           = "arn"
  s3_bucket_name = "config-111122223333"
  s3_kms_key_arn = aws_kms_key.arn.arn
}

resource "aws_kms_key" "region" {
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      local.account,
      {
        Effect    = "Allow"
        Principal = { Service = "config.amazonaws.com" }
        Action    = ["kms:Decrypt", "kms:GenerateDataKey"]
        Resource  = "*"
        Condition = { ArnLike = { "AWS:SourceArn" = "arn:aws:config:eu-west-1:111122223333:*" } }
      },
    ]
  })
}

resource "aws_config_delivery_channel" "region" {
  name           = "region"
  s3_bucket_name = "config-111122223333"
  s3_kms_key_arn = aws_kms_key.region.arn
}
