# A bus without a key, and a rule on it whose target is a queue that SQS encrypts itself.

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

resource "aws_kms_key" "spare" {}

resource "aws_cloudwatch_event_bus" "orders" {
  name = "orders"
}

resource "aws_sqs_queue" "own" {
  name                    = "own"
  sqs_managed_sse_enabled = true
}

resource "aws_cloudwatch_event_rule" "orders" {
  name          = "orders"
  event_pattern = jsonencode({ source = ["aws.guardduty"] })
}

resource "aws_cloudwatch_event_target" "orders" {
  rule = aws_cloudwatch_event_rule.orders.name
  arn  = aws_sqs_queue.own.arn
}
