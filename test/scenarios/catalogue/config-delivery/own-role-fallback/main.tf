# A recorder with a role of its own that holds no KMS action; the key policy lets the service principal in.

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

resource "aws_iam_role" "recorder" {
  name = "recorder"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { Service = "config.amazonaws.com" }, Action = "sts:AssumeRole" }]
  })
}

resource "aws_iam_role_policy" "delivery" {
  name = "delivery"
  role = aws_iam_role.recorder.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["s3:PutObject"]
        Resource = "*"
      },
    ]
  })
}

resource "aws_config_configuration_recorder" "this" {
  role_arn = aws_iam_role.recorder.arn
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
