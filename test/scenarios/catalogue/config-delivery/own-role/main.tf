# A recorder with a role of its own whose policy holds both actions; the key has the default key policy.

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
        Action   = ["kms:Decrypt", "kms:GenerateDataKey"]
        Resource = "*"
      },
    ]
  })
}

resource "aws_config_configuration_recorder" "this" {
  role_arn = aws_iam_role.recorder.arn
}

resource "aws_kms_key" "channel" {}

resource "aws_config_delivery_channel" "channel" {
  name           = "channel"
  s3_bucket_name = "config-111122223333"
  s3_kms_key_arn = aws_kms_key.channel.arn
}
