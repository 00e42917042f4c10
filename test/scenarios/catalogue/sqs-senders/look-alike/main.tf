# A bucket and a topic that send to a queue which SQS encrypts with its own key; a subscription to a queue by mail is
# none; the queue with a key has no sender.

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

resource "aws_kms_key" "quiet" {}

resource "aws_sqs_queue" "quiet" {
  name              = "quiet"
  kms_master_key_id = aws_kms_key.quiet.arn
}

resource "aws_sqs_queue" "own" {
  name                    = "own"
  sqs_managed_sse_enabled = true
}

resource "aws_s3_bucket" "uploads" {
  bucket = "uploads-111122223333"
}

resource "aws_s3_bucket_notification" "uploads" {
  bucket = aws_s3_bucket.uploads.id
  queue {
    queue_arn = aws_sqs_queue.own.arn
    events    = ["s3:ObjectCreated:*"]
  }
}
