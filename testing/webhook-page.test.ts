import { readFileSync, writeFileSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Webhook } from 'standardwebhooks'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { webhookEvents } from '#contracts/webhooks/events.ts'

type Verify = (secret: string, headers: Record<string, string>, body: string) => boolean
const verifyModule = z.object({ isFromBilling: z.custom<Verify>((value) => typeof value === 'function') })

it('the Node.js example of docs/webhooks.md accepts a signed request, and no other', async () => {
  const page = readFileSync('docs/webhooks.md', 'utf8')
  const code = /```js verify\n([\s\S]*?)```/.exec(page)?.[1] ?? ''
  const file = join(await mkdtemp(join(tmpdir(), 'webhook-example-')), 'verify.mjs')
  writeFileSync(file, code)
  const { isFromBilling } = verifyModule.parse(await import(/* @vite-ignore */ pathToFileURL(file).href))
  const secret = `whsec_${Buffer.from('a secret of twenty-four+ bytes').toString('base64')}`
  const other = `whsec_${Buffer.from('another secret of 24 bytes').toString('base64')}`
  const body = '{"type":"customer.created","data":{"fullName":"Ada €"}}'
  const signed = (at: Date, ...secrets: string[]) => ({
    'webhook-id': 'id-1',
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': secrets.map((one) => new Webhook(one).sign('id-1', at, body)).join(' '),
  })
  const now = new Date()
  expect(isFromBilling(secret, signed(now, secret), body)).toBe(true)
  expect(isFromBilling(secret, signed(now, other, secret), body)).toBe(true)
  expect(isFromBilling(secret, signed(now, other), body)).toBe(false)
  expect(isFromBilling(secret, signed(now, secret), `${body} `)).toBe(false)
  expect(isFromBilling(secret, signed(new Date(now.getTime() - 400_000), secret), body)).toBe(false)
  expect(isFromBilling(secret, { ...signed(now, secret), 'webhook-id': 'id-2' }, body)).toBe(false)
})

it('docs/webhooks.md lists every event with its meaning', () => {
  const page = readFileSync('docs/webhooks.md', 'utf8')
  const section = page.split('\n## Events\n')[1]?.split('\n## ')[0] ?? ''
  const rows = [...section.matchAll(/^\| `([^`]+)` \| (.+) \|$/gm)].map(([, type, about]) => [type, about])
  expect(rows).toEqual(Object.entries(webhookEvents).map(([type, { about }]) => [type, about]))
})
