import { join } from "node:path";

// What was built, since that is what runs: a loader of TypeScript makes it several times slower.
// eslint-disable-next-line @typescript-eslint/no-require-imports -- it exists only after the build
const { parseNative } = require(
  join(__dirname, "../dist/source/syntax/native"),
) as typeof import("../src/source/syntax/native");

/** Speed of the parser of native syntax, in MB of source a second. */
export interface ParsingSpeed {
  /** Files of 100 kB, 10 MB in all; the best of five runs. */
  readonly warm: number;
  /** The first 3 MB that the process parses: what a run of `kmsgate check` pays. */
  readonly cold: number;
}

/** Measures the parser on HCL as people write it; to be called before anything else has parsed. */
export function measureParsing(): ParsingSpeed {
  const file = realisticHcl(0.1);
  const cold = measure(file, 30);
  const warm = Math.max(...Array.from({ length: 5 }, () => measure(file, 100)));
  return { warm, cold };
}

function measure(file: string, count: number): number {
  const start = performance.now();
  for (let index = 0; index < count; index++) {
    const body = parseNative(file, `${index}.tf`);
    if (body instanceof Error) throw body;
  }
  return (Buffer.byteLength(file) * count) / 1e3 / (performance.now() - start);
}

/** Resources, policies as documents and as JSON, variables, heredocs, comments, `for` and conditionals. */
function realisticHcl(megabytes: number): string {
  const modules: string[] = [];
  let length = 0;
  for (let index = 0; length < megabytes * 1e6; index++) {
    const text = moduleText(index);
    modules.push(text);
    length += text.length;
  }
  return modules.join("");
}

function moduleText(index: number): string {
  return `
# A key, and who may use it.
resource "aws_kms_key" "this_${index}" {
  count = var.create && length(var.aliases) > 0 ? 1 : 0

  description             = "key \${var.name}-${index} of \${local.environment}"
  enable_key_rotation     = var.enable_key_rotation
  deletion_window_in_days = coalesce(var.deletion_window_in_days, 30)
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat([
      {
        Sid       = "Account"
        Effect    = "Allow"
        Principal = { AWS = "arn:\${data.aws_partition.current.partition}:iam::\${local.account_id}:root" }
        Action    = "kms:*"
        Resource  = "*"
      },
    ], [for name, role in var.roles : {
      Sid       = "Role\${title(name)}"
      Effect    = "Allow"
      Principal = { AWS = [role.arn, aws_iam_role.this_${index}[0].arn] }
      Action    = ["kms:Decrypt", "kms:GenerateDataKey", "kms:DescribeKey"]
      Resource  = "*"
    } if role.enabled])
  })

  tags = merge(var.tags, { Name = "\${var.name}-${index}", "kubernetes.io/cluster" = "owned" })

  lifecycle {
    ignore_changes = [tags["Updated"]]
  }
}

data "aws_iam_policy_document" "this_${index}" {
  dynamic "statement" {
    for_each = { for key, value in var.statements : key => value if try(value.enabled, true) }

    content {
      sid       = try(statement.value.sid, null)
      actions   = statement.value.actions
      resources = ["\${aws_s3_bucket.data.arn}/*", aws_s3_bucket.data.arn]

      condition {
        test     = "StringEquals"
        variable = "aws:SourceAccount"
        values   = [local.account_id]
      }
    }
  }
}

variable "setting_${index}" {
  description = <<-EOT
    What the module is to do, in several lines, since people explain a lot
    in their variables; see https://example.com/docs#anchor-${index} for more.
  EOT
  type = object({
    name    = string
    enabled = optional(bool, true)
    actions = optional(list(string), [])
  })
  default = {
    name = "x"
  }
}

resource "aws_instance" "web_${index}" {
  ami       = data.aws_ami.this.id
  user_data = <<EOF
#!/bin/bash
echo "$\${HOME}" > /etc/motd
%{ for line in var.lines ~}
echo \${line}
%{ endfor ~}
EOF
}

output "arns_${index}" {
  value = [for key in aws_kms_key.this_${index}[*] : key.arn]
}
`;
}
