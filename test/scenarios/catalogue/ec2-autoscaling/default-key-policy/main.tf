# A group whose launch template names a key with the policy that a key has by default, written out.

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

resource "aws_kms_key" "group" {
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      local.account,
    ]
  })
}

resource "aws_launch_template" "group" {
  name          = "group"
  image_id      = "ami-12345678"
  instance_type = "t3.micro"
  block_device_mappings {
    device_name = "/dev/xvda"
    ebs {
      encrypted  = true
      kms_key_id = aws_kms_key.group.arn
    }
  }
}

resource "aws_autoscaling_group" "group" {
  availability_zones = ["us-east-1a"]
  max_size           = 1
  min_size           = 1
  launch_template {
    id = aws_launch_template.group.id
  }
}
