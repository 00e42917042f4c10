# A launch template with a key that no group uses, and a group whose template leaves the key to the account's default.

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

resource "aws_launch_template" "spare" {
  name          = "spare"
  image_id      = "ami-12345678"
  instance_type = "t3.micro"
  block_device_mappings {
    device_name = "/dev/xvda"
    ebs {
      encrypted  = true
      kms_key_id = aws_kms_key.spare.arn
    }
  }
}

resource "aws_launch_template" "plain" {
  name          = "plain"
  image_id      = "ami-12345678"
  instance_type = "t3.micro"
  block_device_mappings {
    device_name = "/dev/xvda"
    ebs {
      encrypted   = true
      volume_size = 20
    }
  }
}

resource "aws_autoscaling_group" "plain" {
  availability_zones = ["us-east-1a"]
  max_size           = 1
  min_size           = 1
  launch_template {
    id = aws_launch_template.plain.id
  }
}
