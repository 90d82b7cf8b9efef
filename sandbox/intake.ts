import type { IncomingMessage } from 'node:http'
import type { Context } from 'hono'
import type { Accounts } from './accounts/accounts.ts'
import type { SandboxEnv } from './env.ts'
import { Refusal } from './refusal.ts'
import { type RequestLog, redact } from './requests.ts'
import { accountIdIn, nameRoute } from './routes.ts'

/** Reads a request's body and begins its log entry. Both are in the context then. */
export async function takeIn(
  c: Context<SandboxEnv>,
  { requests, accounts }: { requests: RequestLog; accounts: Accounts },
): Promise<void> {
  const bodyText = await readBody(c.env.incoming)
  const { pathname, search } = new URL(c.req.url)
  const body = jsonOrNull(bodyText)
  const owner = accountIdIn(pathname)
  const username =
    usernameIn(body) ??
    c.req.query('username') ??
    (owner === undefined ? null : accounts.find(owner)?.username)
  const entry = requests.begin({
    method: c.req.method,
    path: pathname + search,
    route: nameRoute(c.req.method, pathname, body),
    username: username ?? null,
    body: redact(body),
  })
  c.set('entry', entry)
  c.set('bodyText', bodyText)
  const { outgoing } = c.env
  outgoing.once('close', () => {
    if (!outgoing.writableFinished && entry.outcome !== 'dropped')
      Object.assign(entry, { outcome: 'client-gone', status: null })
  })
}

const bodyLimitBytes = 1_048_576

async function readBody(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of incoming) {
    const bytes = Buffer.from(chunk)
    size += bytes.length
    if (size > bodyLimitBytes) throw new Refusal(413, 'Request body too large', { connection: 'close' })
    chunks.push(bytes)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function usernameIn(body: unknown): string | undefined {
  if (typeof body !== 'object' || body === null || !('username' in body)) return undefined
  return typeof body.username === 'string' ? body.username : undefined
}
