import type { Page } from '@playwright/test'
import { newPerson } from '../steps/people.ts'
import { placeCustomer } from '../steps/scenery.ts'
import { expect, test } from '../system/test.ts'

/** Collects each violation of the Content-Security-Policy that the browser reports, on every page. */
async function watchPolicy(page: Page): Promise<string[]> {
  const violations: string[] = []
  page.on('console', (message) => {
    if (/content.security.policy/i.test(message.text())) violations.push(message.text())
  })
  await page.exposeFunction('reportViolation', (text: string) => void violations.push(text))
  await page.addInitScript(() => {
    document.addEventListener(
      'securitypolicyviolation',
      ({ violatedDirective, blockedURI, sample, sourceFile }) => {
        const { reportViolation } = window as unknown as { reportViolation: (text: string) => void }
        reportViolation(`${location.pathname}: ${violatedDirective} ${blockedURI} ${sample} ${sourceFile}`)
      },
    )
  })
  return violations
}

test('no page violates the policy, which allows no inline script and no inline style', async ({
  page,
  context,
  billing,
}) => {
  const violations = await watchPolicy(page)
  const servers = await (await context.request.get('/api/v1/servers')).json()
  const serverId: string = servers.items[0].id
  const placed = await placeCustomer(
    { request: context.request, billing },
    { person: newPerson('Petra'), serverId },
  )
  const main = [
    ...[
      '/',
      '/customers',
      `/customers/${placed.customerId}`,
      '/operations',
      '/server',
      `/server/${serverId}`,
    ],
    ...['/account', '/no/such/page', '/docs', '/setup', '/set-password#made-up'],
  ]
  for (const address of main) {
    const answer = await page.goto(address)
    const policy = answer?.headers()['content-security-policy'] ?? ''
    expect(policy, address).toContain("default-src 'self'")
    expect(policy, address).not.toContain('unsafe')
    await page.waitForLoadState('networkidle')
  }
  await expect(page.getByRole('alert')).toBeVisible()
  expect(page.url()).toMatch(/\/set-password$/)

  // The parts whose libraries would add style elements: dialogs, menus, selects and toasts.
  await page.goto('/customers')
  await page.getByRole('button', { name: 'Add Customer' }).first().click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.getByRole('checkbox', { name: 'Also provision NextPanel hosting account' }).check()
  await page.getByRole('combobox').first().click()
  await expect(page.getByRole('option').first()).toBeVisible()
  expect(await page.evaluate(() => getComputedStyle(document.body).overflow)).toBe('hidden')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()
  expect(await page.evaluate(() => getComputedStyle(document.body).overflow)).not.toBe('hidden')
  await page.goto(`/customers/${placed.customerId}`)
  await page.waitForLoadState('networkidle')
  expect(violations).toEqual([])

  // The policy is active: what an attacker would insert is blocked and reported.
  await page.evaluate(() => {
    document.body.insertAdjacentHTML(
      'beforeend',
      '<p id="inserted" style="color: red">x</p><style>p{}</style>',
    )
  })
  await expect.poll(() => violations.length).toBeGreaterThan(0)
})

test('the first paint has its style, and signing in works', async ({ browser, billing }) => {
  const page = await browser.newPage({ baseURL: billing.url, javaScriptEnabled: false })
  await page.goto('/login')
  const padding = await page.evaluate(() => getComputedStyle(document.body).margin)
  expect(padding).toBe('0px')
  await page.close()
})
