locals {
  role_arn     = "arn:${var.partition}:iam::${var.account_id}:role${var.role_path}${var.role_name}"
  account_root = coalesce(var.account_root_administers, length(var.administrators) == 0)

  key_policy_actions = sort(distinct(flatten([for id in var.operations : local.key_policy_actions_of[id]])))
  role_policy_actions = local.account_root && !var.always_role_policy ? [] : sort(distinct(
    flatten([for id in var.operations : local.role_policy_actions_of[id]])
  ))

  administration = concat(
    local.account_root ? [{
      Sid       = "EnableIamPolicies"
      Effect    = "Allow"
      Principal = { AWS = "arn:${var.partition}:iam::${var.account_id}:root" }
      Action    = "kms:*"
      Resource  = "*"
    }] : [],
    length(var.administrators) > 0 ? [{
      Sid       = "KeyAdministrators"
      Effect    = "Allow"
      Principal = { AWS = sort(var.administrators) }
      Action    = var.multi_region ? sort(concat(local.administrator_actions, local.administrator_actions_for_multi_region)) : local.administrator_actions
      Resource  = "*"
    }] : [],
  )

  use = [{
    Sid       = "AllowSagemakerGeospatialRole"
    Effect    = "Allow"
    Principal = { AWS = local.role_arn }
    Action    = local.key_policy_actions
    Resource  = "*"
  }]
}

# The policy names the role by its parts, not by a reference: a plan then shows the whole policy. AWS refuses a policy that
# names a role which does not exist yet.
resource "aws_kms_key" "this" {
  description              = var.description
  key_usage                = "ENCRYPT_DECRYPT"
  customer_master_key_spec = "SYMMETRIC_DEFAULT"
  enable_key_rotation      = var.enable_key_rotation
  deletion_window_in_days  = var.deletion_window_in_days
  multi_region             = var.multi_region
  tags                     = var.tags

  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = concat(local.administration, local.use)
  })

  depends_on = [aws_iam_role.this]

  lifecycle {
    precondition {
      condition     = local.account_root || length(var.administrators) > 0
      error_message = "administrators: expected at least one, since account_root_administers is false."
    }
  }
}

resource "aws_kms_alias" "this" {
  count = var.alias == null ? 0 : 1

  name          = var.alias
  target_key_id = aws_kms_key.this.key_id
}

resource "aws_iam_role" "this" {
  count = var.create_role ? 1 : 0

  name                 = var.role_name
  path                 = var.role_path
  description          = "Assumed by Amazon SageMaker geospatial capabilities."
  permissions_boundary = var.role_permissions_boundary
  tags                 = var.tags

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "sagemaker-geospatial.amazonaws.com" }
      Action    = "sts:AssumeRole"
      Condition = { StringEquals = { "aws:SourceAccount" = var.account_id } }
    }]
  })
}

resource "aws_iam_policy" "role" {
  count = length(local.role_policy_actions) > 0 ? 1 : 0

  name_prefix = "sagemaker-geospatial-kms-key-"
  description = "Lets Amazon SageMaker geospatial capabilities use its KMS key with this role."
  tags        = var.tags

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid      = "AllowSagemakerGeospatialKey"
      Effect   = "Allow"
      Action   = local.role_policy_actions
      Resource = aws_kms_key.this.arn
    }]
  })
}

resource "aws_iam_role_policy_attachment" "role" {
  count = length(local.role_policy_actions) > 0 ? 1 : 0

  role       = var.create_role ? aws_iam_role.this[0].name : var.role_name
  policy_arn = aws_iam_policy.role[0].arn
}

# Says in the plan who uses the key and what for, to kmsgate check. The key is referred to directly: plan JSON does not show
# what a local value refers to.
resource "terraform_data" "kmsgate_use" {
  count = var.declare_use ? 1 : 0

  input = {
    kmsgate = {
      version = 1
      key     = aws_kms_key.this.arn
      uses = [{
        service    = "sagemaker-geospatial"
        operations = sort(var.operations)
        role       = "arn:${var.partition}:iam::${var.account_id}:role${var.role_path}${var.role_name}"
      }]
    }
  }
}
