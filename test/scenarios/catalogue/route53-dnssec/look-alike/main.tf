# A zone without signing, a signing key that signs something else, and the record of another zone's DS.

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

resource "aws_route53_zone" "plain" {
  name = "plain.example.com"
}

resource "aws_kms_key" "release" {
  customer_master_key_spec = "ECC_NIST_P256"
  key_usage                = "SIGN_VERIFY"
}

resource "aws_route53_record" "delegation" {
  zone_id = aws_route53_zone.plain.zone_id
  name    = "signed.plain.example.com"
  type    = "DS"
  ttl     = 300
  records = ["12345 13 2 0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF"]
}
