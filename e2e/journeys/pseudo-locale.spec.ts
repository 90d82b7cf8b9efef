import { rm } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { z } from 'zod'
import { expectNoCutOffButtons, expectNoSidewaysScroll } from '../steps/layout.ts'
import { newPerson } from '../steps/people.ts'
import { placeCustomer } from '../steps/scenery.ts'
import { buildPseudoApp, serveBuild } from '../system/pseudo-app.ts'
import { expect, test } from '../system/test.ts'

const servers = z.object({ items: z.array(z.object({ id: z.string() })) })
let folder: string

test.beforeAll(async () => {
  test.setTimeout(180_000)
  folder = await buildPseudoApp()
})
test.afterAll(() => rm(folder, { recursive: true, force: true }))

for (const width of [1280, 390])
  test(`texts that are 40% longer fit on each page at ${width} px`, async ({ page, billing }) => {
    await page.setViewportSize({ width, height: 844 })
    const listed = await page.request.get(`${billing.url}/api/v1/servers`)
    const serverId = servers.parse(await listed.json()).items[0]?.id ?? ''
    const person = newPerson('Ada Lovelace')
    const { customerId } = await placeCustomer({ request: page.request, billing }, { person, serverId })
    await serveBuild(page, folder)

    for (const path of [
      '/',
      '/customers',
      `/customers/${customerId}`,
      `/customers/${customerId}/hosting`,
      '/server',
      `/server/${serverId}`,
      '/operations',
    ]) {
      await page.goto(path)
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      await expectFits(page)
    }

    await page.goto('/customers/new')
    const form = page.getByRole('dialog')
    await form.getByRole('checkbox').last().check()
    await expect(form.getByRole('combobox')).toContainText('Production Server')
    await expectFits(page)
  })

async function expectFits(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle')
  await expectNoSidewaysScroll(page)
  await expectNoCutOffButtons(page)
}
