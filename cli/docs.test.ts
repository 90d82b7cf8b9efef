import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createApiToken } from '../testing/api-token.ts'
import { type CliUser, cliUser, screenText } from '../testing/cli.ts'
import { type RunningSystem, startSystem } from '../testing/running-system.ts'

const path = join(import.meta.dirname, '../docs/cli.md')
const addresses = { billing: 'https://billing.example.com', panel: 'https://panel.example.com' }

let system: RunningSystem
let user: CliUser

beforeAll(async () => {
  system = await startSystem()
  const { apiKey, apiSecret } = await system.sandbox.createKey()
  user = cliUser({ NO_COLOR: '1', API_KEY: apiKey, API_SECRET: apiSecret, PASSWORD: 'correct-Horse-1' })
  writeFileSync(join(user.folder, 'token-file'), await createApiToken(system, { name: 'CLI' }))
})
afterAll(async () => {
  user?.remove()
  await system?.remove()
})

/** Values that differ in each run are replaced with examples. The page shows the same examples. */
const withExamples = (output: string): string =>
  screenText(output)
    .replaceAll('\ufeff', '')
    .replaceAll(system.apiUrl, addresses.billing)
    .replaceAll(system.webUrl, addresses.billing)
    .replaceAll(system.sandbox.url, addresses.panel)
    .replace(/[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/g, '0198c5a2-7b1e-7c3a-9f00-5d2f6c1a4e11')
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g, '2026-11-23T17:22:29.000Z')
    .replace(/#[\w-]{43}\b/g, '#Yk4c0ZJ1xXqSx0nq8dT7c2Jm1v9wQe5uR3aLbKfHg6o')
    .replace(/(generated [a-z ]*password: ).*/g, '$1kW7+mXp2!sTq9Rz4=Hd')
    .replace(/\bport \d+/g, 'port 443')
    .replace(/\b\d+ ms/g, '12 ms')
    .replace(/, [\d.,]+ rows\/s/g, '')
    .replace(/(, \d+ s left)/g, '')
    .replace(new RegExp(`${user.folder.replace(/work$/, '')}home`, 'g'), '/home/grace')

async function outputOf(command: string): Promise<string> {
  const actual = command
    .replaceAll(addresses.billing, system.apiUrl)
    .replaceAll(addresses.panel, system.sandbox.url)
  const { code, stdout } = await user.terminal(actual)
  const text = withExamples(stdout).trimEnd()
  return `${text === '' ? '' : `${text}\n`}${code === 0 ? '' : `[exit code ${code}]\n`}`
}

// To write the outputs of this release into the page: vitest run cli/docs.test.ts --update
it('shows every command with the output that it has now', async () => {
  const page = readFileSync(path, 'utf8')
  for (const [, name = '', text = ''] of page.matchAll(/^```csv (\S+)\n(.*?)^```$/gms))
    writeFileSync(join(user.folder, name), text)
  let rest = page
  let written = ''
  for (;;) {
    const block = /^```console\n(.*?)^```$/ms.exec(rest)
    if (!block) break
    written += `${rest.slice(0, block.index)}\`\`\`console\n`
    for (const [, command = ''] of (block[1] ?? '').matchAll(/^\$ (.*)$/gm))
      written += `$ ${command}\n${await outputOf(command)}`
    written += '```'
    rest = rest.slice(block.index + block[0].length)
  }
  await expect(written + rest).toMatchFileSnapshot(path)
}, 240_000)
