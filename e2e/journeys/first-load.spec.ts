import type { Page } from '@playwright/test'
import { expect, test } from '../system/test.ts'

const limitBytes = 170_000

/** Bytes of JavaScript that a cold browser takes from the server until the page rests. */
async function scriptBytes(page: Page, path: string, heading: string) {
  const scripts: { url: string; bytes: number; encoding: string | undefined }[] = []
  const measured: Promise<void>[] = []
  page.on('requestfinished', (request) => {
    if (!new URL(request.url()).pathname.endsWith('.js')) return
    measured.push(
      Promise.all([request.sizes(), request.response()]).then(([sizes, response]) => {
        const encoding = response?.headers()['content-encoding']
        scripts.push({ url: request.url(), bytes: sizes.responseBodySize, encoding })
      }),
    )
  })
  await page.goto(path, { waitUntil: 'load' })
  await expect(page.getByRole('heading', { name: heading, level: 1 })).toBeVisible()
  // The list of servers streams, so the network as a whole never rests: the page's own requests do.
  await expect(page.locator('[aria-busy="true"], .animate-pulse')).toHaveCount(0)
  await Promise.all(measured)
  const total = scripts.reduce((sum, { bytes }) => sum + bytes, 0)
  process.stdout.write(`first load of ${path}: ${total} bytes of JavaScript in ${scripts.length} files\n`)
  return { scripts, total }
}

for (const [path, heading] of [
  ['/customers', 'Customers'],
  ['/', 'Home'],
] as const)
  test(`the first load of ${path}, signed in, is below 170 kB of JavaScript over the wire`, async ({
    page,
  }) => {
    const { scripts, total } = await scriptBytes(page, path, heading)
    expect(scripts.length).toBeGreaterThan(1)
    expect(total).toBeGreaterThan(50_000)
    expect(total, JSON.stringify(scripts, null, 1)).toBeLessThan(limitBytes)
    for (const { url, bytes, encoding } of scripts)
      if (bytes > 2000) expect(encoding, url).toMatch(/^(br|gzip)$/)
  })

test('files are sent as they were compressed at the build, in what the browser takes', async ({
  page,
  billing,
}) => {
  const html = await (await page.request.get(billing.url, { headers: { accept: 'text/html' } })).text()
  const entry = html.match(/src="(\/assets\/[^"]+\.js)"/)?.[1] ?? ''
  for (const [takes, sent] of [
    ['br, gzip', 'br'],
    ['gzip', 'gzip'],
    ['identity', undefined],
  ] as const) {
    const answer = await page.request.get(`${billing.url}${entry}`, { headers: { 'accept-encoding': takes } })
    expect(answer.headers()['content-encoding']).toBe(sent)
    expect(answer.headers()['content-type']).toMatch(/javascript/)
    expect(answer.headers().vary ?? '').toMatch(sent ? /accept-encoding/i : /^/)
    expect(answer.headers()['cache-control']).toContain('immutable')
    expect(await answer.text()).toContain('import')
  }
})
