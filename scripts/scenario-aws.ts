import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** An AWS that answers on loopback, as far as the plans of the scenarios need one. */
export interface Aws {
  /** For `AWS_ENDPOINT_URL`. */
  readonly url: string;
  stop(): void;
}

/**
 * Starts the mock of IAM and KMS with an empty memory, behind a server of our own. That one answers for STS, so that each
 * role that a provider assumes lives in the account that its ARN names, and finds every state machine valid.
 */
export async function startAws(mock: string): Promise<Aws> {
  const port = await freePort();
  const child = spawn(process.execPath, [mock], { env: { ...process.env, PORT: String(port) }, stdio: "ignore" });
  const behind = `http://127.0.0.1:${port}/`;
  const front = createServer((request, response) => {
    answer(request, response, behind).catch((error: unknown) => {
      response.writeHead(500).end(String(error));
    });
  }).listen(0, "127.0.0.1");
  await once(front, "listening");
  await untilItAnswers(behind);
  const stop = (): void => {
    front.close();
    front.closeAllConnections();
    child.kill();
  };
  return { url: `http://127.0.0.1:${(front.address() as AddressInfo).port}`, stop };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

async function untilItAnswers(url: string): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    const answered = await fetch(url).then(
      () => true,
      () => false,
    );
    if (answered) return;
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error("the mock of AWS does not answer");
}

async function answer(request: IncomingMessage, response: ServerResponse, behind: string): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks).toString();
  const sts = answerForSts(new URLSearchParams(body), request.headers.authorization ?? "");
  if (sts !== undefined) {
    response.writeHead(200, { "content-type": "text/xml" }).end(sts);
    return;
  }
  const target = request.headers["x-amz-target"];
  if (target === "AWSStepFunctions.ValidateStateMachineDefinition") {
    response.writeHead(200, { "content-type": "application/x-amz-json-1.0" });
    response.end('{"result":"OK","diagnostics":[]}');
    return;
  }
  const headers = typeof target === "string" ? { "x-amz-target": target } : {};
  const from = await fetch(behind, { method: "POST", headers, body });
  response.writeHead(from.status, { "content-type": from.headers.get("content-type") ?? "" });
  // The mock knows one region; the one that is asked stands in the request's signature.
  const region = /Credential=[^/]*\/\d+\/([a-z0-9-]+)\//.exec(request.headers.authorization ?? "")?.[1] ?? mockRegion;
  response.end((await from.text()).replaceAll(`arn:aws:kms:${mockRegion}:`, `arn:aws:kms:${region}:`));
}

const mockRegion = "eu-west-1";

/** The answer to `AssumeRole` and, for who was assumed, to `GetCallerIdentity`; `undefined` for all else. */
function answerForSts(parameters: URLSearchParams, authorization: string): string | undefined {
  const action = parameters.get("Action") ?? "";
  if (action === "AssumeRole") {
    const role = parameters.get("RoleArn") ?? "";
    return stsReply(
      action,
      `<Credentials><AccessKeyId>ASIA${role.split(":")[4] ?? ""}</AccessKeyId><SecretAccessKey>mock</SecretAccessKey>` +
        `<SessionToken>mock</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials>` +
        `<AssumedRoleUser><Arn>${role}</Arn><AssumedRoleId>AROADEPLOY:deploy</AssumedRoleId></AssumedRoleUser>`,
    );
  }
  const account = /Credential=ASIA(\d{12})/.exec(authorization)?.[1];
  if (action !== "GetCallerIdentity" || account === undefined) return undefined;
  const arn = `arn:aws:sts::${account}:assumed-role/deploy/deploy`;
  return stsReply(action, `<Arn>${arn}</Arn><UserId>AROADEPLOY:deploy</UserId><Account>${account}</Account>`);
}

function stsReply(action: string, result: string): string {
  return (
    `<${action}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><${action}Result>${result}</${action}Result>` +
    `<ResponseMetadata><RequestId>1</RequestId></ResponseMetadata></${action}Response>`
  );
}
