# Two vaults whose service a team adds in kmsgate.yaml: the first key's policy lets it in for the vault's account, the second's
# for another account.
terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "5.100.0"
    }
  }
}

provider "aws" {
  region                      = "us-west-2"
  access_key                  = "mock"
  secret_key                  = "mock"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

locals {
  accounts = { right = "111122223333", wrong = "444455556666" }
}

resource "aws_kms_key" "vault" {
  for_each = local.accounts
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Allow"
        Principal = { AWS = "arn:aws:iam::111122223333:root" }
        Action    = "kms:*"
        Resource  = "*"
      },
      {
        Effect    = "Allow"
        Principal = { Service = "backup.amazonaws.com" }
        Action    = ["kms:Decrypt", "kms:GenerateDataKey*"]
        Resource  = "*"
        Condition = { StringEquals = { "aws:SourceAccount" = each.value } }
      },
    ]
  })
}

resource "aws_backup_vault" "main" {
  for_each    = local.accounts
  name        = each.key
  kms_key_arn = aws_kms_key.vault[each.key].arn
}
