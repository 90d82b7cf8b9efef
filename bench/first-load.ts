import { parseArgs } from 'node:util'
import { chromium, type Page } from '@playwright/test'
import { findChromium } from '#testing/chromium.ts'
import { quantile } from './quantile.ts'

const usage = `Measures the first paint of a page in running installations. It alternates, so that load affects all alike.

  node bench/first-load.ts --at before=http://127.0.0.1:4201 --at after=http://127.0.0.1:4200 --password ... \\
    [--email admin@example.com] [--path /customers] [--samples 5] [--cpu 4] [--latency 40] [--kbps 10000]
`

const { values } = parseArgs({
  options: {
    at: { type: 'string', multiple: true, default: [] },
    email: { type: 'string', default: 'admin@example.com' },
    password: { type: 'string', default: '' },
    path: { type: 'string', default: '/customers' },
    samples: { type: 'string', default: '5' },
    cpu: { type: 'string', default: '4' },
    latency: { type: 'string', default: '40' },
    kbps: { type: 'string', default: '10000' },
    help: { type: 'boolean', default: false },
  },
})

interface Sample {
  fcp: number
  lcp: number
  /** Time at which the first row of data is in the page. */
  rows: number
  shift: number
}

/** Runs in the browser before the page's own scripts. */
function observe() {
  const sample = { fcp: 0, lcp: 0, rows: 0, shift: 0 }
  Object.assign(globalThis, { sample })
  const on = (type: string, take: (entry: PerformanceEntry) => void) =>
    new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true })
  on('paint', ({ name, startTime }) => {
    if (name === 'first-contentful-paint') sample.fcp = startTime
  })
  on('largest-contentful-paint', ({ startTime }) => {
    sample.lcp = startTime
  })
  on('layout-shift', (entry) => {
    if ('value' in entry) sample.shift += Number(entry.value)
  })
  new MutationObserver((_, observer) => {
    if (!document.querySelector('[data-customer]')) return
    sample.rows = performance.now()
    observer.disconnect()
  }).observe(document, { childList: true, subtree: true })
}

async function measure(page: Page, address: string): Promise<Sample> {
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('Network.enable')
  await cdp.send('Network.setCacheDisabled', { cacheDisabled: true })
  await cdp.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: Number(values.latency),
    downloadThroughput: (Number(values.kbps) * 1000) / 8,
    uploadThroughput: (Number(values.kbps) * 1000) / 8,
  })
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: Number(values.cpu) })
  await page.addInitScript(observe)
  await page.goto(address, { timeout: 90_000 })
  await page.locator('[data-customer]').first().waitFor({ timeout: 90_000 })
  // The largest paint is reported one frame after the rows are in the page.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
  return page.evaluate<Sample>(() => Reflect.get(globalThis, 'sample'))
}

async function run(): Promise<void> {
  const places = values.at.map((text) => {
    const [, name = '', url = ''] = text.match(/^([^=]+)=(.+)$/) ?? []
    return { name, url, samples: [] as Sample[] }
  })
  if (values.help || places.length === 0) {
    process.stdout.write(usage)
    return
  }
  const browser = await chromium.launch({
    executablePath: findChromium(),
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  })
  for (let round = 0; round < Number(values.samples); round++)
    for (const { url, samples } of places) {
      const context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
      const data = { email: values.email, password: values.password }
      const signIn = await context.request.post(`${url}/api/auth/sign-in/email`, { data })
      if (!signIn.ok()) throw new Error(`Sign-in at ${url} failed: ${signIn.status()} ${await signIn.text()}`)
      samples.push(await measure(await context.newPage(), `${url}${values.path}`))
      await context.close()
    }
  await browser.close()
  for (const { name, samples } of places)
    for (const figure of ['fcp', 'lcp', 'rows', 'shift'] as const) {
      const sorted = samples.map((sample) => sample[figure]).sort((a, b) => a - b)
      const text = [0, 0.5, 1].map((part) => quantile(sorted, part).toFixed(figure === 'shift' ? 4 : 0))
      process.stdout.write(
        `${name.padEnd(8)} ${figure.padEnd(6)} minimum, median, maximum: ${text.join(', ')}\n`,
      )
    }
}

await run()
