import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Webhook } from 'standardwebhooks'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { webhookEvents } from '#contracts/webhooks/events.ts'

type Verify = (secret: string, headers: Record<string, string>, body: string) => boolean
const verifyModule = z.object({ isFromBilling: z.custom<Verify>((value) => typeof value === 'function') })

const page = readFileSync('docs/webhooks.md', 'utf8')
const codeIn = (fence: string) => new RegExp(`\`\`\`${fence}\n([\\s\\S]*?)\`\`\``).exec(page)?.[1] ?? ''

const secret = `whsec_${Buffer.from('a secret of twenty-four+ bytes').toString('base64')}`
const other = `whsec_${Buffer.from('another secret of 24 bytes').toString('base64')}`
const body = '{"type":"customer.created","data":{"fullName":"Ada €"}}'
const now = new Date()
const signed = (at: Date, ...secrets: string[]): Record<string, string> => ({
  'webhook-id': 'id-1',
  'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
  'webhook-signature': secrets.map((one) => new Webhook(one).sign('id-1', at, body)).join(' '),
})
/** Whether the example must accept each request. */
const requests: readonly (readonly [boolean, Record<string, string>, string])[] = [
  [true, signed(now, secret), body],
  [true, signed(now, other, secret), body],
  [false, signed(now, other), body],
  [false, signed(now, secret), `${body} `],
  [false, signed(new Date(now.getTime() - 400_000), secret), body],
  [false, { ...signed(now, secret), 'webhook-id': 'id-2' }, body],
]
const expected = requests.map(([isAccepted]) => isAccepted)

/** Runs a program that reads the requests as JSON, and prints a list of booleans. */
function answersOf(command: string, args: readonly string[]): unknown {
  const input = JSON.stringify({ secret, requests: requests.map(([, headers, text]) => ({ headers, text })) })
  const { stdout, stderr } = spawnSync(command, args, { input, encoding: 'utf8' })
  expect(stderr).toBe('')
  return JSON.parse(stdout)
}
const has = (command: string) => spawnSync(command, ['--version']).status === 0

describe('The example of docs/webhooks.md accepts a signed request, and no other, in', () => {
  it('Node.js', async () => {
    const file = join(await mkdtemp(join(tmpdir(), 'webhook-example-')), 'verify.mjs')
    writeFileSync(file, codeIn('js verify'))
    const { isFromBilling } = verifyModule.parse(await import(/* @vite-ignore */ pathToFileURL(file).href))
    expect(requests.map(([, headers, text]) => isFromBilling(secret, headers, text))).toEqual(expected)
  })

  // Not every machine has the next two.
  it.skipIf(!has('python3'))('Python', () => {
    const program = `${codeIn('python')}
import json, sys
given = json.load(sys.stdin)
print(json.dumps([is_from_billing(given["secret"], one["headers"], one["text"].encode()) for one in given["requests"]]))
`
    expect(answersOf('python3', ['-c', program])).toEqual(expected)
  })

  it.skipIf(!has('php'))('PHP', () => {
    const program = `${codeIn('php')}
$given = json_decode(stream_get_contents(STDIN), true);
echo json_encode(array_map(fn($one) => isFromBilling($given['secret'], $one['headers'], $one['text']), $given['requests']));
`
    expect(answersOf('php', ['-r', program])).toEqual(expected)
  })
})

it('docs/webhooks.md lists every event with its meaning', () => {
  const section = page.split('\n## Events\n')[1]?.split('\n## ')[0] ?? ''
  const rows = [...section.matchAll(/^\| `([^`]+)` \| (.+) \|$/gm)].map(([, type, about]) => [type, about])
  expect(rows).toEqual(Object.entries(webhookEvents).map(([type, { about }]) => [type, about]))
})
