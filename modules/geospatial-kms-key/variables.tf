variable "account_id" {
  description = "The account of key and role: twelve digits. Known when it is planned, so that a plan shows the whole key policy."
  type        = string

  validation {
    condition     = can(regex("^[0-9]{12}$", var.account_id))
    error_message = "Expected the twelve digits of an AWS account."
  }
}

variable "role_name" {
  description = "Name of the role that the service is given. Pass the role's `name` attribute where the same configuration makes it."
  type        = string

  validation {
    condition     = can(regex("^[A-Za-z0-9_+=,.@-]{1,64}$", var.role_name))
    error_message = "Expected the name of an IAM role."
  }
}

variable "role_path" {
  description = "Path of the role; begins and ends with a slash."
  type        = string
  default     = "/"
  nullable    = false

  validation {
    condition     = can(regex("^/([!-~]+/)?$", var.role_path))
    error_message = "Expected a path that begins and ends with /."
  }
}

variable "create_role" {
  description = "Whether the role is made here; the service may then assume it on behalf of this account only."
  type        = bool
  default     = false
  nullable    = false
}

variable "role_permissions_boundary" {
  description = "ARN of a policy that limits what the role made here may do; it must leave room for what the service needs."
  type        = string
  default     = null

  validation {
    condition     = var.role_permissions_boundary == null || can(regex("^arn:aws[a-z-]*:iam::([0-9]{12}|aws):policy/[!-~]+$", var.role_permissions_boundary))
    error_message = "Expected arn:aws:iam::ACCOUNT:policy/NAME."
  }
}

variable "operations" {
  description = "What the service does with this key and this role; AWS asks the same of each."
  type        = set(string)
  default     = ["earth-observation-job", "vector-enrichment-job", "earth-observation-job-export", "vector-enrichment-job-export"]
  nullable    = false

  validation {
    condition = length(var.operations) > 0 && alltrue([for id in var.operations : contains([
      "earth-observation-job", "vector-enrichment-job", "earth-observation-job-export", "vector-enrichment-job-export",
    ], id)])
    error_message = "Expected one or more of earth-observation-job, vector-enrichment-job, earth-observation-job-export, vector-enrichment-job-export."
  }
}

variable "always_role_policy" {
  description = "Whether the execution role gets an IAM policy although the account root administers the key, where AWS asks for none."
  type        = bool
  default     = false
  nullable    = false
}

variable "partition" {
  description = "The partition of key and role."
  type        = string
  default     = "aws"
  nullable    = false

  validation {
    condition     = can(regex("^aws(-[a-z-]+)?$", var.partition))
    error_message = "Expected aws, aws-cn or aws-us-gov."
  }
}

variable "administrators" {
  description = "ARNs of the roles and users that administer the key, besides the account root or instead of it. AWS refuses a key policy under which whoever applies it could not change it again."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for arn in var.administrators : can(regex("^arn:aws[a-z-]*:iam::[0-9]{12}:(role|user)/[!-~]+$", arn))])
    error_message = "Expected ARNs of IAM roles and users."
  }
}

variable "account_root_administers" {
  description = "Whether the account root administers the key, that is: the account's IAM policies decide who does what with it. By default it does where there are no administrators."
  type        = bool
  default     = null
}

variable "alias" {
  description = "The key's alias, `alias/NAME`; none by default."
  type        = string
  default     = null

  validation {
    condition     = var.alias == null || can(regex("^alias/[A-Za-z0-9_/-]{1,250}$", var.alias)) && !can(regex("^alias/aws/", var.alias))
    error_message = "Expected alias/NAME; alias/aws/ is AWS's own."
  }
}

variable "description" {
  description = "The key's description."
  type        = string
  default     = "Used by Amazon SageMaker geospatial capabilities."
  nullable    = false
}

variable "enable_key_rotation" {
  description = "Whether AWS rotates the key's material every year."
  type        = bool
  default     = true
  nullable    = false
}

variable "deletion_window_in_days" {
  description = "How long AWS waits before it deletes the key: 7 to 30 days."
  type        = number
  default     = 30
  nullable    = false

  validation {
    condition     = contains(range(7, 31), var.deletion_window_in_days)
    error_message = "Expected a whole number from 7 to 30."
  }
}

variable "multi_region" {
  description = "Whether the key is a multi-Region primary key. A replica has a key policy of its own, which `key_policy` can be; the role needs an IAM policy for its ARN too."
  type        = bool
  default     = false
  nullable    = false
}

variable "tags" {
  description = "Tags of the key, of the policy and of the role made here."
  type        = map(string)
  default     = null
}

variable "declare_use" {
  description = "Whether a `terraform_data` says in the plan who uses the key and what for, so that `kmsgate check` needs no configuration. It makes nothing in AWS."
  type        = bool
  default     = true
  nullable    = false
}
