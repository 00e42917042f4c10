# Crop monitoring with SageMaker geospatial capabilities: a key for the results of the earth observation jobs, and their
# execution role. Jobs are started by code, so that no resource of the plan shows them; the key policy names the role.

terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "5.100.0"
    }
  }
}

# No account is needed to make the plan: nothing is read from AWS.
provider "aws" {
  region                      = "us-west-2"
  access_key                  = "mock"
  secret_key                  = "mock"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

locals {
  account_id = "111122223333"
  role_arn   = "arn:aws:iam::${local.account_id}:role/earth-observation"
}

# The execution role of the earth observation jobs.
resource "aws_iam_role" "earth_observation" {
  name = "earth-observation"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "sagemaker-geospatial.amazonaws.com" }
      Action    = "sts:AssumeRole"
    }]
  })
}

resource "aws_iam_role_policy" "earth_observation" {
  name = "results-and-key"
  role = aws_iam_role.earth_observation.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Results"
        Effect   = "Allow"
        Action   = ["s3:GetObject", "s3:ListBucket", "s3:PutObject"]
        Resource = ["arn:aws:s3:::acme-crop-monitoring", "arn:aws:s3:::acme-crop-monitoring/*"]
      },
      {
        # Missing: kms:CreateGrant and kms:GenerateDataKeyWithoutPlaintext. The key policy has no account root, so that
        # AWS asks for all four actions here too.
        Sid      = "KeyOfTheResults"
        Effect   = "Allow"
        Action   = ["kms:Decrypt", "kms:GenerateDataKey"]
        Resource = "*"
      },
    ]
  })
}

resource "aws_kms_key" "earth_observation" {
  description         = "Results of the earth observation jobs"
  enable_key_rotation = true

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "KeyAdministrators"
        Effect    = "Allow"
        Principal = { AWS = "arn:aws:iam::${local.account_id}:role/key-administrators" }
        Action = [
          "kms:Create*", "kms:Delete*", "kms:Describe*", "kms:Disable*", "kms:Enable*", "kms:Get*", "kms:List*", "kms:Put*",
          "kms:ScheduleKeyDeletion", "kms:TagResource", "kms:UntagResource", "kms:Update*",
        ]
        Resource = "*"
      },
      {
        # Missing: kms:CreateGrant. The job starts by making a grant for the service, and fails there.
        Sid       = "ExecutionRole"
        Effect    = "Allow"
        Principal = { AWS = local.role_arn }
        Action    = ["kms:Decrypt", "kms:GenerateDataKey", "kms:GenerateDataKeyWithoutPlaintext"]
        Resource  = "*"
      },
    ]
  })

  depends_on = [aws_iam_role.earth_observation]
}
