# Encrypted topics and what publishes to them. Each key policy is the one that AWS prints for event sources: with the
# source's account and ARN for CloudWatch, S3 and RDS, without conditions for EventBridge and the rest.

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

resource "aws_kms_key" "alarms" {
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      local.account,
      {
        Effect    = "Allow"
        Principal = { Service = "cloudwatch.amazonaws.com" }
        Action    = ["kms:GenerateDataKey*", "kms:Decrypt"]
        Resource  = "*"
        Condition = {
          StringEquals = { "aws:SourceAccount" = "111122223333" }
          ArnLike = {
            "aws:SourceArn" = [
              "arn:aws:cloudwatch:us-east-1:111122223333:alarm:cpu",
              "arn:aws:cloudwatch:us-east-1:111122223333:alarm:all",
            ]
          }
        }
      },
    ]
  })
}

resource "aws_sns_topic" "alarms" {
  name              = "alarms"
  kms_master_key_id = aws_kms_key.alarms.arn
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

resource "aws_cloudwatch_composite_alarm" "all" {
  alarm_name    = "all"
  alarm_rule    = "ALARM(cpu)"
  alarm_actions = [aws_sns_topic.alarms.arn]
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

resource "aws_s3_bucket" "uploads" {
  bucket = "uploads-111122223333"
}

resource "aws_kms_key" "uploads" {
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      local.account,
      {
        Effect    = "Allow"
        Principal = { Service = "s3.amazonaws.com" }
        Action    = ["kms:GenerateDataKey*", "kms:Decrypt"]
        Resource  = "*"
        Condition = {
          StringEquals = { "aws:SourceAccount" = "111122223333" }
          ArnLike      = { "aws:SourceArn" = aws_s3_bucket.uploads.arn }
        }
      },
    ]
  })
}

resource "aws_sns_topic" "uploads" {
  name              = "uploads"
  kms_master_key_id = aws_kms_key.uploads.arn
}

resource "aws_s3_bucket_notification" "uploads" {
  bucket = aws_s3_bucket.uploads.id
  topic {
    topic_arn = aws_sns_topic.uploads.arn
    events    = ["s3:ObjectCreated:*"]
  }
}

resource "aws_kms_key" "database" {
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      local.account,
      {
        Effect    = "Allow"
        Principal = { Service = "events.rds.amazonaws.com" }
        Action    = ["kms:GenerateDataKey*", "kms:Decrypt"]
        Resource  = "*"
        Condition = {
          StringEquals = { "aws:SourceAccount" = "111122223333" }
          ArnLike      = { "aws:SourceArn" = "arn:aws:rds:us-east-1:111122223333:*" }
        }
      },
    ]
  })
}

resource "aws_sns_topic" "database" {
  name              = "database"
  kms_master_key_id = aws_kms_key.database.arn
}

resource "aws_db_event_subscription" "database" {
  name      = "database"
  sns_topic = aws_sns_topic.database.arn
}

resource "aws_kms_key" "others" {
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      local.account,
      {
        Effect = "Allow"
        Principal = {
          Service = [
            "redshift.amazonaws.com",
            "dms.amazonaws.com",
            "dynamodb.amazonaws.com",
            "glacier.amazonaws.com",
            "codecommit.amazonaws.com",
            "ses.amazonaws.com",
            "cloudtrail.amazonaws.com",
            "budgets.amazonaws.com",
          ]
        }
        Action   = ["kms:GenerateDataKey*", "kms:Decrypt"]
        Resource = "*"
      },
    ]
  })
}

resource "aws_sns_topic" "others" {
  name              = "others"
  kms_master_key_id = aws_kms_key.others.arn
}

resource "aws_redshift_event_subscription" "warehouse" {
  name          = "warehouse"
  sns_topic_arn = aws_sns_topic.others.arn
}

resource "aws_dms_event_subscription" "migration" {
  name             = "migration"
  source_type      = "replication-instance"
  event_categories = ["failure"]
  sns_topic_arn    = aws_sns_topic.others.arn
}

resource "aws_dax_cluster" "cache" {
  cluster_name           = "cache"
  iam_role_arn           = "arn:aws:iam::111122223333:role/dax"
  node_type              = "dax.t3.small"
  replication_factor     = 1
  notification_topic_arn = aws_sns_topic.others.arn
}

resource "aws_glacier_vault" "archive" {
  name = "archive"
  notification {
    sns_topic = aws_sns_topic.others.arn
    events    = ["ArchiveRetrievalCompleted"]
  }
}

resource "aws_codecommit_trigger" "repository" {
  repository_name = "repository"
  trigger {
    name            = "pushed"
    events          = ["all"]
    destination_arn = aws_sns_topic.others.arn
  }
}

resource "aws_ses_identity_notification_topic" "bounces" {
  identity          = "example.com"
  notification_type = "Bounce"
  topic_arn         = aws_sns_topic.others.arn
}

resource "aws_cloudtrail" "trail" {
  name           = "trail"
  s3_bucket_name = "trail-111122223333"
  sns_topic_name = aws_sns_topic.others.name
}

resource "aws_budgets_budget" "month" {
  budget_type  = "COST"
  limit_amount = "100"
  limit_unit   = "USD"
  time_unit    = "MONTHLY"
  notification {
    comparison_operator       = "GREATER_THAN"
    notification_type         = "FORECASTED"
    threshold                 = 100
    threshold_type            = "PERCENTAGE"
    subscriber_sns_topic_arns = [aws_sns_topic.others.arn]
  }
}
