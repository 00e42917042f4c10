# Queues and their keys by for_each; the one with the dot in its name has the default key policy's statement alone.

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

locals {
  senders = { "orders" = ["s3.amazonaws.com"], "orders.fast" = [] }
}

resource "aws_kms_key" "queue" {
  for_each = local.senders
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat([local.account], [for service in each.value : {
      Effect    = "Allow"
      Principal = { Service = service }
      Action    = ["kms:Decrypt", "kms:GenerateDataKey"]
      Resource  = "*"
    }])
  })
}

resource "aws_sqs_queue" "queue" {
  for_each          = local.senders
  name              = replace(each.key, ".", "-")
  kms_master_key_id = aws_kms_key.queue[each.key].key_id
}

resource "aws_s3_bucket" "uploads" {
  for_each = local.senders
  bucket   = "uploads-${replace(each.key, ".", "-")}-111122223333"
}

resource "aws_s3_bucket_notification" "uploads" {
  for_each = local.senders
  bucket   = aws_s3_bucket.uploads[each.key].id
  queue {
    queue_arn = aws_sqs_queue.queue[each.key].arn
    events    = ["s3:ObjectCreated:*"]
  }
}
