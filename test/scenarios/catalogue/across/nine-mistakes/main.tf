# Nine mistakes, each with a key of its own: default key policies for a log group, a topic's alarm, a queue's bucket, a
# launch template, flow logs (whose bucket names the key by id and has a Bucket Key) and GuardDuty; a source condition
# for EventBridge and a topic; a trail without DescribeKey; a symmetric key for DNSSEC.

terraform {
  required_providers {
    aws = { source = "hashicorp/aws", version = "5.100.0" }
  }
}

provider "aws" {
  region                      = "us-west-2"
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

resource "aws_kms_key" "logs" {}

resource "aws_cloudwatch_log_group" "app" {
  name       = "/app"
  kms_key_id = aws_kms_key.logs.arn
}

resource "aws_kms_key" "topic" {}

resource "aws_sns_topic" "alarms" {
  name              = "alarms"
  kms_master_key_id = aws_kms_key.topic.arn
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
  alarm_actions       = [aws_sns_topic.alarms.arn]
}

resource "aws_kms_key" "events" {
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

resource "aws_sns_topic" "events" {
  name              = "events"
  kms_master_key_id = aws_kms_key.events.arn
}

resource "aws_cloudwatch_event_rule" "findings" {
  name          = "findings"
  event_pattern = jsonencode({ source = ["aws.guardduty"] })
}

resource "aws_cloudwatch_event_target" "findings" {
  rule = aws_cloudwatch_event_rule.findings.name
  arn  = aws_sns_topic.events.arn
}

resource "aws_kms_key" "queue" {}

resource "aws_sqs_queue" "uploads" {
  name              = "uploads"
  kms_master_key_id = aws_kms_key.queue.key_id
}

resource "aws_s3_bucket" "uploads" {
  bucket = "uploads-111122223333"
}

resource "aws_s3_bucket_notification" "uploads" {
  bucket = aws_s3_bucket.uploads.id
  queue {
    queue_arn = aws_sqs_queue.uploads.arn
    events    = ["s3:ObjectCreated:*"]
  }
}

resource "aws_kms_key" "ebs" {}

resource "aws_launch_template" "ebs" {
  name          = "ebs"
  image_id      = "ami-12345678"
  instance_type = "t3.micro"
  block_device_mappings {
    device_name = "/dev/xvda"
    ebs {
      encrypted  = true
      kms_key_id = aws_kms_key.ebs.arn
    }
  }
}

resource "aws_autoscaling_group" "ebs" {
  availability_zones = ["us-west-2a"]
  max_size           = 1
  min_size           = 1
  launch_template {
    id = aws_launch_template.ebs.id
  }
}

resource "aws_kms_key" "flow" {}

resource "aws_s3_bucket" "flow" {
  bucket = "flow-111122223333"
}

resource "aws_s3_bucket_server_side_encryption_configuration" "flow" {
  bucket = aws_s3_bucket.flow.id
  rule {
    bucket_key_enabled = true
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.flow.key_id
    }
  }
}

resource "aws_flow_log" "network" {
  vpc_id               = "vpc-12345678"
  traffic_type         = "ALL"
  log_destination_type = "s3"
  log_destination      = aws_s3_bucket.flow.arn
}

resource "aws_kms_key" "trail" {
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      local.account,
      {
        Effect    = "Allow"
        Principal = { Service = "cloudtrail.amazonaws.com" }
        Action    = ["kms:GenerateDataKey*"]
        Resource  = "*"
      },
    ]
  })
}

resource "aws_cloudtrail" "main" {
  name           = "main"
  s3_bucket_name = aws_s3_bucket.flow.id
  kms_key_id     = aws_kms_key.trail.arn
}

resource "aws_route53_zone" "zone" {
  name = "zone.example.com"
}

resource "aws_kms_key" "dns" {}

resource "aws_route53_key_signing_key" "zone" {
  hosted_zone_id             = aws_route53_zone.zone.id
  key_management_service_arn = aws_kms_key.dns.arn
  name                       = "zone"
}

resource "aws_guardduty_detector" "this" {
  enable = true
}

resource "aws_s3_bucket" "findings" {
  bucket = "findings-111122223333"
}

resource "aws_kms_key" "findings" {}

resource "aws_guardduty_publishing_destination" "findings" {
  detector_id     = aws_guardduty_detector.this.id
  destination_arn = aws_s3_bucket.findings.arn
  kms_key_arn     = aws_kms_key.findings.arn
}
