/** `docs/errors.md`, made from the table of errors. Run as a script it writes the file; a test holds the file to it. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type DescribedError, describeErrors } from '../src/wire/errors.ts';

export const errorsFile = join(import.meta.dirname, '../docs/errors.md');

const opening = `# Errors

Every refusal is one envelope, whatever went wrong:

\`\`\`json
{
  "errorCode": "InvalidParameter",
  "message": "Parameter [to] value is invalid",
  "errors": [{ "errorCode": "CMN-101", "message": "Parameter [to] value is invalid", "parameterName": "to" }],
  "parameterName": "to",
  "hint": "…"
}
\`\`\`

\`errors\` names everything that is wrong with the request, the first of it on top. The code to look for is that in
\`errors\`: on top stand \`InvalidParameter\`, \`TokenInvalid\` and \`InsufficientPermissions\` for whole families. Refused
sign-ins carry \`error\` and \`error_description\` (RFC 6749) besides. \`hint\` is an addition of Beckon's own and may be
absent; so are codes that begin with \`BKN\`. Every answer has its request id in \`RCRequestId\`, under which the server's
log has it too. A 500 with \`InternalError\` is a defect of Beckon: please report it with that id.

Messages are in English, whatever \`Accept-Language\` asks for.

\`…\` stands for what the request named. This file is made from the table in the sources by
\`npm run docs:errors\`.

| status | code | on top | message | hint |
| --- | --- | --- | --- | --- |
`;

export function errorsDocument(): string {
  const sorted = describeErrors().sort(
    (a, b) => a.status - b.status || a.vendorCode.localeCompare(b.vendorCode) || a.message.localeCompare(b.message),
  );
  return `${opening}${sorted.map(rowOf).join('\n')}\n`;
}

function rowOf({ status, vendorCode, top, message, hint = '' }: DescribedError): string {
  const cells = [status, `\`${vendorCode}\``, top === vendorCode ? '' : `\`${top}\``, message, hint];
  return `| ${cells.map((cell) => String(cell).replaceAll('|', '\\|')).join(' | ')} |`;
}

if (import.meta.main) writeFileSync(errorsFile, errorsDocument());
