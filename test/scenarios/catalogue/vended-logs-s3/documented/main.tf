# Flow logs, a Network Load Balancer's access logs, WAF logs and resolver query logs in one SSE-KMS bucket; AWS's key
# policy for log delivery.

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

resource "aws_kms_key" "logs" {
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      local.account,
      {
        Effect    = "Allow"
        Principal = { Service = ["delivery.logs.amazonaws.com"] }
        Action    = ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"]
        Resource  = "*"
        Condition = {
          StringEquals = { "aws:SourceAccount" = ["111122223333"] }
          ArnLike      = { "aws:SourceArn" = ["arn:aws:logs:us-east-1:111122223333:*"] }
        }
      },
    ]
  })
}

resource "aws_s3_bucket" "logs" {
  bucket = "aws-waf-logs-111122223333"
}

resource "aws_s3_bucket_server_side_encryption_configuration" "logs" {
  bucket = aws_s3_bucket.logs.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.logs.arn
    }
  }
}

resource "aws_flow_log" "network" {
  vpc_id               = "vpc-12345678"
  traffic_type         = "ALL"
  log_destination_type = "s3"
  log_destination      = aws_s3_bucket.logs.arn
}

resource "aws_lb" "front" {
  name               = "front"
  load_balancer_type = "network"
  subnets            = ["subnet-12345678", "subnet-87654321"]
  access_logs {
    bucket  = aws_s3_bucket.logs.bucket
    enabled = true
  }
}

resource "aws_wafv2_web_acl_logging_configuration" "edge" {
  resource_arn            = "arn:aws:wafv2:us-east-1:111122223333:regional/webacl/edge/a1b2c3d4-5678-90ab-cdef-EXAMPLE11111"
  log_destination_configs = [aws_s3_bucket.logs.arn]
}

resource "aws_route53_resolver_query_log_config" "queries" {
  name            = "queries"
  destination_arn = aws_s3_bucket.logs.arn
}

resource "aws_kms_key" "load_balancer" {
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      local.account,
      {
        Effect    = "Allow"
        Principal = { Service = "delivery.logs.amazonaws.com" }
        Action    = ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"]
        Resource  = "*"
      },
    ]
  })
}

resource "aws_s3_bucket" "load_balancer" {
  bucket = "load_balancer-111122223333"
}

resource "aws_s3_bucket_server_side_encryption_configuration" "load_balancer" {
  bucket = aws_s3_bucket.load_balancer.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.load_balancer.arn
    }
  }
}

resource "aws_lb" "back" {
  name               = "back"
  load_balancer_type = "network"
  subnets            = ["subnet-12345678", "subnet-87654321"]
  access_logs {
    bucket  = aws_s3_bucket.load_balancer.bucket
    enabled = true
  }
}
