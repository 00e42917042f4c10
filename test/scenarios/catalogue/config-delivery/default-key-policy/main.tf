# A recorder with the service-linked role; the key has the default key policy.

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

resource "aws_config_configuration_recorder" "this" {
  role_arn = "arn:aws:iam::111122223333:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig"
}

resource "aws_kms_key" "channel" {}

resource "aws_config_delivery_channel" "channel" {
  name           = "channel"
  s3_bucket_name = "config-111122223333"
  s3_kms_key_arn = aws_kms_key.channel.arn
}
