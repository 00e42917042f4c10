# An alarm on a topic without a key; and a topic with a key to which nothing of this plan publishes, with a subscriber
# by mail.

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

resource "aws_sns_topic" "plain" {
  name = "plain"
}

resource "aws_cloudwatch_metric_alarm" "cpu" {
  alarm_name          = "cpu"
  comparison_operator = "GreaterThanThreshold"
  evaluation_periods  = 1
  metric_name         = "CPUUtilization"
  namespace           = "AWS/EC2"
  period              = 60
  statistic           = "Average"
  threshold           = 80
  alarm_actions       = [aws_sns_topic.plain.arn]
}

resource "aws_kms_key" "quiet" {}

resource "aws_sns_topic" "quiet" {
  name              = "quiet"
  kms_master_key_id = aws_kms_key.quiet.arn
}

resource "aws_sns_topic_subscription" "mail" {
  topic_arn = aws_sns_topic.quiet.arn
  protocol  = "email"
  endpoint  = "oncall@example.com"
}
