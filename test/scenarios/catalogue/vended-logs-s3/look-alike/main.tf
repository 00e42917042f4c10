# Flow logs to a log group without a key and to a bucket with SSE-S3; the access logs of the load balancer are not
# enabled; nobody delivers to the bucket with the key.

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

resource "aws_kms_key" "logs" {}

resource "aws_s3_bucket" "quiet" {
  bucket = "quiet-111122223333"
}

resource "aws_s3_bucket_server_side_encryption_configuration" "quiet" {
  bucket = aws_s3_bucket.quiet.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.logs.arn
    }
  }
}

resource "aws_s3_bucket" "plain" {
  bucket = "plain-111122223333"
}

resource "aws_flow_log" "network" {
  vpc_id               = "vpc-12345678"
  traffic_type         = "ALL"
  log_destination_type = "s3"
  log_destination      = aws_s3_bucket.plain.arn
}

resource "aws_lb" "front" {
  name               = "front"
  load_balancer_type = "network"
  subnets            = ["subnet-12345678", "subnet-87654321"]
  access_logs {
    bucket  = aws_s3_bucket.quiet.bucket
    enabled = false
  }
}

resource "aws_cloudwatch_log_group" "flows" {
  name = "/flows"
}

resource "aws_flow_log" "group" {
  vpc_id          = "vpc-12345678"
  traffic_type    = "ALL"
  iam_role_arn    = "arn:aws:iam::111122223333:role/flow-logs"
  log_destination = aws_cloudwatch_log_group.flows.arn
}
