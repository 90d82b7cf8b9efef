import type { CDPSession, Page } from '@playwright/test'
import { expect, test } from '../system/test.ts'

interface Transfer {
  readonly path: string
  readonly type: string
  readonly headerBytes: number
  readonly bodyBytes: number
}

const bytesOf = (transfers: readonly Transfer[]) =>
  transfers.reduce((sum, { headerBytes, bodyBytes }) => sum + headerBytes + bodyBytes, 0)

/**
 * Records all data that the browser receives from now on, in bytes on the wire. Over HTTP/1.1,
 * `encodedDataLength` of Network.loadingFinished includes the response headers, and that of
 * Network.responseReceived is only those headers.
 */
async function recordTransfers(cdp: CDPSession): Promise<readonly Transfer[]> {
  const transfers: Transfer[] = []
  const open = new Map<string, { path: string; type: string; headerBytes: number }>()
  cdp.on('Network.responseReceived', ({ requestId, type, response }) => {
    const { pathname } = new URL(response.url)
    open.set(requestId, { path: pathname, type, headerBytes: response.encodedDataLength })
  })
  cdp.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const received = open.get(requestId)
    // Zero: from the cache (the icon is used three times), or an image that is part of the stylesheet.
    if (received && encodedDataLength > 0)
      transfers.push({ ...received, bodyBytes: encodedDataLength - received.headerBytes })
  })
  await cdp.send('Network.enable')
  return transfers
}

async function waitUntilLoaded(page: Page, heading: string) {
  await expect(page.getByRole('heading', { name: heading, level: 1 })).toBeVisible()
  // The list of servers streams, so the network is never idle. The page's own requests end.
  await expect(page.locator('[aria-busy="true"], .animate-pulse')).toHaveCount(0)
}

for (const { path, heading, scriptKb, totalKb, most } of [
  // Of these, 2.1 kB are the routes, menu items and keys of the pages of billing, and 0.5 kB keep the focus when the
  // focused element is removed.
  { path: '/customers', heading: 'Customers', scriptKb: 146, totalKb: 164, most: 10 },
  // Of these, 0.5 kB are the policy and nosniff of each file, and 1 kB the comparison with the period before.
  { path: '/', heading: 'Home', scriptKb: 153, totalKb: 171, most: 11 },
])
  test(`the first load of ${path}, headers included, is at most ${scriptKb} kB of scripts in ${most} files`, async ({
    page,
    context,
  }) => {
    const transfers = await recordTransfers(await context.newCDPSession(page))
    await page.goto(path, { waitUntil: 'load' })
    await waitUntilLoaded(page, heading)
    const files = transfers.filter((transfer) => !transfer.path.startsWith('/api/'))
    const scripts = files.filter(({ type }) => type === 'Script')
    process.stdout.write(
      `first load of ${path}: ${bytesOf(scripts)} bytes in ${scripts.length} scripts, ${bytesOf(files)} bytes in ` +
        `${files.length} files, ${bytesOf(transfers)} bytes with data\n`,
    )
    const list = JSON.stringify(transfers, null, 1)
    expect(scripts.length, list).toBeGreaterThan(1)
    expect(bytesOf(scripts), list).toBeGreaterThan(50_000)
    expect(bytesOf(scripts), list).toBeLessThanOrEqual(scriptKb * 1000)
    expect(bytesOf(files), list).toBeLessThanOrEqual(totalKb * 1000)
    expect(files.length, list).toBeLessThanOrEqual(most)
    for (const { path: file, headerBytes } of scripts) {
      // Zero would mean that this browser does not count headers.
      expect(headerBytes, file).toBeGreaterThan(100)
      expect(headerBytes, file).toBeLessThan(400)
    }
  })

test.describe('before any script has run', () => {
  for (const [path, heading] of [
    ['/customers', 'Customers'],
    ['/', 'Home'],
    ['/operations', 'Operations'],
    ['/server', 'Server'],
  ] as const)
    for (const { width, colorScheme, background } of [
      { width: 1280, colorScheme: 'light', background: 'rgb(250, 250, 251)' },
      { width: 390, colorScheme: 'dark', background: 'rgb(13, 15, 19)' },
    ] as const)
      test(`${path} shows its shell, ${colorScheme}, at ${width} px`, async ({ page }) => {
        await page.setViewportSize({ width, height: 800 })
        await page.emulateMedia({ colorScheme })
        await page.route(/\.(?:js|css)$/, (route) => route.abort())
        await page.goto(path)
        await expect(page.locator('h1')).toHaveText(heading)
        await expect(page.locator('h1')).toBeInViewport()
        await expect(page.locator('nav')).toBeInViewport()
        await expect(page.locator('.animate-pulse').first()).toBeInViewport()
        await expect(page.locator('html')).toHaveCSS('background-color', background)
        const beyond = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
        expect(beyond).toBeLessThanOrEqual(0)
      })

  test('a browser that delays every script paints the shell', async ({ page }) => {
    // Never answered: a script that blocks the first paint would block this test.
    await page.route(/\.js$/, () => {})
    await page.goto('/customers', { waitUntil: 'commit' })
    const painted = page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          new PerformanceObserver((entries) => {
            const [first] = entries.getEntriesByName('first-contentful-paint')
            if (first) resolve(first.startTime)
          }).observe({ type: 'paint', buffered: true })
        }),
    )
    expect(await painted).toBeGreaterThan(0)
    await expect(page.locator('h1')).toHaveText('Customers')
  })

  test("the chosen theme is shown, whatever the system's theme", async ({ page }) => {
    await page.emulateMedia({ colorScheme: 'light' })
    await page.goto('/customers')
    await page.getByRole('button', { name: 'Theme' }).click()
    await page.getByRole('menuitemradio', { name: 'Dark' }).click()
    await page.route(/\.(?:js|css)$/, (route) => route.abort())
    await page.reload()
    await expect(page.locator('html')).toHaveCSS('background-color', 'rgb(13, 15, 19)')
  })

  test.describe('without a session', () => {
    test.use({ signedIn: false })
    for (const path of ['/login', '/', '/customers', '/portal'])
      test(`${path} shows the sign-in page, and no console`, async ({ page }) => {
        await page.route(/\.(?:js|css)$/, (route) => route.abort())
        await page.goto(path)
        await expect(page.locator('h1')).toHaveText('Sign in')
        await expect(page.locator('nav')).toHaveCount(0)
      })

    for (const path of ['/setup', '/set-password'])
      test(`${path} shows no other page's shell`, async ({ page }) => {
        await page.route(/\.(?:js|css)$/, (route) => route.abort())
        await page.goto(path)
        await expect(page.locator('#root')).toBeEmpty()
      })

    test('a user without a session gets from a page to the sign-in form', async ({ page }) => {
      await page.goto('/customers')
      await expect(page.getByRole('heading', { name: 'Sign in', level: 1 })).toBeVisible()
      await expect(page).toHaveURL(/\/login\?next=%2Fcustomers$/)
    })
  })
})

test('data is requested while the scripts load, and only once', async ({ page }) => {
  const requested: string[] = []
  page.on('request', (request) => {
    const { pathname } = new URL(request.url())
    if (pathname.startsWith('/api/')) requested.push(pathname)
  })
  let release = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  // All scripts except the first wait until both requests are sent.
  await page.route(
    (url) => url.pathname.endsWith('.js') && !url.pathname.startsWith('/assets/boot-'),
    async (route) => {
      await held
      await route.continue()
    },
  )
  const list = page.waitForResponse((response) => new URL(response.url()).pathname === '/api/v1/customers')
  const viewer = page.waitForResponse('**/api/v1/me')
  await page.goto('/customers?status=active', { waitUntil: 'commit' })
  const [listResponse] = await Promise.all([list, viewer])
  expect(new URL(listResponse.url()).searchParams.get('status')).toBe('active')
  expect(await page.evaluate(() => document.querySelector('#root > [inert]') !== null)).toBe(true)
  release()
  await waitUntilLoaded(page, 'Customers')
  expect(requested.filter((path) => path === '/api/v1/me')).toHaveLength(1)
  expect(requested.filter((path) => path === '/api/v1/customers')).toHaveLength(1)
})

test('the application repeats a failed early request', async ({ page }) => {
  let failed = 0
  await page.route('**/api/v1/customers?*', async (route) => {
    if (failed++ === 0) await route.abort('connectionreset')
    else await route.continue()
  })
  await page.goto('/customers')
  await waitUntilLoaded(page, 'Customers')
  expect(failed).toBe(2)
  await expect(page.getByRole('alert')).toHaveCount(0)
})

for (const width of [1280, 390])
  for (const [path, heading] of [
    ['/customers', 'Customers'],
    ['/', 'Home'],
  ] as const)
    test(`${path} does not shift when the application takes over, at ${width} px`, async ({ page }) => {
      await page.setViewportSize({ width, height: 800 })
      await page.addInitScript(() => {
        const shifts: number[] = []
        Object.assign(globalThis, { shifts })
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) if ('value' in entry) shifts.push(Number(entry.value))
        }).observe({ type: 'layout-shift', buffered: true })
      })
      await page.goto(path)
      await waitUntilLoaded(page, heading)
      const shift = await page.evaluate(() => {
        const shifts: unknown = Reflect.get(globalThis, 'shifts')
        return Array.isArray(shifts) ? shifts.reduce((sum, value) => sum + value, 0) : Number.NaN
      })
      process.stdout.write(`layout shift of ${path} at ${width} px: ${shift.toFixed(4)}\n`)
      expect(shift).toBeLessThan(0.1)
    })

test('files are sent as compressed at the build, in an encoding that the browser accepts', async ({
  page,
  billing,
}) => {
  const html = await (await page.request.get(billing.url, { headers: { accept: 'text/html' } })).text()
  const script = html.match(/(?:src|href)="(\/assets\/libraries[^"]+\.js)"/)?.[1] ?? ''
  for (const [takes, sent] of [
    ['br, gzip', 'br'],
    ['gzip', 'gzip'],
    ['identity', undefined],
  ] as const) {
    const answer = await page.request.get(`${billing.url}${script}`, {
      headers: { 'accept-encoding': takes },
    })
    const headers = answer.headers()
    expect(headers['content-encoding']).toBe(sent)
    expect(headers['content-type']).toMatch(/javascript/)
    expect(headers.vary).toMatch(/accept-encoding/i)
    expect(headers['cache-control']).toContain('immutable')
    expect(headers['x-content-type-options']).toBe('nosniff')
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'")
    expect(await answer.text()).toContain('export')
  }
})

test('pages and errors keep the security headers', async ({ page, billing }) => {
  for (const path of ['/customers', '/login', '/setup']) {
    const headers = (await page.request.get(`${billing.url}${path}`)).headers()
    expect(headers['content-security-policy'], path).toContain("default-src 'self'")
    expect(headers['x-frame-options'], path).toBe('DENY')
    expect(headers['cache-control'], path).toBe('private, no-cache')
  }
  const asset = (await page.request.get(`${billing.url}/assets/none.js`)).headers()
  expect(asset['content-security-policy'], 'an error is a page').toBeDefined()
})
