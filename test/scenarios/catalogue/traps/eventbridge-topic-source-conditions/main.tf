# EventBridge publishes to encrypted topics; each key policy has one of the conditions that AWS does not support there.
# The same condition is right for a queue.

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

resource "aws_kms_key" "source_account" {
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      local.account,
      {
        Effect    = "Allow"
        Principal = { Service = "events.amazonaws.com" }
        Action    = ["kms:GenerateDataKey*", "kms:Decrypt"]
        Resource  = "*"
        Condition = { StringEquals = { "aws:SourceAccount" = "111122223333" } }
      },
    ]
  })
}

resource "aws_sns_topic" "source_account" {
  name              = "source_account"
  kms_master_key_id = aws_kms_key.source_account.arn
}

resource "aws_cloudwatch_event_rule" "source_account" {
  name          = "source_account"
  event_pattern = jsonencode({ source = ["aws.guardduty"] })
}

resource "aws_cloudwatch_event_target" "source_account" {
  rule = aws_cloudwatch_event_rule.source_account.name
  arn  = aws_sns_topic.source_account.arn
}

resource "aws_kms_key" "source_arn" {
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      local.account,
      {
        Effect    = "Allow"
        Principal = { Service = "events.amazonaws.com" }
        Action    = ["kms:GenerateDataKey*", "kms:Decrypt"]
        Resource  = "*"
        Condition = { ArnLike = { "aws:SourceArn" = "arn:aws:events:us-east-1:111122223333:rule/*" } }
      },
    ]
  })
}

resource "aws_sns_topic" "source_arn" {
  name              = "source_arn"
  kms_master_key_id = aws_kms_key.source_arn.arn
}

resource "aws_cloudwatch_event_rule" "source_arn" {
  name          = "source_arn"
  event_pattern = jsonencode({ source = ["aws.guardduty"] })
}

resource "aws_cloudwatch_event_target" "source_arn" {
  rule = aws_cloudwatch_event_rule.source_arn.name
  arn  = aws_sns_topic.source_arn.arn
}

resource "aws_kms_key" "source_org" {
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      local.account,
      {
        Effect    = "Allow"
        Principal = { Service = "events.amazonaws.com" }
        Action    = ["kms:GenerateDataKey*", "kms:Decrypt"]
        Resource  = "*"
        Condition = { StringEquals = { "aws:SourceOrgID" = "o-1234567890" } }
      },
    ]
  })
}

resource "aws_sns_topic" "source_org" {
  name              = "source_org"
  kms_master_key_id = aws_kms_key.source_org.arn
}

resource "aws_cloudwatch_event_rule" "source_org" {
  name          = "source_org"
  event_pattern = jsonencode({ source = ["aws.guardduty"] })
}

resource "aws_cloudwatch_event_target" "source_org" {
  rule = aws_cloudwatch_event_rule.source_org.name
  arn  = aws_sns_topic.source_org.arn
}

resource "aws_kms_key" "queue" {
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      local.account,
      {
        Effect    = "Allow"
        Principal = { Service = "events.amazonaws.com" }
        Action    = ["kms:Decrypt", "kms:GenerateDataKey"]
        Resource  = "*"
        Condition = { ArnLike = { "aws:SourceArn" = "arn:aws:events:us-east-1:111122223333:rule/*" } }
      },
    ]
  })
}

resource "aws_sqs_queue" "queue" {
  name              = "queue"
  kms_master_key_id = aws_kms_key.queue.arn
}

resource "aws_cloudwatch_event_rule" "queue" {
  name          = "queue"
  event_pattern = jsonencode({ source = ["aws.guardduty"] })
}

resource "aws_cloudwatch_event_target" "queue" {
  rule = aws_cloudwatch_event_rule.queue.name
  arn  = aws_sqs_queue.queue.arn
}
