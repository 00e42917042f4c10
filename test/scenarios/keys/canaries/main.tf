# Canary strings in sensitive variables, tags, descriptions, provider settings and a secret: none may be seen in any output.

terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "5.100.0"
    }
  }
}

provider "aws" {
  region                      = "eu-west-1"
  access_key                  = "canary-access-key"
  secret_key                  = "canary-secret-key"
  token                       = "canary-session-token"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true

  default_tags {
    tags = { CostCentre = "canary-default-tag" }
  }
}

variable "key_policy" {
  type      = string
  sensitive = true
  default   = "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Sid\": \"CanaryAdministration\", \"Effect\": \"Allow\", \"Principal\": {\"AWS\": \"arn:aws:iam::111122223333:root\"}, \"Action\": \"kms:*\", \"Resource\": \"*\"}, {\"Sid\": \"CanaryRole\", \"Effect\": \"Allow\", \"Principal\": {\"AWS\": \"arn:aws:iam::111122223333:role/personalize\"}, \"Action\": [\"kms:CreateGrant\", \"kms:Decrypt\", \"kms:DescribeKey\", \"kms:GenerateDataKey\", \"kms:ListGrants\"], \"Resource\": \"*\"}, {\"Sid\": \"CanaryService\", \"Effect\": \"Allow\", \"Principal\": {\"Service\": \"personalize.amazonaws.com\"}, \"Action\": [\"kms:CreateGrant\", \"kms:Decrypt\", \"kms:GenerateDataKey\", \"kms:ListGrants\"], \"Resource\": \"*\"}]}"
}

variable "late_policy" {
  type      = string
  sensitive = true
  default   = "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Sid\": \"CanaryLate\", \"Effect\": \"Allow\", \"Principal\": {\"AWS\": \"LATE\"}, \"Action\": \"kms:*\", \"Resource\": \"*\"}]}"
}

variable "password" {
  type      = string
  sensitive = true
  default   = "canary-password"
}

variable "ticket" {
  type    = string
  default = "canary-variable"
}

resource "aws_iam_role" "personalize" {
  name        = "personalize"
  description = "canary-description-of-the-role ${var.ticket}"
  tags        = { Owner = "canary-tag-of-the-role" }
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Allow"
        Principal = { Service = "personalize.amazonaws.com" }
        Action    = "sts:AssumeRole"
      },
    ]
  })
}

resource "aws_iam_role_policy" "personalize" {
  name = "use-of-the-key"
  role = aws_iam_role.personalize.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "TrainingDataAndResults"
        Effect   = "Allow"
        Action   = ["s3:GetObject", "s3:ListBucket", "s3:PutObject"]
        Resource = ["arn:aws:s3:::acme-recommendations*", "arn:aws:s3:::acme-recommendations*/*"]
      },
      {
        Sid      = "KeyOfTheData"
        Effect   = "Allow"
        Action   = ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey", "kms:ListGrants"]
        Resource = "*"
      },
    ]
  })
}

resource "aws_kms_key" "personalize" {
  description = "canary-description-of-the-key"
  tags        = { Owner = "canary-tag-of-the-key" }
  policy      = var.key_policy
  depends_on  = [aws_iam_role.personalize]
}

# Its policy is sensitive, and known only after apply.
resource "aws_kms_key" "late" {
  tags   = { Owner = "canary-tag-of-the-other-key" }
  policy = replace(var.late_policy, "LATE", aws_iam_role.personalize.arn)
}

resource "aws_s3_bucket" "data" {
  bucket = "acme-recommendations"
  tags   = { Owner = "canary-tag-of-the-bucket" }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "data" {
  bucket = aws_s3_bucket.data.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.personalize.arn
    }
  }
}

resource "aws_s3_bucket" "late" {
  bucket = "acme-recommendations-late"
}

resource "aws_s3_bucket_server_side_encryption_configuration" "late" {
  bucket = aws_s3_bucket.late.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.late.arn
    }
  }
}

resource "aws_ssm_parameter" "password" {
  name  = "/recommendations/password"
  type  = "SecureString"
  value = var.password
}

output "password" {
  value     = var.password
  sensitive = true
}
