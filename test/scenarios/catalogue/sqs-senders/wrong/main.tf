# Three queues that rules send to; the key policies name SQS itself, another account, another rule.

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
        Principal = { Service = "sqs.amazonaws.com" }
        Action    = ["kms:Decrypt", "kms:GenerateDataKey"]
        Resource  = "*"
      },
    ]
  })
}

resource "aws_sqs_queue" "principal" {
  name              = "principal"
  kms_master_key_id = aws_kms_key.principal.arn
}

resource "aws_cloudwatch_event_rule" "principal" {
  name          = "principal"
  event_pattern = jsonencode({ source = ["aws.guardduty"] })
}

resource "aws_cloudwatch_event_target" "principal" {
  rule = aws_cloudwatch_event_rule.principal.name
  arn  = aws_sqs_queue.principal.arn
}

resource "aws_kms_key" "account" {
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      local.account,
      {
        Effect    = "Allow"
        Principal = { Service = "events.amazonaws.com" }
        Action    = ["kms:Decrypt", "kms:GenerateDataKey"]
        Resource  = "*"
        Condition = { StringEquals = { "aws:SourceAccount" = "444455556666" } }
      },
    ]
  })
}

resource "aws_sqs_queue" "account" {
  name              = "account"
  kms_master_key_id = aws_kms_key.account.arn
}

resource "aws_cloudwatch_event_rule" "account" {
  name          = "account"
  event_pattern = jsonencode({ source = ["aws.guardduty"] })
}

resource "aws_cloudwatch_event_target" "account" {
  rule = aws_cloudwatch_event_rule.account.name
  arn  = aws_sqs_queue.account.arn
}

resource "aws_kms_key" "arn" {
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      local.account,
      {
        Effect    = "Allow"
        Principal = { Service = "events.amazonaws.com" }
        Action    = ["kms:Decrypt", "kms:GenerateDataKey"]
        Resource  = "*"
        Condition = { ArnEquals = { "aws:SourceArn" = ["arn:aws:events:us-east-1:111122223333:rule/other"] } }
      },
    ]
  })
}

resource "aws_sqs_queue" "arn" {
  name              = "arn"
  kms_master_key_id = aws_kms_key.arn.arn
}

resource "aws_cloudwatch_event_rule" "arn" {
  name          = "arn"
  event_pattern = jsonencode({ source = ["aws.guardduty"] })
}

resource "aws_cloudwatch_event_target" "arn" {
  rule = aws_cloudwatch_event_rule.arn.name
  arn  = aws_sqs_queue.arn.arn
}
