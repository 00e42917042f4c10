# Five keys: Storage Lens may decrypt only; S3's principal; another account; another dashboard; another Region.

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

resource "aws_kms_key" "action" {
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      local.account,
      {
        Effect    = "Allow"
        Principal = { Service = "storage-lens.s3.amazonaws.com" }
        Action    = ["kms:Decrypt"]
        Resource  = "*"
      },
    ]
  })
}

resource "aws_s3control_storage_lens_configuration" "action" {
  account_id = "111122223333"
  config_id  = "action"
  storage_lens_configuration {
    enabled = true
    account_level {
      bucket_level {}
    }
    data_export {
      s3_bucket_destination {
        account_id            = "111122223333"
        arn                   = "arn:aws:s3:::lens-111122223333"
        format                = "CSV"
        output_schema_version = "V_1"
        encryption {
          sse_kms {
            key_id = aws_kms_key.action.arn
          }
        }
      }
    }
  }
}

resource "aws_kms_key" "principal" {
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      local.account,
      {
        Effect    = "Allow"
        Principal = { Service = "s3.amazonaws.com" }
        Action    = ["kms:GenerateDataKey"]
        Resource  = "*"
      },
    ]
  })
}

resource "aws_s3control_storage_lens_configuration" "principal" {
  account_id = "111122223333"
  config_id  = "principal"
  storage_lens_configuration {
    enabled = true
    account_level {
      bucket_level {}
    }
    data_export {
      s3_bucket_destination {
        account_id            = "111122223333"
        arn                   = "arn:aws:s3:::lens-111122223333"
        format                = "CSV"
        output_schema_version = "V_1"
        encryption {
          sse_kms {
            key_id = aws_kms_key.principal.arn
          }
        }
      }
    }
  }
}

resource "aws_kms_key" "account" {
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      local.account,
      {
        Effect    = "Allow"
        Principal = { Service = "storage-lens.s3.amazonaws.com" }
        Action    = ["kms:GenerateDataKey"]
        Resource  = "*"
        Condition = {
          StringEquals = {
            "aws:SourceArn"     = "arn:aws:s3:us-east-1:444455556666:storage-lens/account"
            "aws:SourceAccount" = "444455556666"
          }
        }
      },
    ]
  })
}

resource "aws_s3control_storage_lens_configuration" "account" {
  account_id = "111122223333"
  config_id  = "account"
  storage_lens_configuration {
    enabled = true
    account_level {
      bucket_level {}
    }
    data_export {
      s3_bucket_destination {
        account_id            = "111122223333"
        arn                   = "arn:aws:s3:::lens-111122223333"
        format                = "CSV"
        output_schema_version = "V_1"
        encryption {
          sse_kms {
            key_id = aws_kms_key.account.arn
          }
        }
      }
    }
  }
}

resource "aws_kms_key" "arn" {
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      local.account,
      {
        Effect    = "Allow"
        Principal = { Service = "storage-lens.s3.amazonaws.com" }
        Action    = ["kms:GenerateDataKey"]
        Resource  = "*"
        Condition = {
          StringEquals = {
            "aws:SourceArn"     = "arn:aws:s3:us-east-1:111122223333:storage-lens/other"
            "aws:SourceAccount" = "111122223333"
          }
        }
      },
    ]
  })
}

resource "aws_s3control_storage_lens_configuration" "arn" {
  account_id = "111122223333"
  config_id  = "arn"
  storage_lens_configuration {
    enabled = true
    account_level {
      bucket_level {}
    }
    data_export {
      s3_bucket_destination {
        account_id            = "111122223333"
        arn                   = "arn:aws:s3:::lens-111122223333"
        format                = "CSV"
        output_schema_version = "V_1"
        encryption {
          sse_kms {
            key_id = aws_kms_key.arn.arn
          }
        }
      }
    }
  }
}

resource "aws_kms_key" "region" {
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      local.account,
      {
        Effect    = "Allow"
        Principal = { Service = "storage-lens.s3.amazonaws.com" }
        Action    = ["kms:GenerateDataKey"]
        Resource  = "*"
        Condition = {
          StringEquals = {
            "aws:SourceArn"     = "arn:aws:s3:eu-west-1:111122223333:storage-lens/region"
            "aws:SourceAccount" = "111122223333"
          }
        }
      },
    ]
  })
}

resource "aws_s3control_storage_lens_configuration" "region" {
  account_id = "111122223333"
  config_id  = "region"
  storage_lens_configuration {
    enabled = true
    account_level {
      bucket_level {}
    }
    data_export {
      s3_bucket_destination {
        account_id            = "111122223333"
        arn                   = "arn:aws:s3:::lens-111122223333"
        format                = "CSV"
        output_schema_version = "V_1"
        encryption {
          sse_kms {
            key_id = aws_kms_key.region.arn
          }
        }
      }
    }
  }
}
